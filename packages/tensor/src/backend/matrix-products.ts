import type { Activation, FloatArray, Offsets } from "./types.ts";

/** Dense products, and products per expert over rows sorted by expert. */
export interface MatrixProducts {
  /**
   * `C = op(A) op(B)` with op(A) `[m, k]`, op(B) `[k, n]`; a transposed operand is stored `[k, m]` or `[n, k]`. A
   * backend may round operands to bf16, but not where `exact` asks for fp32: near-ties between experts would flip.
   */
  gemm(
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    m: number,
    n: number,
    k: number,
    transA: boolean,
    transB: boolean,
    accumulate: boolean,
    exact?: boolean,
  ): void;
  /** The same for `batch` products side by side: A `[batch, m, k]`, B `[batch, k, n]`, C `[batch, m, n]`. */
  batchedGemm(
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
  ): void;
  /** Per group e: `Y_e = activation(X_e W_eᵀ + b_e)` in one pass; X `[rows, inner]`, W `[E, outer, inner]`, b `[E, outer]`. */
  linear(
    y: FloatArray,
    x: FloatArray,
    weight: FloatArray,
    bias: FloatArray,
    offsets: Offsets,
    outer: number,
    inner: number,
    activation: Activation,
  ): void;
  /** Per group e: `C_e = A_e op(B_e)`; A `[rows, k]`, C `[rows, n]`, B `[E, k, n]` or, transposed, `[E, n, k]`. */
  groupedGemm(
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    offsets: Offsets,
    n: number,
    k: number,
    transB: boolean,
    accumulate: boolean,
  ): void;
  /** Weight gradient per group e: `C_e = A_eᵀ B_e`; A `[rows, m]`, B `[rows, n]`, C `[E, m, n]`; an empty group gives 0. */
  groupedGemmWeight(
    c: FloatArray,
    a: FloatArray,
    b: FloatArray,
    offsets: Offsets,
    m: number,
    n: number,
    accumulate: boolean,
  ): void;
}
