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
  if (!(warmupSteps >= 0 && warmupSteps < totalSteps)) {
    throw new TensorError(
      "schedule",
      `warmupSteps is ${warmupSteps}; it must lie between 0 and totalSteps (${totalSteps})`,
    );
  }
  return (update) => {
    if (update < warmupSteps) return (peak * Math.max(update, 1)) / warmupSteps;
    return peak * Math.max(0, 1 - (update - warmupSteps) / (totalSteps - warmupSteps));
  };
}
