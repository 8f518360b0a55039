import type { FloatArray } from "./types.ts";

export interface AdamStep {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  /** Decoupled weight decay (Loshchilov & Hutter, arXiv:1711.05101), or with `coupled` a term of the gradient. */
  readonly weightDecay: number;
  readonly coupled?: boolean;
  /** Multiplied into every gradient: the clip factor. */
  readonly gradScale: number;
  /** 1 at the first update: both moments are corrected for their zero start. */
  readonly step: number;
}

export interface SgdStep {
  readonly learningRate: number;
  /** 0 = none, and the velocity may be empty. */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** Times the weight, added to the gradient. */
  readonly weightDecay: number;
  readonly gradScale: number;
}

/** Optimiser updates of one parameter, in place. */
export interface UpdateKernels {
  /** Adam or AdamW (arXiv:1412.6980, algorithm 1). */
  adamW(weights: FloatArray, grad: FloatArray, moment1: FloatArray, moment2: FloatArray, options: AdamStep): void;
  /** `v = momentum v + g`, then `w -= rate (nesterov ? g + momentum v : v)`. */
  sgd(weights: FloatArray, grad: FloatArray, velocity: FloatArray, options: SgdStep): void;
}
