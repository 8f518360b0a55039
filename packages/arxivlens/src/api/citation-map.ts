import type { Paper } from "../arxiv/paper.ts";
import { buildCitationGraph } from "../graph/citation-graph.ts";
import { mapGroups } from "../graph/map-groups.ts";
import { layoutMap, startMap } from "../graph/map-layout.ts";
import { mapNetwork, type MapNetwork } from "../graph/map-network.ts";
import { pageRank } from "../graph/pagerank.ts";
import type { CitationClaim, CitationMap, MapNode } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { mapLikeness } from "./map-likeness.ts";
import { workSummary } from "./work-summary.ts";

const width = 1000;
const height = 640;
/** Laying out takes time in the square of the works; beyond this many the reader's machine does it. */
const settledWorks = 400;
const namedAuthors = 10;

export interface MapOptions {
  /** Neighbours shown at most. */
  readonly limit: number;
  /** Also say how alike each work is to the seeds. */
  readonly likeness: boolean;
}

/** The neighbourhood of one paper or of several, placed: citations among all that are shown. */
export async function citationMap(
  library: Library,
  snapshot: Snapshot,
  seeds: readonly string[],
  options: MapOptions,
): Promise<CitationMap> {
  const network = await mapNetwork(snapshot.citations, seeds, options.limit);
  return drawnMap(library, snapshot, seeds, network, options.likeness);
}

/** A network that has been chosen, with records, claims and places. */
export async function drawnMap(
  library: Library,
  snapshot: Snapshot,
  seeds: readonly string[],
  { nodes: works, edges, shown, total, rule }: MapNetwork,
  likeness: boolean,
): Promise<CitationMap> {
  const keys = works.map(({ key }) => key);
  const records = await library.store.papers.getMany(keys);
  const claims = await seedClaims(library, keys, edges, seeds.length);
  const settled = works.length <= settledWorks;
  const points = (settled ? layoutMap : startMap)(works, edges, { width, height });
  const groups = mapGroups(works.length, edges, seeds.length === 1 ? 0 : null);
  const ranks = pageRank(
    buildCitationGraph(
      edges.map(([from, to]) => ({ citing: keys[from] ?? "", cited: keys[to] ?? "" })),
      keys,
    ),
    { tolerance: 1e-6 },
  );
  const alike = likeness ? await mapLikeness(snapshot, seeds, records) : null;
  const nodes = works.map(({ key, role, citedBy }, position): MapNode => {
    const paper = records.get(key) ?? null;
    const { title, plainTitle, authors, year, href, arxivId, resolved } = workSummary(key, paper, citedBy);
    const { x, y, radius } = points[position] ?? { x: width / 2, y: height / 2, radius: 5 };
    return {
      key,
      role,
      title: plainTitle,
      richTitle: title.some(({ kind }) => kind === "math") ? title : null,
      authors: authors.slice(0, namedAuthors),
      authorCount: authors.length,
      year,
      href,
      arxivId,
      category: primaryCategory(paper),
      citedBy,
      rank: hundredth((ranks[position] ?? 0) * works.length),
      group: groups[position] ?? null,
      resolved,
      withdrawn: paper?.withdrawn ?? false,
      claims: claims.get(key) ?? [],
      likeness: alike?.get(key) ?? (alike === null ? null : 0),
      x: tenth(x),
      y: tenth(y),
      radius: tenth(radius),
    };
  });
  return { width, height, nodes, edges, shown, total, rule, settled };
}

const primaryCategory = (paper: Paper | null): string | null => paper?.categories[0] ?? null;

/** Who says that works of the map and seeds cite each other; an edge's claim belongs to the end that is no seed. */
async function seedClaims(
  { store }: Library,
  keys: readonly string[],
  edges: readonly (readonly [number, number])[],
  seeds: number,
): Promise<ReadonlyMap<string, readonly CitationClaim[]>> {
  const touching = edges.filter(([from, to]) => from < seeds || to < seeds);
  const pairs = touching.map(([from, to]) => [keys[from] ?? "", keys[to] ?? ""] as const);
  const seedKeys = new Set(keys.slice(0, seeds));
  const claims = new Map<string, CitationClaim[]>();
  for (const { citing, cited, source, claimedOn = null, score = null } of await store.citations.claims(pairs)) {
    const owner = seedKeys.has(citing) ? cited : citing;
    const known = claims.get(owner) ?? [];
    if (known.some((claim) => claim.source === source)) continue;
    known.push({ source, claimedOn, score });
    claims.set(owner, known);
  }
  return claims;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;
