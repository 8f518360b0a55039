/**
 * Share of each language's tokens that every expert got: rows sum to 1, or are zeros where a language has no tokens.
 *
 * @param counts [language][expert] tokens
 */
export function languageShares(counts: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return counts.map((row) => {
    const total = row.reduce((sum, n) => sum + n, 0);
    return row.map((n) => (total === 0 ? 0 : n / total));
  });
}

/** How far the experts of a layer are told apart by language. */
export interface LanguageInformation {
  /**
   * Mutual information of language and expert where every language is equally likely, in bits:
   * `H(mean of the shares) - mean of H(shares)`. 0: all languages use the experts alike.
   */
  readonly bits: number;
  /** What it can be at most: `log2 min(languages, experts)`. */
  readonly most: number;
}

/** Languages without tokens are left out. */
export function languageInformation(counts: readonly (readonly number[])[]): LanguageInformation {
  const shares = languageShares(counts).filter((row) => row.some((share) => share > 0));
  const numExperts = shares[0]?.length ?? 0;
  const mean = Array.from(
    { length: numExperts },
    (_, expert) => shares.reduce((sum, row) => sum + row[expert]!, 0) / shares.length,
  );
  const within = shares.reduce((sum, row) => sum + entropy(row), 0) / Math.max(1, shares.length);
  return {
    bits: Math.max(0, entropy(mean) - within),
    most: Math.log2(Math.max(1, Math.min(shares.length, numExperts))),
  };
}

const entropy = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log2(share) : sum), 0);
