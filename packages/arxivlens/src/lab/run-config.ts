import { z } from "zod";

/** The part of a run's `config.json` that the Lab shows. */
export interface RunConfig {
  readonly preset: string;
  readonly router: string;
  readonly steps: number;
  readonly startedAt: string;
  readonly model: { readonly numExperts: number };
  readonly parameters: number;
}

const runConfig: z.ZodType<RunConfig> = z.object({
  preset: z.string().default("unknown"),
  router: z.string().default("unknown"),
  steps: z.number().default(0),
  startedAt: z.string().default(""),
  model: z.object({ numExperts: z.number().default(0) }).default({ numExperts: 0 }),
  parameters: z.number().default(0),
});

/** Null when the text is no config; unknown keys are ignored, missing ones get a neutral value. */
export function parseRunConfig(text: string): RunConfig | null {
  try {
    const parsed = runConfig.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const runLock = z.object({ pid: z.number().int().positive() });

/** Process id in a run's `lock.json`, or null. */
export function parseRunLock(text: string): number | null {
  try {
    const parsed = runLock.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.pid : null;
  } catch {
    return null;
  }
}
