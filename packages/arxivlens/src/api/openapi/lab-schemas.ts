import { z } from "zod";
import type { LabMetric, LabRun, LabView } from "../contract.ts";
import { named } from "./work-schemas.ts";

const stage = z.union([z.literal(1), z.literal(2)]);

const metric: z.ZodType<LabMetric> = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("step"),
      step: z.int(),
      stage,
      loss: z.number().describe("nats per token"),
      perplexity: z.number().describe("at most the largest number that there is, where a run diverges"),
      tokensPerSecond: z.number(),
      load: z.array(z.number()).describe("share of tokens by expert"),
    }),
    z.strictObject({
      type: z.literal("probe"),
      step: z.int(),
      stage,
      changeRate: z
        .number()
        .nullable()
        .describe("share of probe tokens whose expert differs from the probe before; null at the first"),
      validLoss: z.number(),
      studentAgreement: z.number().nullable().describe("null where there is no student"),
    }),
    z.strictObject({ type: z.literal("freeze"), step: z.int() }),
  ])
  .register(named, { id: "RunMetric" });

export const run: z.ZodType<LabRun> = z
  .strictObject({
    name: z.string(),
    status: z.enum(["running", "finished", "stopped", "failed"]),
    startedAt: z.string(),
    preset: z.string(),
    router: z.string(),
    steps: z.number().describe("updates that it is to make"),
    freezeStep: z.int().nullable(),
    numExperts: z.number(),
    parameters: z.number(),
    metrics: z.array(metric),
  })
  .register(named, { id: "Run" });

export const runs: z.ZodType<LabView> = z
  .strictObject({
    runs: z.array(run).describe("latest first"),
    canStart: z.boolean().describe("whether this reader may start one"),
    runsFolder: z.string(),
  })
  .register(named, { id: "Runs" });

export const startedRun: z.ZodType<{ readonly run: string }> = z
  .strictObject({ run: z.string() })
  .register(named, { id: "StartedRun" });
