import { z } from "zod";

/** One line of `metrics.jsonl`. */
export type RunMetric =
  | {
      readonly type: "step";
      readonly step: number;
      readonly stage: 1 | 2;
      readonly loss: number;
      readonly perplexity: number;
      readonly tokensPerSecond: number;
      /** Share of tokens per expert. */
      readonly load: readonly number[];
    }
  | {
      readonly type: "probe";
      readonly step: number;
      readonly stage: 1 | 2;
      /** Share of probe tokens whose expert differs from the probe before; null at the first. */
      readonly changeRate: number | null;
      readonly validLoss: number;
      /** Share of probe tokens on which student and teacher agree; null where there is no student. */
      readonly studentAgreement: number | null;
    }
  | { readonly type: "freeze"; readonly step: number };

const stage = z.union([z.literal(1), z.literal(2)]);
const step = z.number().int().nonnegative();
const share = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const line = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("step"),
    step,
    stage,
    loss: z.number(),
    perplexity: z.number().nullish(),
    tokensPerSecond: z.number().nullish(),
    load: z.array(z.number()).nullish(),
  }),
  z.object({
    type: z.literal("probe"),
    step,
    stage,
    changeRate: share,
    validLoss: z.number(),
    studentAgreement: share,
  }),
  z.object({ type: z.literal("freeze"), step }),
  z.object({ type: z.literal("result") }),
  z.object({ type: z.literal("error") }),
]);

/** What one line says: a metric, that the run has ended, or nothing we know. */
export type MetricLine =
  | { readonly kind: "metric"; readonly metric: RunMetric }
  | { readonly kind: "finished" | "failed" | "unknown" };

/** Reads one line; a broken line and a type of a later version are `unknown`, because charts can do without them. */
export function parseMetricLine(text: string): MetricLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: "unknown" };
  }
  const parsed = line.safeParse(json);
  if (!parsed.success) return { kind: "unknown" };
  const { data } = parsed;
  if (data.type === "result") return { kind: "finished" };
  if (data.type === "error") return { kind: "failed" };
  if (data.type !== "step") return { kind: "metric", metric: data };
  const { perplexity, tokensPerSecond, load, ...rest } = data;
  const metric = {
    ...rest,
    // JSON has no infinity; a run that diverges gets there.
    perplexity: perplexity ?? Math.min(Math.exp(data.loss), Number.MAX_VALUE),
    tokensPerSecond: tokensPerSecond ?? 0,
    load: load ?? [],
  };
  return { kind: "metric", metric };
}
