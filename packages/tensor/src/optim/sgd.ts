import type { Backend, FloatArray } from "../backend.ts";
import type { Parameter } from "../tensor.ts";
import { Optimizer } from "./optimizer.ts";

export interface SgdOptions {
  readonly momentum?: number;
  readonly nesterov?: boolean;
  /** A term of the gradient. */
  readonly weightDecay?: number;
}

/** What momentum has gathered; empty without momentum. */
export type Velocity = Readonly<Record<"velocity", FloatArray>>;

type Update = Parameters<Optimizer<Velocity>["apply"]>[3];

/** Stochastic gradient descent, with momentum by choice. */
export class Sgd extends Optimizer<Velocity> {
  readonly #options: Required<SgdOptions>;

  constructor(
    backend: Backend,
    parameters: Iterable<Parameter>,
    { momentum = 0, nesterov = false, weightDecay = 0 }: SgdOptions = {},
  ) {
    super(backend, parameters, (length) => ({ velocity: backend.allocate(momentum === 0 ? 0 : length) }));
    this.#options = { momentum, nesterov, weightDecay };
  }

  protected apply(
    parameter: Parameter,
    grad: FloatArray,
    { velocity }: Velocity,
    { learningRate, gradScale }: Update,
  ): void {
    this.backend.sgd(parameter.data, grad, velocity, { ...this.#options, learningRate, gradScale });
  }
}
