/** Works around a map: what many of some works cite, and what cites many of them. */

import type { CitationNeighbours, CitationSide } from "../arxiv/citation-neighbours.ts";
import { askedLinks, namedBySeveral } from "./neighbour-lists.ts";

export interface LinkedWork {
  readonly key: string;
  /** How many of the works it is linked with. */
  readonly links: number;
  /** Works of the graph that cite it. */
  readonly citedBy: number;
}

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
  const lists = await citations.neighbours(works, side, askedLinks);
  const linked = namedBySeveral(lists.values()).filter(([key]) => !excluded.has(key));
  // Only those that may be among the first are asked how often they are cited.
  const least = linked.map(([, links]) => links).toSorted((a, b) => b - a)[count - 1] ?? 0;
  const likely = linked.filter(([, links]) => links >= least);
  const citedBy = await citations.citedBy(likely.map(([key]) => key));
  return likely
    .map(([key, links]) => ({ key, links, citedBy: citedBy.get(key) ?? 0 }))
    .toSorted((a, b) => b.links - a.links || b.citedBy - a.citedBy || (a.key < b.key ? -1 : 1))
    .slice(0, count);
}
