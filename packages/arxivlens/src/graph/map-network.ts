/** The neighbourhood of one work or of several, cut to what can be looked at. */

import { at, row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";
import { joiningPaths } from "./map-paths.ts";

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
 * References and citers of the seeds, at most `limit` of them, what lies on the shortest ways between seeds, and all
 * citations among these. A seed without citations is shown alone.
 *
 * @param seeds distinct keys
 */
export function mapNetwork(graph: CitationGraph, seeds: readonly string[], limit: number): MapNetwork {
  const seedNodes = seeds.flatMap((key) => graph.nodeOf(key) ?? []);
  const isSeed = new Set(seedNodes);
  const links = seedLinks(graph, seedNodes, isSeed);
  const citedBy = (node: number): number => row(graph.incoming, node).length;
  const chosen = mostLinked(graph, links, limit);
  const ways = seedNodes.length < 2 ? [] : joiningPaths(graph, seedNodes);
  const among = new Set([...seedNodes, ...chosen]);
  const between = [...new Set(ways.flat())].filter((node) => !among.has(node));
  const view = [...chosen, ...between];
  const roleOf = (node: number): NetworkRole => {
    const { cites = 0, cited = 0 } = links.get(node) ?? {};
    if (cites > 0 && cited > 0) return "both";
    return cites > 0 ? "citing" : cited > 0 ? "reference" : "between";
  };
  const nodes: readonly NetworkNode[] = [
    ...seeds.map((key) => {
      const node = graph.nodeOf(key);
      return { key, role: "current" as const, citedBy: node === null ? 0 : citedBy(node) };
    }),
    ...view.map((node) => ({ key: graph.keyOf(node), role: roleOf(node), citedBy: citedBy(node) })),
  ];
  const { edges, positions } = edgesAmong(
    graph,
    nodes.map(({ key }) => key),
  );
  return {
    nodes,
    edges,
    total: links.size,
    shown: chosen.length,
    rule: links.size > chosen.length ? ruleOf(chosen.length, links.size, seeds.length) : null,
    paths: ways.map((way) => way.flatMap((node) => positions.get(node) ?? [])),
  };
}

/** Works as they are given, and the citations among them. */
export function networkAmong(
  graph: CitationGraph,
  keys: readonly string[],
): { readonly nodes: readonly Omit<NetworkNode, "role">[]; readonly edges: MapNetwork["edges"] } {
  return {
    nodes: keys.map((key) => ({ key, citedBy: graph.citedBy(key) })),
    edges: edgesAmong(graph, keys).edges,
  };
}

/** @returns pairs of positions in `keys`, and the position of each node */
function edgesAmong(
  graph: CitationGraph,
  keys: readonly string[],
): { readonly edges: MapNetwork["edges"]; readonly positions: ReadonlyMap<number, number> } {
  const nodes = keys.map((key) => graph.nodeOf(key) ?? -1);
  const positions = new Map(nodes.map((node, position) => [node, position]));
  const edges = nodes.flatMap((node, from) =>
    node < 0
      ? []
      : [...row(graph.outgoing, node)].flatMap((cited) => {
          const to = positions.get(cited);
          return to === undefined || to === from ? [] : [[from, to] as const];
        }),
  );
  return { edges, positions };
}

function ruleOf(shown: number, total: number, seeds: number): string {
  const order = seeds > 1 ? "those linked with most of the papers first, then the most cited" : "the most cited first";
  return `${grouped(shown)} of ${grouped(total)}, ${order}`;
}

function seedLinks(
  graph: CitationGraph,
  seedNodes: readonly number[],
  isSeed: ReadonlySet<number>,
): ReadonlyMap<number, Readonly<Links>> {
  const links = new Map<number, Links>();
  for (const seed of seedNodes) {
    const cited = row(graph.outgoing, seed);
    const citing = row(graph.incoming, seed);
    const twice = new Set(cited);
    const count = (node: number, side: "cites" | "cited", again: boolean): void => {
      if (isSeed.has(node)) return;
      const known = links.get(node) ?? { cites: 0, cited: 0, seeds: 0 };
      known[side] += 1;
      if (!again) known.seeds += 1;
      links.set(node, known);
    };
    for (const node of cited) count(node, "cited", false);
    for (const node of citing) count(node, "cites", twice.has(node));
  }
  return links;
}

/** The first `limit` neighbours; only those that may be among them are compared by key. */
function mostLinked(
  graph: CitationGraph,
  links: ReadonlyMap<number, Readonly<Links>>,
  limit: number,
): readonly number[] {
  const nodes = [...links.keys()];
  // Links weigh more than any number of citations.
  const worth = Float64Array.from(
    nodes,
    (node) => (links.get(node)?.seeds ?? 0) * 2 ** 32 + row(graph.incoming, node).length,
  );
  const least = nodes.length <= limit ? 0 : (worth.toSorted().at(-limit) ?? 0);
  return nodes
    .flatMap((node, position) => (at(worth, position) >= least ? [{ node, worth: at(worth, position) }] : []))
    .toSorted((a, b) => b.worth - a.worth || (graph.keyOf(a.node) < graph.keyOf(b.node) ? -1 : 1))
    .slice(0, limit)
    .map(({ node }) => node);
}

// Written out, because the language of the machine must not change the page.
function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ",");
}
