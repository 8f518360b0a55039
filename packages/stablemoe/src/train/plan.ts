import {
  type LinearDecayOptions,
  type Schedule,
  constant,
  cosineDecay,
  inverseSquareRoot,
  linearDecay,
} from "@stablemoe/tensor";
import type { FreezeMode } from "../moe/router.ts";
import { ModelError } from "../nn/error.ts";

/** When a student counts as settled. */
export interface SettleRule {
  /** Agreement with the teacher, relative to the best that any token table could reach. */
  readonly agreement: number;
  /** The student's change rate has stayed below this … */
  readonly change: number;
  /** … in every probe over so many updates. */
  readonly window: number;
}

export type ScheduleName = "linear" | "cosine" | "inverse-sqrt" | "constant";

/** Courses of the learning rate by name; all but `constant` begin with a linear warm-up. */
export const schedules: Readonly<Record<ScheduleName, (options: LinearDecayOptions) => Schedule>> = {
  linear: linearDecay,
  cosine: cosineDecay,
  "inverse-sqrt": inverseSquareRoot,
  constant: ({ peak }) => constant(peak),
};

/** How a model is trained; every field has one meaning for every router. */
export interface TrainingPlan {
  readonly steps: number;
  /** Updates before the freeze; only routers with a learning phase look at it. With `settle` the latest moment. */
  readonly stage1Steps: number;
  /** What becomes of the distilled router: fixed bit for bit (default), or left to its momentum. */
  readonly freeze?: FreezeMode;
  /** Freezes as soon as the student has settled, looked at in every probe. */
  readonly settle?: SettleRule;
  /** Sequences per update. */
  readonly batch: number;
  /** Parts of a batch that run one after the other, for less memory; divides `batch`. Default 1. */
  readonly microBatches?: number;
  /** Ends training after so many probes of the last stage without a better validation loss; 0 = never. */
  readonly patience?: number;
  readonly peakLearningRate: number;
  /** Course of the learning rate; `linear` by default, as in the paper. */
  readonly schedule?: ScheduleName;
  readonly warmupSteps: number;
  readonly gradClipNorm: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly weightDecay: number;
  readonly probeEvery: number;
}

/** Rejects plans that cannot be carried out, naming the field, the value and the way out. */
export function assertPlan(plan: TrainingPlan, { twoStages }: { readonly twoStages: boolean }): void {
  for (const key of ["steps", "batch", "probeEvery"] as const) {
    if (!Number.isInteger(plan[key]) || plan[key] < 1) {
      throw new ModelError("plan", `${key} is ${plan[key]}; it must be a whole number of at least 1`);
    }
  }
  const { microBatches = 1, patience = 0 } = plan;
  if (!Number.isInteger(microBatches) || microBatches < 1 || plan.batch % microBatches !== 0) {
    throw new ModelError("plan", `microBatches is ${microBatches}; it must divide batch (${plan.batch})`);
  }
  if (!Number.isInteger(patience) || patience < 0) {
    throw new ModelError("plan", `patience is ${patience}; it must be a whole number of probes, or 0 for none`);
  }
  if (!(plan.peakLearningRate > 0)) {
    throw new ModelError("plan", `peakLearningRate is ${plan.peakLearningRate}; it must be above 0`);
  }
  if (!Number.isInteger(plan.warmupSteps) || plan.warmupSteps < 0 || plan.warmupSteps >= plan.steps) {
    throw new ModelError("plan", `warmupSteps is ${plan.warmupSteps}; it must be below steps (${plan.steps})`);
  }
  if (plan.settle !== undefined) {
    for (const [key, value] of Object.entries(plan.settle)) {
      if (!(value > 0)) throw new ModelError("plan", `settle.${key} is ${value}; it must be above 0`);
    }
  }
  if (twoStages && !(Number.isInteger(plan.stage1Steps) && plan.stage1Steps >= 1 && plan.stage1Steps < plan.steps)) {
    throw new ModelError(
      "plan",
      `stage1Steps is ${plan.stage1Steps}; the distilled router needs at least 1 update to learn and steps ` +
        `(${plan.steps}) must leave some for stage 2`,
    );
  }
}
