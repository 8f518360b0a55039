import { ShapeError } from "../error.ts";
import { formatShape, type Tensor } from "../tensor.ts";

/** Rows and columns of a matrix operand. */
export function matrixShape(operation: string, tensor: Tensor): readonly [rows: number, cols: number] {
  const [rows, cols] = tensor.shape;
  if (tensor.shape.length !== 2 || rows === undefined || cols === undefined) {
    throw new ShapeError(`${operation}: "${tensor.label}" must be a matrix, it is ${formatShape(tensor.shape)}`);
  }
  return [rows, cols];
}

/** Requires an exact shape of an operand. */
export function expectShape(operation: string, tensor: Tensor, shape: readonly number[], because: string): void {
  if (tensor.shape.length === shape.length && tensor.shape.every((size, i) => size === shape[i])) return;
  throw new ShapeError(
    `${operation}: "${tensor.label}" is ${formatShape(tensor.shape)}, ${because} needs ${formatShape(shape)}`,
  );
}

/** The offsets that put all rows into one group. */
export function oneGroup(rows: number): Int32Array {
  return Int32Array.of(0, rows);
}

/** Offsets must start at 0, never fall, and end at the number of rows. */
export function expectOffsets(operation: string, offsets: Int32Array, groups: number, rows: number): void {
  let ascending = offsets.length === groups + 1 && offsets[0] === 0 && offsets[groups] === rows;
  for (let e = 0; e < groups && ascending; e++) ascending = offsets[e]! <= offsets[e + 1]!;
  if (ascending) return;
  throw new ShapeError(
    `${operation}: offsets must rise from 0 to ${rows} in ${groups + 1} entries, got [${offsets.join(", ")}]`,
  );
}
