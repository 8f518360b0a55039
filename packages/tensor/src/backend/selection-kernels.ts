import type { FloatArray } from "./types.ts";

/** Loss, softmax and selection within rows. */
export interface SelectionKernels {
  /**
   * Cross-entropy of `logits` `[rows, cols]` in natural logarithms, summed over rows whose target is >= 0. Where
   * `gradScale` is not null the logits are overwritten by `gradScale * d loss / d logits`. Label
   * smoothing s wants the distribution `(1 - s) onehot + s / cols` (arXiv:1512.00567, section 7).
   */
  crossEntropy(
    logits: FloatArray,
    targets: Int32Array,
    cols: number,
    gradScale: number | null,
    smoothing?: number,
  ): number;
  /** Index of the largest entry per row; ties go to the lowest index. A row of NaN gives 0. */
  argmaxRows(out: Int32Array, x: FloatArray, cols: number): void;
  /**
   * The k largest entries per row, largest first, with their columns; ties go to the lower column and NaN comes last.
   * `values` and `indices` are `[rows, k]`, k at most cols.
   */
  topKRows(values: FloatArray, indices: Int32Array, x: FloatArray, cols: number, k: number): void;
  /**
   * The k largest of each row of `x tableᵀ` as by `topKRows`, and the logarithm of the sum of the exponentials of the whole
   * row; x `[rows, inner]`, table `[cols, inner]`. The products are never stored. A backend may round operands to bf16. A
   * row's results do not depend on the other rows.
   *
   * @param unchanged nobody has written to the table since this backend's last call with it: what was made of it then, a
   * packed copy that stays in memory, may serve again
   */
  likeliest(
    values: FloatArray,
    indices: Int32Array,
    logSumExp: FloatArray,
    x: FloatArray,
    table: FloatArray,
    cols: number,
    inner: number,
    k: number,
    unchanged?: boolean,
  ): void;
  /** Softmax per row; out may be x. */
  softmaxRows(out: FloatArray, x: FloatArray, cols: number): void;
  /** From the output y; dx may be dy. */
  softmaxRowsBackward(dx: FloatArray, dy: FloatArray, y: FloatArray, cols: number, accumulate: boolean): void;
}
