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
  const probabilities = tape.allocate(rows * vocabulary);
  tape.backend.softmaxRows(probabilities, logits.data, vocabulary);
  const logSumExp = new Float64Array(rows);
  const logProbabilities = new Float64Array(rows * count);
  for (let n = 0; n < rows; n++) {
    // The best token's probability never rounds to zero.
    const best = probabilities[n * vocabulary + indices[n * count]!]!;
    logSumExp[n] = values[n * count]! - Math.log(best);
    for (let k = 0; k < count; k++) logProbabilities[n * count + k] = values[n * count + k]! - logSumExp[n]!;
  }
  tape.release(probabilities);
  return {
    count,
    ids: indices,
    logProbabilities,
    logits,
    logProbabilityOf: (n, id) => logits.data[n * vocabulary + id]! - logSumExp[n]!,
  };
}
