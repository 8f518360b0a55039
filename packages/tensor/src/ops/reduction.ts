import { tapeOf } from "../tape.ts";
import { elementCount, type Tensor } from "../tensor.ts";
import { matrixShape } from "./shape-check.ts";

/** Sum of all elements, in double precision: a scalar. */
export function sum(x: Tensor): Tensor {
  return weighted("sum", x, 1);
}

/** Mean of all elements: a scalar; 0 for an empty tensor. */
export function mean(x: Tensor): Tensor {
  return weighted("mean", x, 1 / Math.max(1, elementCount(x.shape)));
}

function weighted(operation: string, x: Tensor, weight: number): Tensor {
  const tape = tapeOf(operation, x);
  const out = tape.output(operation, [], [x]);
  out.data[0] = weight * tape.backend.sum(x.data);
  tape.record(out, () => {
    const step = weight * out.grad[0]!;
    const grad = x.zeroedGrad();
    for (let i = 0; i < grad.length; i++) grad[i] = grad[i]! + step;
  });
  return out;
}

/**
 * Sums along one axis of a matrix: axis 0 adds the rows up, axis 1 the columns.
 *
 * @param x [T, D]
 * @returns [D] for axis 0, [T] for axis 1
 */
export function sumAxis(x: Tensor, axis: 0 | 1): Tensor {
  const tape = tapeOf("sumAxis", x);
  const { backend } = tape;
  const [rows, cols] = matrixShape("sumAxis", x);
  const out = tape.output("sumAxis", [axis === 0 ? cols : rows], [x]);
  const ones = tape.allocate(axis === 0 ? rows : cols).fill(1);
  // A product with ones; `exact`, since rounding operands would be an error without a gain.
  if (axis === 0) backend.gemm(out.data, ones, x.data, 1, cols, rows, false, false, false, true);
  else backend.gemm(out.data, x.data, ones, rows, 1, cols, false, false, false, true);
  tape.record(out, () => {
    const add = x.beginGrad();
    if (axis === 0) backend.gemm(x.grad, ones, out.grad, rows, cols, 1, false, false, add, true);
    else backend.gemm(x.grad, out.grad, ones, rows, cols, 1, false, false, add, true);
  }, [ones]);
  return out;
}
