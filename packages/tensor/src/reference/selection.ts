import type { FloatArray } from "../backend.ts";
import { gemm } from "./gemm.ts";

export function argmaxRows(out: Int32Array, x: FloatArray, cols: number): void {
  for (let i = 0; i < out.length; i++) {
    let best = 0;
    for (let j = 1; j < cols; j++) if (x[i * cols + j]! > x[i * cols + best]!) best = j;
    out[i] = best;
  }
}

/** Sorts each row by value, then by column: the meaning of a stable top-k. */
export function topKRows(values: FloatArray, indices: Int32Array, x: FloatArray, cols: number, k: number): void {
  for (let row = 0; row * k < indices.length; row++) {
    const at = (column: number): number => x[row * cols + column]!;
    const columns = Array.from({ length: cols }, (_, column) => column);
    const order = [
      ...columns.filter((column) => !Number.isNaN(at(column))).sort((a, b) => Math.sign(at(b) - at(a)) || a - b),
      ...columns.filter((column) => Number.isNaN(at(column))),
    ];
    for (let i = 0; i < k; i++) {
      indices[row * k + i] = order[i]!;
      values[row * k + i] = at(order[i]!);
    }
  }
}

export function likeliest(
  values: FloatArray,
  indices: Int32Array,
  logSumExp: FloatArray,
  x: FloatArray,
  table: FloatArray,
  cols: number,
  inner: number,
  k: number,
): void {
  const rows = indices.length / k;
  const products = new Float64Array(rows * cols);
  gemm(products, x, table, rows, cols, inner, false, true, false);
  topKRows(values, indices, products, cols, k);
  for (let row = 0; row < rows; row++) {
    const logits = products.subarray(row * cols, (row + 1) * cols);
    const max = logits.reduce((most, logit) => (logit <= most ? most : logit), -Infinity);
    logSumExp[row] = max + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - max), 0));
  }
}

export function softmaxRows(out: FloatArray, x: FloatArray, cols: number): void {
  for (let from = 0; from < out.length; from += cols) {
    let max = -Infinity;
    for (let j = from; j < from + cols; j++) if (!(x[j]! <= max)) max = x[j]!;
    let sum = 0;
    for (let j = from; j < from + cols; j++) sum += Math.exp(x[j]! - max);
    for (let j = from; j < from + cols; j++) out[j] = Math.exp(x[j]! - max) / sum;
  }
}

export function softmaxRowsBackward(
  dx: FloatArray,
  dy: FloatArray,
  y: FloatArray,
  cols: number,
  accumulate: boolean,
): void {
  for (let from = 0; from < dx.length; from += cols) {
    let dot = 0;
    for (let j = from; j < from + cols; j++) dot += dy[j]! * y[j]!;
    for (let j = from; j < from + cols; j++) dx[j] = (accumulate ? dx[j]! : 0) + y[j]! * (dy[j]! - dot);
  }
}
