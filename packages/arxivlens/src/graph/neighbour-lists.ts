/** Lists of neighbours, as networks are made of them. */

import type { CitationNeighbours, CitationSide, NumberedNeighbours } from "../arxiv/citation-neighbours.ts";

/** A famous work has citers by the thousand; this many of each are asked what else they are linked with. */
export const askedLinks = 2_000;

export async function neighboursOfOne(
  citations: CitationNeighbours,
  key: string,
  side: CitationSide,
): Promise<readonly string[]> {
  return (await citations.neighbours([key], side)).get(key) ?? [];
}

/** Those of the works that cite or are cited at all. */
export async function linkedWorks(
  citations: CitationNeighbours,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const cited = await citations.neighbours(keys, "cited", 1);
  const citing = await citations.neighbours(keys, "citing", 1);
  return new Set(keys.filter((key) => (cited.get(key) ?? []).length + (citing.get(key) ?? []).length > 0));
}

/**
 * Citations among works.
 *
 * @param cited what each of them cites, in the same order
 * @returns pairs of positions in `works`, citing first, by position and then in the order of the lists
 */
export function edgesAmong(
  works: readonly number[],
  cited: readonly ArrayLike<number>[],
): readonly (readonly [number, number])[] {
  const positions = new Map(works.map((work, position) => [work, position]));
  const edges: (readonly [number, number])[] = [];
  for (const [from, list] of cited.entries())
    for (let place = 0; place < list.length; place++) {
      const to = positions.get(list[place] ?? 0);
      if (to !== undefined && to !== from) edges.push([from, to]);
    }
  return edges;
}

/** The same, read; those that are null are cited by none and cite none. */
export async function citationsAmong(
  numbered: NumberedNeighbours,
  works: readonly (number | null)[],
): Promise<readonly (readonly [number, number])[]> {
  const known = works.flatMap((work, position) => (work === null ? [] : [{ work, position }]));
  const numbers = known.map(({ work }) => work);
  const edges = edgesAmong(numbers, await numbered.neighbours(numbers, "cited"));
  return edges.map(([from, to]) => [known[from]?.position ?? 0, known[to]?.position ?? 0] as const);
}

/** Works that several of the lists name, of every list the first `askedLinks`, and how many name each. */
export function namedBySeveral(
  lists: readonly ArrayLike<number>[],
  without: ReadonlySet<number>,
): { readonly works: readonly number[]; readonly counts: readonly number[] } {
  // Cells that are counted up are looked up once, where numbers would be looked up and put back, of hundreds of thousands.
  const cells = new Map<number, { count: number }>();
  for (const list of lists) {
    const length = Math.min(list.length, askedLinks);
    for (let place = 0; place < length; place++) {
      const work = list[place] ?? 0;
      const cell = cells.get(work);
      if (cell === undefined) cells.set(work, { count: 1 });
      else cell.count += 1;
    }
  }
  const several = [...cells].filter(([work, { count }]) => count > 1 && !without.has(work));
  return { works: several.map(([work]) => work), counts: several.map(([, { count }]) => count) };
}
