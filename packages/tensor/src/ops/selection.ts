import type { FloatArray } from "../backend.ts";
import { ShapeError } from "../error.ts";
import { tapeOf } from "../tape.ts";
import type { Tensor } from "../tensor.ts";
import { expectShape, matrixShape } from "./shape-check.ts";

/** Column of the largest entry per row; ties go to the lowest. Indices have no gradient. */
export function argmax(x: Tensor): Int32Array {
  const [rows, cols] = matrixShape("argmax", x);
  const out = new Int32Array(rows);
  tapeOf("argmax", x).backend.argmaxRows(out, x.data, cols);
  return out;
}

export interface TopK {
  /** [T, k] largest first, until the tape's step ends. Constants: differentiate through `pickEdges` where that is wanted. */
  readonly values: FloatArray;
  /** [T, k] columns; ties go to the lower one. */
  readonly indices: Int32Array;
}

/** The k largest entries of each row. */
export function topK(x: Tensor, k: number): TopK {
  const [rows, cols] = matrixShape("topK", x);
  if (!Number.isInteger(k) || k < 1 || k > cols)
    throw new ShapeError(`topK: k is ${k}; "${x.label}" has ${cols} columns`);
  const tape = tapeOf("topK", x);
  const values = tape.allocate(rows * k);
  const indices = new Int32Array(rows * k);
  tape.backend.topKRows(values, indices, x.data, cols, k);
  return { values, indices };
}

export interface Likeliest extends TopK {
  /** [T] of all logits of a row, also those that are not among the k. */
  readonly logSumExp: FloatArray;
}

/**
 * The k largest logits `x tableᵀ` of each row. Constants, and without memory for the logits.
 *
 * @param x [T, D]
 * @param table [V, D]
 * @param unchanged nobody has written to the table since it was last given
 * @throws {ShapeError} when the inner sizes differ, or k is not between 1 and V
 */
export function likeliest(x: Tensor, table: Tensor, k: number, unchanged = false): Likeliest {
  const [rows, inner] = matrixShape("likeliest", x);
  const [cols] = matrixShape("likeliest", table);
  expectShape("likeliest", table, [cols, inner], `input "${x.label}" [${rows}, ${inner}]`);
  if (!Number.isInteger(k) || k < 1 || k > cols)
    throw new ShapeError(`likeliest: k is ${k}; "${table.label}" has ${cols} rows`);
  const tape = tapeOf("likeliest", x);
  const values = tape.allocate(rows * k);
  const indices = new Int32Array(rows * k);
  const logSumExp = tape.allocate(rows);
  tape.backend.likeliest(values, indices, logSumExp, x.data, table.data, cols, inner, k, unchanged);
  return { values, indices, logSumExp };
}

export interface Sorted {
  /** Positions of the input, ordered by key; equal keys keep their order. */
  readonly order: Int32Array;
  /** [groups + 1] `order[offsets[g] .. offsets[g+1]]` have key g. */
  readonly offsets: Int32Array;
}

/**
 * Stable counting sort of keys in [0, groups), for example of edges by expert, in O(n + groups).
 *
 * @throws {ShapeError} for a key outside of the groups
 */
export function countingSort(keys: Int32Array, groups: number): Sorted {
  const offsets = new Int32Array(groups + 1);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (key < 0 || key >= groups)
      throw new ShapeError(`countingSort: keys[${i}] is ${key}, outside of ${groups} groups`);
    offsets[key + 1] = offsets[key + 1]! + 1;
  }
  for (let g = 0; g < groups; g++) offsets[g + 1] = offsets[g + 1]! + offsets[g]!;
  const next = offsets.slice(0, groups);
  const order = new Int32Array(keys.length);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    order[next[key]!] = i;
    next[key] = next[key]! + 1;
  }
  return { order, offsets };
}
