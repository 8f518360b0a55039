import { type Tape, type Tensor, likeliest } from "@stablemoe/tensor";

/** The most likely next tokens of several beginnings. */
export interface NextTokens {
  /** Per beginning. */
  readonly count: number;
  /** [N, count] most likely first */
  readonly ids: Int32Array;
  /** [N, count] natural logarithms of their probabilities */
  readonly logProbabilities: Float64Array;
  /** Log-probability of one token after beginning n, whether it is among them or not. */
  logProbabilityOf(n: number, id: number): number;
}

/**
 * @param hidden [N, D] after the final norm
 * @param embeddings [V, D]
 * @param wanted of each beginning
 * @param again the embeddings are those of the last call
 */
export function nextTokens(tape: Tape, hidden: Tensor, embeddings: Tensor, wanted: number, again = false): NextTokens {
  const [rows = 0, width = 0] = hidden.shape;
  const count = Math.min(wanted, embeddings.shape[0] ?? 0);
  const { values, indices, logSumExp } = likeliest(hidden, embeddings, count, again);
  const logProbabilities = new Float64Array(rows * count);
  for (let n = 0; n < rows; n++)
    for (let k = n * count; k < (n + 1) * count; k++) logProbabilities[k] = values[k]! - logSumExp[n]!;
  const logit = tape.allocate(1);
  return {
    count,
    ids: indices,
    logProbabilities,
    logProbabilityOf(n, id) {
      const row = hidden.data.subarray(n * width, (n + 1) * width);
      const token = embeddings.data.subarray(id * width, (id + 1) * width);
      tape.backend.gemm(logit, row, token, 1, 1, width, false, true, false);
      return logit[0]! - logSumExp[n]!;
    },
  };
}
