/** The first of many works, which alone are named. */

import type { NumberedNeighbours } from "../arxiv/citation-neighbours.ts";

export interface Ranked {
  readonly work: number;
  readonly key: string;
  readonly worth: number;
}

/**
 * The first `count` works by falling worth, ties by key. Only those that may be among them are named: of tens of thousands
 * most are worth too little.
 *
 * @param worths of each work, not negative
 */
export async function firstByWorth(
  numbered: NumberedNeighbours,
  works: readonly number[],
  worths: ArrayLike<number>,
  count: number,
): Promise<readonly Ranked[]> {
  const least = works.length <= count ? 0 : (Float64Array.from(worths).sort().at(-count) ?? 0);
  const likely: { readonly work: number; readonly worth: number }[] = [];
  for (const [position, work] of works.entries()) {
    const worth = worths[position] ?? 0;
    if (worth >= least) likely.push({ work, worth });
  }
  const keys = await numbered.keysOf(likely.map(({ work }) => work));
  return likely
    .map(({ work, worth }, position) => ({ work, key: keys[position] ?? "", worth }))
    .toSorted((a, b) => b.worth - a.worth || (a.key < b.key ? -1 : 1))
    .slice(0, count);
}
