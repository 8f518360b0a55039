import type { Backend, FloatArray } from "../backend.ts";
import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { expectShape, matrixShape } from "./shape-check.ts";

/** Logistic function of every element. */
export function sigmoid(x: Tensor): Tensor {
  const tape = tapeOf("sigmoid", x);
  const out = tape.output("sigmoid", x.shape, [x]);
  const y = out.data;
  for (let i = 0; i < y.length; i++) y[i] = 1 / (1 + Math.exp(-x.data[i]!));
  tape.record(out, () => {
    const dx = x.zeroedGrad();
    for (let i = 0; i < dx.length; i++) dx[i] = dx[i]! + out.grad[i]! * y[i]! * (1 - y[i]!);
  });
  return out;
}

/** Elementwise product of two tensors of one shape. */
export function multiply(a: Tensor, b: Tensor): Tensor {
  const tape = tapeOf("multiply", a, b);
  const { backend } = tape;
  expectShape("multiply", b, a.shape, `"${a.label}"`);
  const out = tape.output("multiply", a.shape, [a, b]);
  backend.multiply(out.data, a.data, b.data, false);
  tape.record(out, () => {
    if (a.requiresGrad) backend.multiply(a.grad, out.grad, b.data, a.beginGrad());
    if (b.requiresGrad) backend.multiply(b.grad, out.grad, a.data, b.beginGrad());
  });
  return out;
}

/** Adds `factor * gradient` to what an operand has received so far. */
function receive(backend: Backend, operand: Tensor, gradient: FloatArray, factor: number): void {
  if (!operand.requiresGrad) return;
  if (operand.beginGrad()) backend.addScaled(operand.grad, gradient, factor);
  else backend.scale(operand.grad, gradient, factor);
}

/** Elementwise `a - b`. */
export function subtract(a: Tensor, b: Tensor): Tensor {
  const tape = tapeOf("subtract", a, b);
  const { backend } = tape;
  expectShape("subtract", b, a.shape, `"${a.label}"`);
  const out = tape.output("subtract", a.shape, [a, b]);
  backend.scale(out.data, a.data, 1);
  backend.addScaled(out.data, b.data, -1);
  tape.record(out, () => {
    receive(backend, a, out.grad, 1);
    receive(backend, b, out.grad, -1);
  });
  return out;
}

/** `factor * x`. */
export function scale(x: Tensor, factor: number): Tensor {
  const tape = tapeOf("scale", x);
  const { backend } = tape;
  const out = tape.output("scale", x.shape, [x]);
  backend.scale(out.data, x.data, factor);
  tape.record(out, () => receive(backend, x, out.grad, factor));
  return out;
}

/** `x / divisor` by a trainable or constant scalar, for example a temperature. */
export function divideByScalar(x: Tensor, divisor: Tensor): Tensor {
  const tape = tapeOf("divideByScalar", x);
  expectShape("divideByScalar", divisor, [], "a scalar divisor");
  const out = tape.output("divideByScalar", x.shape, [x, divisor]);
  const scale = 1 / divisor.data[0]!;
  for (let i = 0; i < out.data.length; i++) out.data[i] = x.data[i]! * scale;
  tape.record(out, () => {
    const dout = out.grad;
    if (x.requiresGrad) {
      const dx = x.zeroedGrad();
      for (let i = 0; i < dx.length; i++) dx[i] = dx[i]! + dout[i]! * scale;
    }
    if (divisor.requiresGrad) {
      let sum = 0;
      for (let i = 0; i < dout.length; i++) sum += dout[i]! * out.data[i]!;
      const grad = divisor.zeroedGrad();
      grad[0] = grad[0]! - sum * scale;
    }
  });
  return out;
}

/**
 * Each row divided by its Euclidean length; a row of zeros stays one.
 *
 * @param x [T, D]
 */
export function normaliseRows(x: Tensor): Tensor {
  const tape = tapeOf("normaliseRows", x);
  const [rows, cols] = matrixShape("normaliseRows", x);
  const out = tape.output("normaliseRows", x.shape, [x]);
  const inverse = new Float64Array(rows);
  for (let t = 0; t < rows; t++) {
    let sum = 0;
    for (let j = t * cols; j < (t + 1) * cols; j++) sum += x.data[j]! ** 2;
    inverse[t] = sum > 0 ? 1 / Math.sqrt(sum) : 0;
    for (let j = t * cols; j < (t + 1) * cols; j++) out.data[j] = x.data[j]! * inverse[t]!;
  }
  tape.record(out, () => {
    const y = out.data;
    const dy = out.grad;
    const dx = x.zeroedGrad();
    for (let t = 0; t < rows; t++) {
      let dot = 0;
      for (let j = t * cols; j < (t + 1) * cols; j++) dot += dy[j]! * y[j]!;
      for (let j = t * cols; j < (t + 1) * cols; j++) dx[j] = dx[j]! + inverse[t]! * (dy[j]! - dot * y[j]!);
    }
  });
  return out;
}
