import type { Backend, FloatArray } from "../backend.ts";
import type { Parameter } from "../tensor.ts";
import { Optimizer } from "./optimizer.ts";

export interface AdamOptions {
  readonly beta1?: number;
  readonly beta2?: number;
  readonly eps?: number;
  readonly weightDecay?: number;
}

/** First and second moment of one parameter. */
export type Moments = Readonly<Record<"first" | "second", FloatArray>>;

type Update = Parameters<Optimizer<Moments>["apply"]>[3];

/** Adam (arXiv:1412.6980). Weight decay is a term of the gradient: L2 regularisation that the moments see. */
export class Adam extends Optimizer<Moments> {
  readonly #options: Required<AdamOptions> & { readonly coupled: boolean };

  constructor(
    backend: Backend,
    parameters: Iterable<Parameter>,
    { beta1 = 0.9, beta2 = 0.999, eps = 1e-8, weightDecay = 0 }: AdamOptions = {},
    coupled = true,
  ) {
    super(backend, parameters, (length) => ({ first: backend.allocate(length), second: backend.allocate(length) }));
    this.#options = { beta1, beta2, eps, weightDecay, coupled };
  }

  protected apply(parameter: Parameter, grad: FloatArray, { first, second }: Moments, update: Update): void {
    this.backend.adamW(parameter.data, grad, first, second, { ...this.#options, ...update });
  }
}

/** Adam with weight decay apart from the gradient (arXiv:1711.05101). */
export class AdamW extends Adam {
  constructor(backend: Backend, parameters: Iterable<Parameter>, options: AdamOptions = {}) {
    super(backend, parameters, options, false);
  }
}
