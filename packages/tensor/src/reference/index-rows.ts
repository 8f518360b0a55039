import type { FloatArray } from "../backend.ts";

export function embedding(
  out: FloatArray,
  table: FloatArray,
  ids: Int32Array,
  cols: number,
  scale: number,
  accumulate: boolean,
): void {
  for (let i = 0; i < ids.length; i++) {
    const from = ids[i]! * cols;
    const to = i * cols;
    for (let j = 0; j < cols; j++) out[to + j] = (accumulate ? out[to + j]! : 0) + scale * table[from + j]!;
  }
}

export function embeddingBackward(
  dtable: FloatArray,
  dout: FloatArray,
  ids: Int32Array,
  cols: number,
  scale: number,
  skip: number,
): void {
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] === skip) continue;
    const to = ids[i]! * cols;
    const from = i * cols;
    for (let j = 0; j < cols; j++) dtable[to + j] = dtable[to + j]! + scale * dout[from + j]!;
  }
}

export function gatherRows(out: FloatArray, x: FloatArray, index: Int32Array, cols: number): void {
  for (let i = 0; i < index.length; i++) {
    for (let j = 0; j < cols; j++) out[i * cols + j] = x[index[i]! * cols + j]!;
  }
}

export function scatterAddRows(out: FloatArray, x: FloatArray, index: Int32Array, cols: number): void {
  for (let i = 0; i < index.length; i++) {
    const to = index[i]! * cols;
    for (let j = 0; j < cols; j++) out[to + j] = out[to + j]! + x[i * cols + j]!;
  }
}
