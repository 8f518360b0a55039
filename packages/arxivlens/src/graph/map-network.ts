/** The neighbourhood of one work or of several, cut to what can be looked at. */

import type { CitationNeighbours, NumberedNeighbours } from "../arxiv/citation-neighbours.ts";
import { citationsAmong } from "./neighbour-lists.ts";
import { firstByWorth, type Ranked } from "./ranked-works.ts";

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
  const { numbered } = citations;
  const links = await seedLinks(numbered, seeds);
  const chosen = await mostLinked(numbered, links, limit);
  const among = new Set([...seeds, ...chosen.map(({ key }) => key)]);
  const keys = [...new Set([...among, ...ways.flat()])];
  const works = await numbered.numbersOf(keys);
  const citedBy = await citations.citedBy(keys);
  const roleOf = (work: number | null): NetworkRole => {
    const { cites = 0, cited = 0 } = (work === null ? undefined : links.get(work)) ?? {};
    if (cites > 0 && cited > 0) return "both";
    return cites > 0 ? "citing" : cited > 0 ? "reference" : "between";
  };
  const positions = new Map(keys.map((key, position) => [key, position]));
  return {
    nodes: keys.map((key, position) => ({
      key,
      role: position < seeds.length ? "current" : roleOf(works[position] ?? null),
      citedBy: citedBy.get(key) ?? 0,
    })),
    edges: await citationsAmong(numbered, works),
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
    edges: await citationsAmong(citations.numbered, await citations.numbered.numbersOf(keys)),
  };
}

function ruleOf(shown: number, total: number, seeds: number): string {
  const order = seeds > 1 ? "those linked with most of the papers first, then the most cited" : "the most cited first";
  return `${grouped(shown)} of ${grouped(total)}, ${order}`;
}

async function seedLinks(
  numbered: NumberedNeighbours,
  keys: readonly string[],
): Promise<ReadonlyMap<number, Readonly<Links>>> {
  const seeds = (await numbered.numbersOf(keys)).filter((seed) => seed !== null);
  const cited = await numbered.neighbours(seeds, "cited");
  const citing = await numbered.neighbours(seeds, "citing");
  const isSeed = new Set(seeds);
  const links = new Map<number, Links>();
  const count = (work: number, side: "cites" | "cited", again: boolean): void => {
    if (isSeed.has(work)) return;
    const known = links.get(work);
    const counts = known ?? { cites: 0, cited: 0, seeds: 0 };
    if (known === undefined) links.set(work, counts);
    counts[side] += 1;
    if (!again) counts.seeds += 1;
  };
  for (const [position, list] of cited.entries()) {
    const twice = new Set(Array.from(list));
    for (const work of twice) count(work, "cited", false);
    const citers = citing[position] ?? [];
    for (let place = 0; place < citers.length; place++) {
      const work = citers[place] ?? 0;
      count(work, "cites", twice.has(work));
    }
  }
  return links;
}

/** The first `limit` neighbours by the number of seeds that they are linked with, then by citations, ties by key. */
async function mostLinked(
  numbered: NumberedNeighbours,
  links: ReadonlyMap<number, Readonly<Links>>,
  limit: number,
): Promise<readonly Ranked[]> {
  const works = [...links.keys()];
  const citedBy = await numbered.citedBy(works);
  // Links weigh more than any number of citations.
  const worths = Float64Array.from(
    works,
    (work, place) => (links.get(work)?.seeds ?? 0) * 2 ** 32 + (citedBy[place] ?? 0),
  );
  return firstByWorth(numbered, works, worths, limit);
}

// Written out, because the language of the machine must not change the page.
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ",");
}
