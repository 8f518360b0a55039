/** How far apart two works are, and in how many ways. */

import { at, row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

export interface ShortestPaths {
  /** In citations; null when no path leads there. */
  readonly length: number | null;
  /** Number of different paths of that length. */
  readonly paths: number;
}

/** Breadth first; with `directed` only from citing to cited. A key without citations is reached by nothing but itself. */
export function shortestPaths(
  graph: CitationGraph,
  from: string,
  to: string,
  { directed = false }: { readonly directed?: boolean } = {},
): ShortestPaths {
  const start = graph.nodeOf(from);
  const goal = graph.nodeOf(to);
  if (from === to) return { length: 0, paths: 1 };
  if (start === null || goal === null) return { length: null, paths: 0 };
  const distance = new Int32Array(graph.nodes).fill(-1);
  const paths = new Float64Array(graph.nodes);
  distance[start] = 0;
  paths[start] = 1;
  let frontier = [start];
  for (let depth = 0; frontier.length > 0 && distance[goal] === -1; depth++) {
    const next: number[] = [];
    for (const node of frontier) {
      for (const other of neighbours(graph, node, directed)) {
        if (distance[other] === -1) {
          distance[other] = depth + 1;
          next.push(other);
        }
        if (distance[other] === depth + 1) paths[other] = at(paths, other) + at(paths, node);
      }
    }
    frontier = next;
  }
  return distance[goal] === -1 ? { length: null, paths: 0 } : { length: at(distance, goal), paths: at(paths, goal) };
}

// Two works that cite each other are one neighbour, not two.
function neighbours(graph: CitationGraph, node: number, directed: boolean): Iterable<number> {
  const cited = row(graph.outgoing, node);
  return directed ? cited : new Set([...cited, ...row(graph.incoming, node)]);
}
