/** What a model that ignores its context can reach, in nats per token. */
export interface UnigramEntropy {
  /**
   * `-mean_i log((c(v_i) + 1) / (N + V))` over the validation tokens v, with c the training counts and N their sum: the
   * loss of the add-one smoothed training unigram model.
   */
  readonly crossEntropy: number;
  /**
   * `-sum_t p(t) log p(t)` with p the frequencies of the validation tokens themselves: no unigram model, however
   * trained, has a lower loss on them. Never above `crossEntropy`.
   */
  readonly entropy: number;
}

/** [V] how often each id occurs. */
export function countTokens(tokens: ArrayLike<number>, vocabSize: number): Float64Array {
  const counts = new Float64Array(vocabSize);
  for (let i = 0; i < tokens.length; i++) {
    const id = tokens[i] ?? 0;
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts;
}

/**
 * Unigram baselines of a validation set. Both are 0 when it is empty.
 *
 * @param trainCounts [V] how often each id occurs in training
 * @param validTokens ids below V
 */
export function unigramEntropy(trainCounts: ArrayLike<number>, validTokens: ArrayLike<number>): UnigramEntropy {
  const vocabSize = trainCounts.length;
  const validCounts = countTokens(validTokens, vocabSize);
  let total = vocabSize;
  for (let id = 0; id < vocabSize; id++) total += trainCounts[id] ?? 0;
  let crossEntropy = 0;
  let entropy = 0;
  for (let id = 0; id < vocabSize; id++) {
    const share = (validCounts[id] ?? 0) / validTokens.length;
    if (!(share > 0)) continue;
    crossEntropy -= share * Math.log(((trainCounts[id] ?? 0) + 1) / total);
    entropy -= share * Math.log(share);
  }
  return { crossEntropy, entropy };
}
