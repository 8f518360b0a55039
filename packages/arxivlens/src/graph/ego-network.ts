/** One work with those around it, cut to what can be looked at. */

import { degree, row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

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
 * The neighbourhood of a work: its references and citers, at most `limit` of them, and all citations among these. Takes
 * time in proportion to the work's degree and the degrees of those shown. Null for a work without citations.
 */
export function egoNetwork(graph: CitationGraph, key: string, limit: number): EgoNetwork | null {
  const center = graph.nodeOf(key);
  if (center === null) return null;
  const roles = new Map<number, EgoNode["role"]>();
  for (const node of row(graph.outgoing, center)) if (node !== center) roles.set(node, "reference");
  for (const node of row(graph.incoming, center))
    if (node !== center) roles.set(node, roles.has(node) ? "mutual" : "citing");
  const citedBy = (node: number): number => degree(graph.incoming, node);
  const name = (node: number): string => graph.keyOf(node);
  const shown = mostCited([...roles.keys()], citedBy, name, limit);
  const view = [center, ...shown];
  const positions = new Map(view.map((node, position) => [node, position]));
  const edges = view.flatMap((node, from) =>
    [...row(graph.outgoing, node)].flatMap((cited) => {
      const to = positions.get(cited);
      return to === undefined || to === from ? [] : [[from, to] as const];
    }),
  );
  return {
    nodes: view.map((node) => ({
      key: name(node),
      role: node === center ? "current" : (roles.get(node) ?? "citing"),
      citedBy: citedBy(node),
    })),
    edges,
    neighbours: roles.size,
    rule: roles.size > limit ? `${limit} of ${roles.size} neighbours, the most cited first` : null,
    prior: mostNamed(view, (node) => row(graph.outgoing, node), positions).map(([node, count]) => ({
      key: name(node),
      citedInView: count,
    })),
    derivative: mostNamed(view, (node) => row(graph.incoming, node), positions).map(([node, count]) => ({
      key: name(node),
      citesInView: count,
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

/** Nodes by falling citations, ties by key; only those that may be among the first `limit` are compared by key. */
function mostCited(
  nodes: readonly number[],
  citedBy: (node: number) => number,
  name: (node: number) => string,
  limit: number,
): readonly number[] {
  const citers = Int32Array.from(nodes, citedBy);
  const least = nodes.length <= limit ? 0 : (citers.toSorted().at(-limit) ?? 0);
  return nodes
    .flatMap((node, at) => ((citers[at] ?? 0) >= least ? [{ node, citers: citers[at] ?? 0 }] : []))
    .toSorted((a, b) => b.citers - a.citers || (name(a.node) < name(b.node) ? -1 : 1))
    .slice(0, limit)
    .map(({ node }) => node);
}

/** A famous work of the view has citers by the thousand; this many of each are asked. */
const askedLinks = 2_000;

/** Works outside the view that most of it links to, at least two. */
function mostNamed(
  view: readonly number[],
  links: (node: number) => Int32Array,
  positions: ReadonlyMap<number, number>,
): readonly (readonly [number, number])[] {
  const counts = new Map<number, number>();
  for (const node of view)
    for (const other of links(node).subarray(0, askedLinks))
      if (!positions.has(other)) counts.set(other, (counts.get(other) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count > 1)
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, namedOutside);
}
