/** One work with those around it, cut to what can be looked at. */

import type { CitationNeighbours } from "../arxiv/citation-neighbours.ts";
import { askedLinks, edgesAmong, namedBySeveral, neighboursOfOne } from "./neighbour-lists.ts";

export interface EgoNode {
  readonly key: string;
  /** `mutual` both cites the work and is cited by it. */
  readonly role: "current" | "citing" | "reference" | "mutual";
  /** Works of the graph that cite it. */
  readonly citedBy: number;
}

export interface EgoNetwork {
  /** The work itself first, then by citations, ties by key. */
  readonly nodes: readonly EgoNode[];
  /** Pairs of positions in `nodes`, citing first. */
  readonly edges: readonly (readonly [number, number])[];
  /** Distinct neighbours, shown or not. */
  readonly neighbours: number;
  /** How the shown ones were chosen, for people; null when all are shown. */
  readonly rule: string | null;
  /** Works outside the view that many in it cite: what came before. */
  readonly prior: readonly { readonly key: string; readonly citedInView: number }[];
  /** Works outside the view that cite many in it: what came after. */
  readonly derivative: readonly { readonly key: string; readonly citesInView: number }[];
}

/** Works before and after the view that are named. */
const namedOutside = 10;

/**
 * The neighbourhood of a work: its references and citers, at most `limit` of them, and all citations among these. Reads
 * the work's neighbours, how often each is cited, and the neighbours of those shown. Null for a work without citations.
 */
export async function egoNetwork(
  citations: CitationNeighbours,
  key: string,
  limit: number,
): Promise<EgoNetwork | null> {
  const roles = new Map<string, EgoNode["role"]>([[key, "current"]]);
  for (const other of await neighboursOfOne(citations, key, "cited")) roles.set(other, "reference");
  // Citers may come by the ten thousand, so they are what has no role of its own.
  const citers = (await neighboursOfOne(citations, key, "citing")).filter((other) => {
    if (roles.has(other)) roles.set(other, "mutual");
    return !roles.has(other);
  });
  const around = [...roles.keys()].slice(1).concat(citers);
  if (around.length === 0) return null;
  const counts = await citations.citedBy([key, ...around]);
  const citedBy = (other: string): number => counts.get(other) ?? 0;
  const view = [key, ...mostCited(around, citedBy, limit)];
  const cited = await citations.neighbours(view, "cited");
  const citing = await citations.neighbours(view, "citing", askedLinks);
  return {
    nodes: view.map((other) => ({
      key: other,
      role: roles.get(other) ?? "citing",
      citedBy: citedBy(other),
    })),
    edges: edgesAmong(view, cited),
    neighbours: around.length,
    rule: around.length > limit ? `${limit} of ${around.length} neighbours, the most cited first` : null,
    prior: mostNamed(view, cited).map(([other, count]) => ({ key: other, citedInView: count })),
    derivative: mostNamed(view, citing).map(([other, count]) => ({ key: other, citesInView: count })),
  };
}

/** What stands around a work that neither cites nor is cited here. */
export const networkOfOne = (key: string): EgoNetwork => ({
  nodes: [{ key, role: "current", citedBy: 0 }],
  edges: [],
  neighbours: 0,
  rule: null,
  prior: [],
  derivative: [],
});

/** Keys by falling citations, ties by key; only those that may be among the first `limit` are compared by key. */
function mostCited(keys: readonly string[], citedBy: (key: string) => number, limit: number): readonly string[] {
  const citers = Int32Array.from(keys, citedBy);
  const least = keys.length <= limit ? 0 : (citers.toSorted().at(-limit) ?? 0);
  return keys
    .flatMap((key, at) => ((citers[at] ?? 0) >= least ? [{ key, citers: citers[at] ?? 0 }] : []))
    .toSorted((a, b) => b.citers - a.citers || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ key }) => key);
}

/** Works outside the view that most of it links to, at least two; ties by key. */
function mostNamed(
  view: readonly string[],
  links: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [string, number])[] {
  const shown = new Set(view);
  return namedBySeveral(links.values())
    .filter(([key]) => !shown.has(key))
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, namedOutside);
}
