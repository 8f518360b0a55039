import type { FloatArray, Nonlinearity } from "./types.ts";

/** Elementwise functions and reductions over whole arrays. */
export interface ElementKernels {
  /** `out = a + b`; out may be a or b. */
  add(out: FloatArray, a: FloatArray, b: FloatArray): void;
  /** `out += scale * x`. */
  addScaled(out: FloatArray, x: FloatArray, scale: number): void;
  /** `out = factor * x`; out may be x. */
  scale(out: FloatArray, x: FloatArray, factor: number): void;
  /** `out = a * b`, or added; out may be a or b. */
  multiply(out: FloatArray, a: FloatArray, b: FloatArray, accumulate: boolean): void;
  /** Sum in double precision. */
  sum(x: FloatArray): number;
  /** Sum of squares in double precision. */
  sumOfSquares(x: FloatArray): number;

  /** `out = f(x)`; out may be x. */
  activate(out: FloatArray, x: FloatArray, kind: Nonlinearity): void;
  /** `dx = dy * f'(x)` from the input x, or added; dx may be dy. */
  activateBackward(dx: FloatArray, dy: FloatArray, x: FloatArray, kind: Nonlinearity, accumulate: boolean): void;
  /** SwiGLU (arXiv:2002.05202): x `[rows, 2 * cols]`, `out = silu(x[:, :cols]) * x[:, cols:]`. */
  swiglu(out: FloatArray, x: FloatArray, cols: number): void;
  swigluBackward(dx: FloatArray, dy: FloatArray, x: FloatArray, cols: number, accumulate: boolean): void;
  /**
   * Zeroes element i where word `i % 4` of Philox block `[i / 4, 0, stream, 2]` under the key `seed` lies below
   * `rate * 2^32`, and divides the others by `1 - rate`. The mask is never stored: the backward pass is the same call on
   * the gradient. Out may be x.
   */
  dropout(out: FloatArray, x: FloatArray, rate: number, seed: number, stream: number, accumulate: boolean): void;
}
