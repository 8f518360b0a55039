/** How alike works are to one of them, by node number; works that are not named are not alike at all. */
export type LikenessScores = ReadonlyMap<number, number>;

/** One way to tell how alike works are. */
export interface Signal {
  readonly name: string;
  /** Scores of works like `node`, itself left out. */
  scores(node: number): LikenessScores;
}

/** Nodes by falling score, ties by node number; the first `count`. */
export function ranking(scores: LikenessScores, count: number = Infinity): readonly number[] {
  return [...scores]
    .filter(([, score]) => score > 0)
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, count)
    .map(([node]) => node);
}
