import { type Tape, type Tensor, linear, topK } from "@stablemoe/tensor";

/** The most likely next tokens of several beginnings. */
export interface NextTokens {
  /** Per beginning. */
  readonly count: number;
  /** [N, count] most likely first */
  readonly ids: Int32Array;
  /** [N, count] natural logarithms of their probabilities */
  readonly logProbabilities: Float64Array;
  /** [N, V] raw scores */
  readonly logits: Tensor;
  /** Log-probability of one token after beginning n. */
  logProbabilityOf(n: number, id: number): number;
}

/**
 * @param hidden [N, D] after the final norm
 * @param embeddings [V, D]
 */
export function nextTokens(tape: Tape, hidden: Tensor, embeddings: Tensor, wanted: number): NextTokens {
  const logits = linear(hidden, embeddings);
  const [rows = 0, vocabulary = 0] = logits.shape;
  const count = Math.min(wanted, vocabulary);
  const { values, indices } = topK(logits, count);
  const logSumExp = new Float64Array(rows);
  const logProbabilities = new Float64Array(rows * count);
  for (let n = 0; n < rows; n++) {
    const best = indices[n * count]!;
    const row = logits.data.subarray(n * vocabulary, (n + 1) * vocabulary);
    // The kernel's cross-entropy of the best token is logsumexp less its score.
    logSumExp[n] = tape.backend.crossEntropy(row, Int32Array.of(best), vocabulary, null) + values[n * count]!;
    for (let k = 0; k < count; k++) logProbabilities[n * count + k] = values[n * count + k]! - logSumExp[n]!;
  }
  return {
    count,
    ids: indices,
    logProbabilities,
    logits,
    logProbabilityOf: (n, id) => logits.data[n * vocabulary + id]! - logSumExp[n]!,
  };
}
