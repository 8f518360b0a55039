/** Counts of n-grams by their text. */
export type NGramCounts = Map<string, number>;

/**
 * N-grams of the orders 1 to `maxOrder`, one map per order. Tokens hold no spaces, so joined by one they stay apart.
 */
export function wordNGrams(tokens: readonly string[], maxOrder: number): NGramCounts[] {
  const counts = Array.from({ length: maxOrder }, (): NGramCounts => new Map());
  for (let start = 0; start < tokens.length; start++) {
    let key = "";
    for (let order = 0; order < maxOrder && start + order < tokens.length; order++) {
      key = order === 0 ? tokens[start]! : `${key} ${tokens[start + order]!}`;
      const ofOrder = counts[order]!;
      ofOrder.set(key, (ofOrder.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** N-grams that two texts share: each as often as in the one that has it less often. */
export function matchesOf(hypothesis: NGramCounts, reference: NGramCounts): number {
  let matches = 0;
  for (const [nGram, count] of hypothesis) matches += Math.min(count, reference.get(nGram) ?? 0);
  return matches;
}
