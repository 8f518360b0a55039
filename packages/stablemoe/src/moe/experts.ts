import { type Parameter, type Tensor, add, groupedLinear, layerNorm } from "@stablemoe/tensor";
import type { ParameterStore } from "../nn/parameters.ts";

export interface ExpertDimensions {
  readonly numExperts: number;
  readonly width: number;
  readonly innerWidth: number;
  /** Sublayers S stacked in one expert. */
  readonly sublayers: number;
}

/** Parameters of one sublayer, all experts together. */
export interface SublayerParameters {
  /** [E, D] */
  readonly normGain: Parameter;
  readonly normBias: Parameter;
  /** [E, F, D] and [E, F] */
  readonly inner: Parameter;
  readonly innerBias: Parameter;
  /** [E, D, F] and [E, D] */
  readonly outer: Parameter;
  readonly outerBias: Parameter;
}

/**
 * The experts of one layer, `Net_e(x) = sub_S(... sub_1(x))` with `sub(x) = x + W2 relu(W1 LN(x) + b1) + b2`
 * (specification 2.3). W2 starts at zero, and all experts start identical, as in the released code: they separate
 * through routing and data alone.
 */
export class ExpertStack {
  readonly sublayers: readonly SublayerParameters[];

  constructor(store: ParameterStore, name: string, { numExperts, width, innerWidth, sublayers }: ExpertDimensions) {
    const repeat = { repeat: numExperts };
    this.sublayers = Array.from({ length: sublayers }, (_, s): SublayerParameters => {
      const at = `${name}.sublayers.${s}`;
      return {
        normGain: store.constant(`${at}.norm.gain`, [numExperts, width], 1),
        normBias: store.constant(`${at}.norm.bias`, [numExperts, width], 0),
        inner: store.uniform(`${at}.inner`, [numExperts, innerWidth, width], 1 / Math.sqrt(width), repeat),
        innerBias: store.uniform(`${at}.inner.bias`, [numExperts, innerWidth], 1 / Math.sqrt(width), repeat),
        outer: store.constant(`${at}.outer`, [numExperts, width, innerWidth], 0),
        outerBias: store.uniform(`${at}.outer.bias`, [numExperts, width], 1 / Math.sqrt(innerWidth), repeat),
      };
    });
  }

  /**
   * @param x [n, D] rows sorted by expert
   * @param offsets [E+1]
   * @returns `Net_e(x)`, [n, D]
   */
  forward(x: Tensor, offsets: Int32Array): Tensor {
    for (const { normGain, normBias, inner, innerBias, outer, outerBias } of this.sublayers) {
      const normal = layerNorm(x, normGain, normBias, { offsets });
      const hidden = groupedLinear(normal, inner, innerBias, offsets, "relu"); // [n, F]
      x = add(x, groupedLinear(hidden, outer, outerBias, offsets));
    }
    return x;
  }
}
