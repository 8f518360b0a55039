/** Works alike by the company they keep: cited together, or citing the same. Citations of oneself are left out. */

import { row, type Adjacency } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

export interface SharedNeighbours {
  readonly key: string;
  readonly node: number;
  /** Works that cite both, or that both cite. */
  readonly count: number;
  /** `count / sqrt(a * b)` with the sizes of both sides; 0 to 1. */
  readonly cosine: number;
  /** `count / (a + b - count)`; 0 to 1. */
  readonly jaccard: number;
}

/** Works cited together with this one, best cosine first, then by node number. Empty for an unknown key. */
export function coCitation(graph: CitationGraph, key: string, count: number = Infinity): readonly SharedNeighbours[] {
  return shared(graph, key, graph.incoming, graph.outgoing, count);
}

/** Works that cite the same as this one (Kessler 1963), best cosine first, then by node number. */
export function bibliographicCoupling(
  graph: CitationGraph,
  key: string,
  count: number = Infinity,
): readonly SharedNeighbours[] {
  return shared(graph, key, graph.outgoing, graph.incoming, count);
}

function shared(
  graph: CitationGraph,
  key: string,
  there: Adjacency,
  back: Adjacency,
  count: number,
): readonly SharedNeighbours[] {
  const node = graph.nodeOf(key);
  if (node === null) return [];
  const counts = new Map<number, number>();
  for (const middle of row(there, node)) {
    if (middle === node) continue;
    for (const other of row(back, middle)) {
      if (other !== node && other !== middle) counts.set(other, (counts.get(other) ?? 0) + 1);
    }
  }
  const size = degreeWithoutSelf(there, node);
  return [...counts]
    .map(([other, both]) => {
      const otherSize = degreeWithoutSelf(there, other);
      return {
        key: graph.keyOf(other),
        node: other,
        count: both,
        cosine: both / Math.sqrt(size * otherSize),
        jaccard: both / (size + otherSize - both),
      };
    })
    .toSorted((a, b) => b.cosine - a.cosine || a.node - b.node)
    .slice(0, count);
}

function degreeWithoutSelf(adjacency: Adjacency, node: number): number {
  const neighbours = row(adjacency, node);
  return neighbours.length - (neighbours.includes(node) ? 1 : 0);
}
