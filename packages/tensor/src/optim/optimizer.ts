import type { Backend, FloatArray } from "../backend.ts";
import { TensorError } from "../error.ts";
import type { Parameter } from "../tensor.ts";

/** Arrays that an optimiser keeps per parameter, by name. */
export type OptimizerState = Readonly<Record<string, FloatArray>>;

/** A set of parameters that may shrink, with the optimiser's own arrays beside each. */
export abstract class Optimizer<State extends OptimizerState = OptimizerState> {
  protected readonly backend: Backend;
  readonly #states = new Map<Parameter, State>();
  #step = 0;

  /** @param allocate makes the state of one parameter, all zeros */
  protected constructor(backend: Backend, parameters: Iterable<Parameter>, allocate: (length: number) => State) {
    this.backend = backend;
    for (const parameter of parameters) this.#states.set(parameter, allocate(parameter.data.length));
  }

  /** Changes one parameter by its gradient times `gradScale`; `step` counts from 1. */
  protected abstract apply(
    parameter: Parameter,
    grad: FloatArray,
    state: State,
    update: { readonly learningRate: number; readonly gradScale: number; readonly step: number },
  ): void;

  /** Completed updates. */
  get step(): number {
    return this.#step;
  }

  get parameters(): readonly Parameter[] {
    return [...this.#states.keys()];
  }

  /** The optimiser's own arrays, for a checkpoint. */
  state(parameter: Parameter): State {
    const state = this.#states.get(parameter);
    if (state === undefined) throw new TensorError("not-optimised", `"${parameter.name}" is not in the optimiser`);
    return state;
  }

  /** Goes on after so many completed updates; the state has been written by then. */
  resumeAt(step: number): void {
    this.#step = step;
  }

  /** Forgets parameters and their state for good: what is frozen must not coast on left-over momentum. */
  remove(parameters: Iterable<Parameter>): void {
    for (const parameter of parameters) {
      if (!this.#states.delete(parameter)) {
        throw new TensorError("not-optimised", `"${parameter.name}" is not in the optimiser, so it cannot be removed`);
      }
    }
  }

  /** Norm of all gradients in double precision; a parameter that was not reached counts as 0. */
  gradNorm(): number {
    let sum = 0;
    for (const parameter of this.#states.keys()) {
      if (parameter.hasGrad) sum += this.backend.sumOfSquares(parameter.grad);
    }
    return Math.sqrt(sum);
  }

  /** One update with gradients multiplied by `gradScale`; clears the gradients. */
  update(learningRate: number, gradScale: number): void {
    this.#step++;
    for (const [parameter, state] of this.#states) {
      const grad = parameter.hasGrad ? parameter.grad : parameter.zeroedGrad();
      this.apply(parameter, grad, state, { learningRate, gradScale, step: this.#step });
      parameter.clearGrad();
    }
  }
}

/** Factor that brings a gradient of norm `norm` to at most `maxNorm`; 1 when it is smaller already. */
export function clipFactor(norm: number, maxNorm: number): number {
  return norm > maxNorm ? maxNorm / norm : 1;
}
