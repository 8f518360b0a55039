import { TensorError } from "../error.ts";

/** Learning rate of the update with index `update`, counted from 0. */
export type Schedule = (update: number) => number;

export interface LinearDecayOptions {
  readonly peak: number;
  readonly warmupSteps: number;
  readonly totalSteps: number;
}

/**
 * Linear warm-up to `peak`, then linear decay to 0 at `totalSteps`. As in the released code the first update already
 * uses `peak / warmupSteps`, so updates 0 and 1 share one value.
 */
export function linearDecay({ peak, warmupSteps, totalSteps }: LinearDecayOptions): Schedule {
  assertWarmup(warmupSteps, totalSteps);
  return (update) => {
    if (update < warmupSteps) return warmup(peak, update, warmupSteps);
    return peak * Math.max(0, 1 - (update - warmupSteps) / (totalSteps - warmupSteps));
  };
}

/** One learning rate for the whole run. */
export function constant(rate: number): Schedule {
  return () => rate;
}

export interface CosineDecayOptions extends LinearDecayOptions {
  /** Learning rate at `totalSteps` and after; 0 by default. */
  readonly floor?: number;
}

/** Linear warm-up to `peak`, then half a cosine down to `floor` at `totalSteps` (arXiv:1608.03983). */
export function cosineDecay({ peak, warmupSteps, totalSteps, floor = 0 }: CosineDecayOptions): Schedule {
  assertWarmup(warmupSteps, totalSteps);
  return (update) => {
    if (update < warmupSteps) return warmup(peak, update, warmupSteps);
    const progress = Math.min(1, (update - warmupSteps) / (totalSteps - warmupSteps));
    return floor + (peak - floor) * 0.5 * (1 + Math.cos(Math.PI * progress));
  };
}

/** Linear warm-up to `peak`, then `peak * sqrt(warmupSteps / update)` (arXiv:1706.03762, section 5.3). */
export function inverseSquareRoot({ peak, warmupSteps }: Omit<LinearDecayOptions, "totalSteps">): Schedule {
  assertWarmup(warmupSteps, Infinity);
  return (update) =>
    update < warmupSteps
      ? warmup(peak, update, warmupSteps)
      : peak * Math.sqrt(Math.max(warmupSteps, 1) / Math.max(update, 1));
}

/** The first update already uses `peak / warmupSteps`. */
const warmup = (peak: number, update: number, warmupSteps: number): number =>
  (peak * Math.max(update, 1)) / warmupSteps;

function assertWarmup(warmupSteps: number, totalSteps: number): void {
  if (warmupSteps >= 0 && warmupSteps < totalSteps) return;
  throw new TensorError(
    "schedule",
    `warmupSteps is ${warmupSteps}; it must lie between 0 and totalSteps (${totalSteps})`,
  );
}
