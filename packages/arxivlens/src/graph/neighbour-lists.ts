/** Lists of neighbours, as networks are made of them. */

import type { CitationNeighbours, CitationSide } from "../arxiv/citation-neighbours.ts";

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
 * @param cited what each of them cites
 * @returns pairs of positions in `keys`, citing first, by position and then in the order of the lists
 */
export function edgesAmong(
  keys: readonly string[],
  cited: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [number, number])[] {
  const positions = new Map(keys.map((key, position) => [key, position]));
  return keys.flatMap((key, from) =>
    (cited.get(key) ?? []).flatMap((other) => {
      const to = positions.get(other);
      return to === undefined || to === from ? [] : [[from, to] as const];
    }),
  );
}

/** How many of the lists name each work, of every list the first `askedLinks`; only those that several name. */
export function namedBySeveral(lists: Iterable<readonly string[]>): readonly (readonly [string, number])[] {
  // Cells that are counted up are looked up once, where numbers would be looked up and put back, of hundreds of thousands.
  const counts = new Map<string, { count: number }>();
  for (const list of lists) {
    const length = Math.min(list.length, askedLinks);
    for (let at = 0; at < length; at++) {
      const key = list[at] ?? "";
      const cell = counts.get(key);
      if (cell === undefined) counts.set(key, { count: 1 });
      else cell.count += 1;
    }
  }
  const several: (readonly [string, number])[] = [];
  for (const [key, { count }] of counts) if (count > 1) several.push([key, count]);
  return several;
}
