import type { FloatArray, Offsets } from "../backend.ts";

/**
 * The oracle's matrix products. Both operands are first brought to the layout in which every output is one dot product
 * of two contiguous rows; sums run in double precision in the order of k.
 */

function transposed(x: FloatArray, rows: number, cols: number): Float64Array {
  const out = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) out[j * rows + i] = x[i * cols + j]!;
  return out;
}

/** `C[m,n] = A[m,k] B[n,k]ᵀ`; four columns at a time, since a single chain of additions leaves the processor idle. */
function dotRows(
  c: FloatArray,
  a: FloatArray,
  b: FloatArray,
  m: number,
  n: number,
  k: number,
  accumulate: boolean,
): void {
  for (let i = 0; i < m; i++) {
    const row = i * k;
    let j = 0;
    for (; j + 4 <= n; j += 4) {
      const b0 = j * k;
      const b1 = b0 + k;
      const b2 = b1 + k;
      const b3 = b2 + k;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let l = 0; l < k; l++) {
        const value = a[row + l]!;
        s0 += value * b[b0 + l]!;
        s1 += value * b[b1 + l]!;
        s2 += value * b[b2 + l]!;
        s3 += value * b[b3 + l]!;
      }
      const at = i * n + j;
      c[at] = accumulate ? c[at]! + s0 : s0;
      c[at + 1] = accumulate ? c[at + 1]! + s1 : s1;
      c[at + 2] = accumulate ? c[at + 2]! + s2 : s2;
      c[at + 3] = accumulate ? c[at + 3]! + s3 : s3;
    }
    for (; j < n; j++) {
      const column = j * k;
      let sum = 0;
      for (let l = 0; l < k; l++) sum += a[row + l]! * b[column + l]!;
      const at = i * n + j;
      c[at] = accumulate ? c[at]! + sum : sum;
    }
  }
}

export function gemm(
  c: FloatArray,
  a: FloatArray,
  b: FloatArray,
  m: number,
  n: number,
  k: number,
  transA: boolean,
  transB: boolean,
  accumulate: boolean,
): void {
  // Both operands as double precision rows keep the inner loop's types uniform, which is what makes it fast in V8.
  const left = transA ? transposed(a, k, m) : Float64Array.from(a.subarray(0, m * k));
  const right = transB ? Float64Array.from(b.subarray(0, n * k)) : transposed(b, k, n);
  dotRows(c, left, right, m, n, k, accumulate);
}

export function batchedGemm(
  c: FloatArray,
  a: FloatArray,
  b: FloatArray,
  batch: number,
  m: number,
  n: number,
  k: number,
  transA: boolean,
  transB: boolean,
  accumulate: boolean,
): void {
  const part = (x: FloatArray, i: number, size: number): FloatArray => x.subarray(i * size, (i + 1) * size);
  for (let i = 0; i < batch; i++)
    gemm(part(c, i, m * n), part(a, i, m * k), part(b, i, k * n), m, n, k, transA, transB, accumulate);
}

export function groupedGemm(
  c: FloatArray,
  a: FloatArray,
  b: FloatArray,
  offsets: Offsets,
  n: number,
  k: number,
  transB: boolean,
  accumulate: boolean,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    const from = offsets[e]!;
    const to = offsets[e + 1]!;
    if (to === from) continue;
    gemm(
      c.subarray(from * n, to * n),
      a.subarray(from * k, to * k),
      b.subarray(e * n * k, (e + 1) * n * k),
      to - from,
      n,
      k,
      false,
      transB,
      accumulate,
    );
  }
}

export function groupedGemmWeight(
  c: FloatArray,
  a: FloatArray,
  b: FloatArray,
  offsets: Offsets,
  m: number,
  n: number,
  accumulate: boolean,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    const from = offsets[e]!;
    const to = offsets[e + 1]!;
    const out = c.subarray(e * m * n, (e + 1) * m * n);
    gemm(out, a.subarray(from * m, to * m), b.subarray(from * n, to * n), m, n, to - from, true, false, accumulate);
  }
}
