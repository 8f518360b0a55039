export interface SamplingOptions {
  /** 0 = greedy: always the most likely token. Default 0.8. */
  readonly temperature?: number;
  /** Sample among so many of the most likely tokens only; 0 = all. Default 40. */
  readonly topK?: number;
  /** Sample among the fewest most likely tokens that reach this probability (arXiv:1904.09751); 1 = all, the default. */
  readonly topP?: number;
  /**
   * Above 1, tokens of the text so far become less likely: positive logits are divided by it and negative ones
   * multiplied (arXiv:1909.05858, section 4.1). Default 1.
   */
  readonly repetitionPenalty?: number;
}

/**
 * Draws one token by inverse transform over the candidates, most likely first; ties go to the lower id.
 *
 * @param logits [V] raw scores
 * @param text ids so far, for the repetition penalty
 * @param uniform the draw, in [0, 1)
 */
export function sample(
  logits: ArrayLike<number>,
  text: readonly number[],
  { temperature = 0.8, topK = 40, topP = 1, repetitionPenalty = 1 }: SamplingOptions,
  uniform: number,
): number {
  const scores = Float64Array.from(logits);
  if (repetitionPenalty !== 1) {
    for (const id of new Set(text)) {
      const score = scores[id]!;
      scores[id] = score > 0 ? score / repetitionPenalty : score * repetitionPenalty;
    }
  }
  const order = Array.from(scores, (_, id) => id).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const best = order[0]!;
  if (temperature <= 0) return best;
  const likely = topK > 0 ? order.slice(0, topK) : order;
  const weights = likely.map((id) => Math.exp((scores[id]! - scores[best]!) / temperature));
  const count = nucleus(weights, topP);
  let left = uniform * weights.slice(0, count).reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < count; i++) {
    left -= weights[i]!;
    if (left < 0) return likely[i]!;
  }
  return likely[count - 1]!;
}

/** How many of the falling weights are needed to reach a share of their sum; at least one. */
function nucleus(weights: readonly number[], share: number): number {
  const wanted = share * weights.reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  for (const [i, weight] of weights.entries()) {
    reached += weight;
    if (reached >= wanted) return i + 1;
  }
  return weights.length;
}
