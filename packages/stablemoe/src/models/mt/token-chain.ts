/** A sequence of tokens that shares its beginning with others: the last one, and what stands before it. */
export interface TokenChain {
  readonly id: number;
  readonly before: TokenChain | null;
  readonly length: number;
}

export const longerBy = (before: TokenChain | null, id: number): TokenChain => ({
  id,
  before,
  length: (before?.length ?? 0) + 1,
});

/** First to last. */
export function tokensOf(chain: TokenChain | null): number[] {
  const tokens = Array.from<number>({ length: chain?.length ?? 0 });
  for (let at = chain; at !== null; at = at.before) tokens[at.length - 1] = at.id;
  return tokens;
}
