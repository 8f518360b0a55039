/** One work with those around it, cut to what can be looked at. */

import type { CitationNeighbours, NumberedNeighbours } from "../arxiv/citation-neighbours.ts";
import { askedLinks, edgesAmong, namedBySeveral } from "./neighbour-lists.ts";
import { firstByWorth, type Ranked } from "./ranked-works.ts";

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
  const { numbered } = citations;
  const [self = null] = await numbered.numbersOf([key]);
  if (self === null) return null;
  const roles = new Map<number, EgoNode["role"]>([[self, "current"]]);
  const [cited = []] = await numbered.neighbours([self], "cited");
  const [citing = []] = await numbered.neighbours([self], "citing");
  // Citers may come by the ten thousand, so they are what has no role of its own.
  const around = Array.from(cited);
  for (const other of around) roles.set(other, "reference");
  for (let position = 0; position < citing.length; position++) {
    const other = citing[position] ?? 0;
    if (roles.has(other)) roles.set(other, "mutual");
    else around.push(other);
  }
  if (around.length === 0) return null;
  const chosen = await mostCited(numbered, around, limit);
  const view = [self, ...chosen.map(({ work }) => work)];
  const references = await numbered.neighbours(view, "cited");
  const citers = await numbered.neighbours(view, "citing", askedLinks);
  return {
    nodes: [
      { key, role: "current", citedBy: (await numbered.citedBy([self]))[0] ?? 0 },
      ...chosen.map(({ work, key: name, worth }) => ({ key: name, role: roles.get(work) ?? "citing", citedBy: worth })),
    ],
    edges: edgesAmong(view, references),
    neighbours: around.length,
    rule: around.length > limit ? `${limit} of ${around.length} neighbours, the most cited first` : null,
    prior: (await mostNamed(numbered, view, references)).map(({ key: name, worth }) => ({
      key: name,
      citedInView: worth,
    })),
    derivative: (await mostNamed(numbered, view, citers)).map(({ key: name, worth }) => ({
      key: name,
      citesInView: worth,
    })),
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

/** Works by falling citations, ties by key. */
async function mostCited(
  numbered: NumberedNeighbours,
  works: readonly number[],
  limit: number,
): Promise<readonly Ranked[]> {
  return firstByWorth(numbered, works, await numbered.citedBy(works), limit);
}

/** Works outside the view that most of it links to, at least two; ties by key. */
async function mostNamed(
  numbered: NumberedNeighbours,
  view: readonly number[],
  links: readonly ArrayLike<number>[],
): Promise<readonly Ranked[]> {
  const { works, counts } = namedBySeveral(links, new Set(view));
  return firstByWorth(numbered, works, counts, namedOutside);
}
