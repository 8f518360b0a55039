import { type Parameter, type Tensor, add, layerNorm, linear } from "@stablemoe/tensor";
import { type DropoutPass, dropped } from "./dropout.ts";
import { type NormParameters, createNorm } from "./norm.ts";
import type { ParameterStore } from "./parameters.ts";

export interface FeedForwardDimensions {
  readonly width: number;
  readonly innerWidth: number;
}

/** Pre-LN sublayer `x + W2 relu(W1 LN(x) + b1) + b2`; weights uniform in ±1/√fanIn, as in the released code. */
export class FeedForward {
  readonly #name: string;
  readonly #norm: NormParameters;
  readonly #inner: Parameter;
  readonly #innerBias: Parameter;
  readonly #outer: Parameter;
  readonly #outerBias: Parameter;

  constructor(store: ParameterStore, name: string, { width, innerWidth }: FeedForwardDimensions) {
    this.#name = `${name}.feedForward`;
    this.#norm = createNorm(store, `${name}.feedForwardNorm`, width);
    this.#inner = store.uniform(`${name}.inner`, [innerWidth, width], 1 / Math.sqrt(width));
    this.#innerBias = store.uniform(`${name}.inner.bias`, [innerWidth], 1 / Math.sqrt(width));
    this.#outer = store.uniform(`${name}.outer`, [width, innerWidth], 1 / Math.sqrt(innerWidth));
    this.#outerBias = store.uniform(`${name}.outer.bias`, [width], 1 / Math.sqrt(innerWidth));
  }

  /** [T, D] to [T, D] */
  forward(x: Tensor, pass?: DropoutPass): Tensor {
    const inner = linear(layerNorm(x, this.#norm.gain, this.#norm.bias), this.#inner, {
      bias: this.#innerBias,
      activation: "relu",
    }); // [T, F]
    const change = linear(inner, this.#outer, { bias: this.#outerBias });
    return add(x, dropped(change, this.#name, pass));
  }
}
