import type { Backend, FloatArray } from "../backend.ts";
import { TensorError } from "../error.ts";
import type { Parameter } from "../tensor.ts";

export interface AdamWOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly eps?: number;
  readonly weightDecay?: number;
}

/** First and second moment of one parameter. */
export interface Moments {
  readonly first: FloatArray;
  readonly second: FloatArray;
}

/** Adam with decoupled weight decay (arXiv:1412.6980, arXiv:1711.05101) over a set of parameters that may shrink. */
export class AdamW {
  readonly #backend: Backend;
  readonly #options: Required<AdamWOptions>;
  readonly #moments = new Map<Parameter, Moments>();
  #step = 0;

  constructor(
    backend: Backend,
    parameters: Iterable<Parameter>,
    { beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0 }: AdamWOptions = {},
  ) {
    this.#backend = backend;
    this.#options = { beta1, beta2, eps, weightDecay };
    for (const parameter of parameters) {
      const length = parameter.data.length;
      this.#moments.set(parameter, {
        first: backend.allocate(length),
        second: backend.allocate(length),
      });
    }
  }

  /** Completed updates. */
  get step(): number {
    return this.#step;
  }

  get parameters(): readonly Parameter[] {
    return [...this.#moments.keys()];
  }

  /** The optimiser's own arrays, for a checkpoint. */
  moments(parameter: Parameter): Moments {
    const moments = this.#moments.get(parameter);
    if (moments === undefined) throw new TensorError("not-optimised", `"${parameter.name}" is not in the optimiser`);
    return moments;
  }

  /** Goes on after so many completed updates; the moments have been written by then. */
  resumeAt(step: number): void {
    this.#step = step;
  }

  /** Forgets parameters and their moments for good: what is frozen must not coast on left-over momentum. */
  remove(parameters: Iterable<Parameter>): void {
    for (const parameter of parameters) {
      if (!this.#moments.delete(parameter)) {
        throw new TensorError("not-optimised", `"${parameter.name}" is not in the optimiser, so it cannot be removed`);
      }
    }
  }

  /** Norm of all gradients in double precision; a parameter that was not reached counts as 0. */
  gradNorm(): number {
    let sum = 0;
    for (const parameter of this.#moments.keys()) {
      if (parameter.hasGrad) sum += this.#backend.sumOfSquares(parameter.grad);
    }
    return Math.sqrt(sum);
  }

  /** One update with gradients multiplied by `gradScale`; clears the gradients. */
  update(learningRate: number, gradScale: number): void {
    this.#step++;
    for (const [parameter, { first, second }] of this.#moments) {
      const grad = parameter.hasGrad ? parameter.grad : parameter.zeroedGrad();
      this.#backend.adamW(parameter.data, grad, first, second, {
        ...this.#options,
        learningRate,
        gradScale,
        step: this.#step,
      });
      parameter.clearGrad();
    }
  }
}

/** Factor that brings a gradient of norm `norm` to at most `maxNorm`; 1 when it is smaller already. */
export function clipFactor(norm: number, maxNorm: number): number {
  return norm > maxNorm ? maxNorm / norm : 1;
}
