/** The graph without directions and without self-citations: what is connected counts, not who cites whom. */

import { type Adjacency, buildAdjacency, row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

export function undirected(graph: CitationGraph): Adjacency {
  const from: number[] = [];
  const to: number[] = [];
  for (let node = 0; node < graph.keys.length; node++) {
    for (const other of row(graph.outgoing, node)) {
      if (other === node) continue;
      from.push(node, other);
      to.push(other, node);
    }
  }
  return buildAdjacency(graph.keys.length, from, to);
}

/** How many members two ascending lists share; calls `found` with each. */
export function sharedMembers(a: Int32Array, b: Int32Array, found?: (member: number) => void): number {
  let count = 0;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    if (left === right) {
      found?.(left);
      count += 1;
    }
    if (left <= right) i += 1;
    if (right <= left) j += 1;
  }
  return count;
}
