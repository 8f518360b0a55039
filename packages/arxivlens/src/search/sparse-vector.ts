/** A text as weights of its terms; everything else is zero. */
export type SparseVector = ReadonlyMap<string, number>;

/** Scales a vector, which nobody else holds, to length 1; the zero vector stays. */
export function normalize(vector: Map<string, number>): SparseVector {
  let squares = 0;
  for (const weight of vector.values()) squares += weight * weight;
  const length = squares === 0 ? 1 : Math.sqrt(squares);
  for (const [term, weight] of vector) vector.set(term, weight / length);
  return vector;
}

/** Dot product; for vectors of length 1 their cosine, 0 to 1. */
export function cosineSimilarity(a: SparseVector, b: SparseVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let sum = 0;
  for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
  return sum;
}

/** The terms that contribute most to the similarity of two vectors, best first. */
export function sharedTerms(a: SparseVector, b: SparseVector, count: number): readonly string[] {
  return [...a]
    .map(([term, weight]) => [term, weight * (b.get(term) ?? 0)] as const)
    .filter(([, share]) => share > 0)
    .toSorted(([a1, x], [b1, y]) => y - x || compareTerms(a1, b1))
    .slice(0, count)
    .map(([term]) => term);
}

/** By UTF-16 code unit: the same on every machine, whatever its language. */
export function compareTerms(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
