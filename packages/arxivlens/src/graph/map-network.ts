/** The neighbourhood of one work or of several, cut to what can be looked at. */

import type { CitationNeighbours } from "../arxiv/citation-neighbours.ts";
import { at } from "./adjacency.ts";
import { edgesAmong } from "./neighbour-lists.ts";

export type NetworkRole = "current" | "citing" | "reference" | "both" | "between";

export interface NetworkNode {
  readonly key: string;
  readonly role: NetworkRole;
  /** Works of the graph that cite it. */
  readonly citedBy: number;
}

export interface MapNetwork {
  /** The seeds first, then by how many of them they are linked with, then by citations, ties by key. */
  readonly nodes: readonly NetworkNode[];
  /** Pairs of positions in `nodes`, citing first. */
  readonly edges: readonly (readonly [number, number])[];
  /** Distinct neighbours of the seeds, shown or not. */
  readonly total: number;
  readonly shown: number;
  /** How the shown ones were chosen, for people; null when all are shown. */
  readonly rule: string | null;
  /** The shortest ways that join the seeds, as positions in `nodes`. */
  readonly paths: readonly (readonly number[])[];
}

export const defaultMapLimit = 150;

/** How many of the seeds a work cites, is cited by, and is linked with either way. */
interface Links {
  cites: number;
  cited: number;
  seeds: number;
}

/**
 * References and citers of the seeds, at most `limit` of them, what lies on the ways between seeds, and all citations
 * among these. A seed without citations is shown alone.
 *
 * @param seeds distinct keys
 * @param ways from one seed to another, as keys: those of `joiningPaths`
 */
export async function mapNetwork(
  citations: CitationNeighbours,
  seeds: readonly string[],
  limit: number,
  ways: readonly (readonly string[])[] = [],
): Promise<MapNetwork> {
  const links = await seedLinks(citations, seeds);
  const linked = [...links.keys()];
  const among = new Set(seeds);
  const passed = [...new Set(ways.flat())].filter((key) => !among.has(key));
  const counts = await citations.citedBy([...new Set([...seeds, ...linked, ...passed])]);
  const citedBy = (key: string): number => counts.get(key) ?? 0;
  const chosen = mostLinked(links, citedBy, limit);
  for (const key of chosen) among.add(key);
  const between = passed.filter((key) => !among.has(key));
  const roleOf = (key: string): NetworkRole => {
    const { cites = 0, cited = 0 } = links.get(key) ?? {};
    if (cites > 0 && cited > 0) return "both";
    return cites > 0 ? "citing" : cited > 0 ? "reference" : "between";
  };
  const keys = [...seeds, ...chosen, ...between];
  const positions = new Map(keys.map((key, position) => [key, position]));
  return {
    nodes: keys.map((key, position) => ({
      key,
      role: position < seeds.length ? "current" : roleOf(key),
      citedBy: citedBy(key),
    })),
    edges: edgesAmong(keys, await citations.neighbours(keys, "cited")),
    total: links.size,
    shown: chosen.length,
    rule: links.size > chosen.length ? ruleOf(chosen.length, links.size, seeds.length) : null,
    paths: ways.map((way) => way.flatMap((key) => positions.get(key) ?? [])),
  };
}

/** Works as they are given, and the citations among them. */
export async function networkAmong(
  citations: CitationNeighbours,
  keys: readonly string[],
): Promise<{ readonly nodes: readonly Omit<NetworkNode, "role">[]; readonly edges: MapNetwork["edges"] }> {
  const citedBy = await citations.citedBy(keys);
  return {
    nodes: keys.map((key) => ({ key, citedBy: citedBy.get(key) ?? 0 })),
    edges: edgesAmong(keys, await citations.neighbours(keys, "cited")),
  };
}

function ruleOf(shown: number, total: number, seeds: number): string {
  const order = seeds > 1 ? "those linked with most of the papers first, then the most cited" : "the most cited first";
  return `${grouped(shown)} of ${grouped(total)}, ${order}`;
}

async function seedLinks(
  citations: CitationNeighbours,
  seeds: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Links>>> {
  const cited = await citations.neighbours(seeds, "cited");
  const citing = await citations.neighbours(seeds, "citing");
  const isSeed = new Set(seeds);
  const links = new Map<string, Links>();
  for (const seed of seeds) {
    const twice = new Set(cited.get(seed));
    const count = (key: string, side: "cites" | "cited", again: boolean): void => {
      if (isSeed.has(key)) return;
      const known = links.get(key) ?? { cites: 0, cited: 0, seeds: 0 };
      known[side] += 1;
      if (!again) known.seeds += 1;
      links.set(key, known);
    };
    for (const key of twice) count(key, "cited", false);
    for (const key of citing.get(seed) ?? []) count(key, "cites", twice.has(key));
  }
  return links;
}

/** The first `limit` neighbours; only those that may be among them are compared by key. */
function mostLinked(
  links: ReadonlyMap<string, Readonly<Links>>,
  citedBy: (key: string) => number,
  limit: number,
): readonly string[] {
  const linked = [...links];
  // Links weigh more than any number of citations.
  const worth = Float64Array.from(linked, ([key, { seeds }]) => seeds * 2 ** 32 + citedBy(key));
  const least = linked.length <= limit ? 0 : (worth.toSorted().at(-limit) ?? 0);
  return linked
    .flatMap(([key], position) => (at(worth, position) >= least ? [{ key, worth: at(worth, position) }] : []))
    .toSorted((a, b) => b.worth - a.worth || (a.key < b.key ? -1 : 1))
    .slice(0, limit)
    .map(({ key }) => key);
}

// Written out, because the language of the machine must not change the page.
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ",");
}
