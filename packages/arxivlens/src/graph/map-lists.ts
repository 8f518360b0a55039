/** Works around a map: what many of some works cite, and what cites many of them. */

import type { CitationNeighbours, CitationSide } from "../arxiv/citation-neighbours.ts";
import { askedLinks, namedBySeveral } from "./neighbour-lists.ts";
import { firstByWorth } from "./ranked-works.ts";

export interface LinkedWork {
  readonly key: string;
  /** How many of the works it is linked with. */
  readonly links: number;
  /** Works of the graph that cite it. */
  readonly citedBy: number;
}

/** No work has as many citations. */
const citationsBelow = 2 ** 32;

/**
 * Works that at least two of `works` cite (`side` "cited") or that cite at least two of them ("citing"), most links
 * first, then most cited, then by key.
 */
export async function linkedWithMany(
  citations: CitationNeighbours,
  works: readonly string[],
  side: CitationSide,
  excluded: ReadonlySet<string>,
  count: number,
): Promise<readonly LinkedWork[]> {
  const { numbered } = citations;
  const known = async (keys: readonly string[]): Promise<readonly number[]> =>
    (await numbered.numbersOf([...new Set(keys)])).filter((work) => work !== null);
  const lists = await numbered.neighbours(await known(works), side, askedLinks);
  const linked = namedBySeveral(lists, new Set(await known([...excluded])));
  const citedBy = await numbered.citedBy(linked.works);
  // Links weigh more than any number of citations.
  const worths = Float64Array.from(linked.counts, (links, place) => links * citationsBelow + (citedBy[place] ?? 0));
  const first = await firstByWorth(numbered, linked.works, worths, count);
  return first.map(({ key, worth }) => ({
    key,
    links: Math.floor(worth / citationsBelow),
    citedBy: worth % citationsBelow,
  }));
}
