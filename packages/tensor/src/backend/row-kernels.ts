import type { Activation, FloatArray, Offsets } from "./types.ts";

/** Bias, activation and normalisation over rows that belong to groups. */
export interface RowKernels {
  /** In place: `y = activation(y + bias_e)`; bias `[E, cols]`, one group covering all rows for an ordinary layer. */
  biasActivation(y: FloatArray, bias: FloatArray, offsets: Offsets, cols: number, activation: Activation): void;
  /** `dx = dy * activation'(·)` from the output y, `dbias += column sums of dx` per group. `dx` may be `dy`. */
  biasActivationBackward(
    dx: FloatArray,
    dbias: FloatArray,
    dy: FloatArray,
    y: FloatArray,
    offsets: Offsets,
    cols: number,
    activation: Activation,
  ): void;

  /** Layer norm over rows of length cols with gain and bias `[E, cols]` per group; mean and rstd `[rows]` are saved. */
  layerNorm(
    out: FloatArray,
    mean: FloatArray,
    rstd: FloatArray,
    x: FloatArray,
    gain: FloatArray,
    bias: FloatArray,
    offsets: Offsets,
    cols: number,
    eps: number,
  ): void;
  /** `dgain` and `dbias` are added to; `dx` follows `accumulate`. */
  layerNormBackward(
    dx: FloatArray,
    dgain: FloatArray,
    dbias: FloatArray,
    dy: FloatArray,
    x: FloatArray,
    mean: FloatArray,
    rstd: FloatArray,
    gain: FloatArray,
    offsets: Offsets,
    cols: number,
    accumulate: boolean,
  ): void;

  /** Root mean square norm (arXiv:1910.07467): `out = gain_e * x * rstd`, `rstd = 1 / sqrt(mean(x²) + eps)` is saved. */
  rmsNorm(
    out: FloatArray,
    rstd: FloatArray,
    x: FloatArray,
    gain: FloatArray,
    offsets: Offsets,
    cols: number,
    eps: number,
  ): void;
  /** `dgain` is added to; `dx` follows `accumulate`. */
  rmsNormBackward(
    dx: FloatArray,
    dgain: FloatArray,
    dy: FloatArray,
    x: FloatArray,
    rstd: FloatArray,
    gain: FloatArray,
    offsets: Offsets,
    cols: number,
    accumulate: boolean,
  ): void;
}
