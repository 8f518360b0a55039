import type { Nonlinearity } from "../backend.ts";
import { ShapeError } from "../error.ts";
import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { matrixShape } from "./shape-check.ts";

/** ReLU, exact GELU or SiLU of every element; the backward pass needs the input, not the output. */
export function activate(x: Tensor, kind: Nonlinearity): Tensor {
  const tape = tapeOf(kind, x);
  const { backend } = tape;
  const out = tape.output(kind, x.shape, [x]);
  backend.activate(out.data, x.data, kind);
  tape.record(out, () => backend.activateBackward(x.grad, out.grad, x.data, kind, x.beginGrad()));
  return out;
}

/**
 * SwiGLU: the SiLU of the first half of each row times the second half (arXiv:2002.05202).
 *
 * @param x [T, 2*F]
 * @returns [T, F]
 */
export function swiglu(x: Tensor): Tensor {
  const tape = tapeOf("swiglu", x);
  const { backend } = tape;
  const [rows, cols] = matrixShape("swiglu", x);
  if (cols % 2 !== 0) throw new ShapeError(`swiglu: "${x.label}" has ${cols} columns, an even number is needed`);
  const out = tape.output("swiglu", [rows, cols / 2], [x]);
  backend.swiglu(out.data, x.data, cols / 2);
  tape.record(out, () => backend.swigluBackward(x.grad, out.grad, x.data, cols / 2, x.beginGrad()));
  return out;
}

export interface DropoutOptions {
  /** Probability that an element becomes 0; the others are divided by `1 - rate`. */
  readonly rate: number;
  readonly seed: number;
  /** Tells the masks of one seed apart: different for every place and step. */
  readonly stream: number;
}

/** Dropout (Srivastava et al. 2014); the mask is a function of seed, stream and position, and is never stored. */
export function dropout(x: Tensor, { rate, seed, stream }: DropoutOptions): Tensor {
  if (!(rate >= 0 && rate < 1)) throw new ShapeError(`dropout: rate is ${rate}; it must lie in [0, 1)`);
  if (rate === 0) return x;
  const tape = tapeOf("dropout", x);
  const { backend } = tape;
  const out = tape.output("dropout", x.shape, [x]);
  backend.dropout(out.data, x.data, rate, seed, stream, false);
  tape.record(out, () => backend.dropout(x.grad, out.grad, rate, seed, stream, x.beginGrad()));
  return out;
}
