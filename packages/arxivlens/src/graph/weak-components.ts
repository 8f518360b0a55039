/** Islands of the graph: works connected when directions are ignored. */

import { at, row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

export interface WeakComponents {
  /** Falling. */
  readonly sizes: readonly number[];
  /** [nodes] island of each node, 0 the largest; of equal ones that with the smaller first node comes first. */
  readonly labels: Int32Array;
}

export function weakComponents(graph: CitationGraph): WeakComponents {
  const found = new Int32Array(graph.nodes).fill(-1);
  const sizes: number[] = [];
  for (let node = 0; node < found.length; node++) {
    if (found[node] !== -1) continue;
    const stack = [node];
    found[node] = sizes.length;
    let size = 0;
    for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
      size += 1;
      for (const adjacency of [graph.outgoing, graph.incoming]) {
        for (const other of row(adjacency, current)) {
          if (found[other] !== -1) continue;
          found[other] = sizes.length;
          stack.push(other);
        }
      }
    }
    sizes.push(size);
  }
  const order = sizes.map((_, island) => island).toSorted((a, b) => at(sizes, b) - at(sizes, a) || a - b);
  const rank = new Int32Array(sizes.length);
  order.forEach((island, position) => {
    rank[island] = position;
  });
  return { sizes: order.map((island) => at(sizes, island)), labels: found.map((island) => at(rank, island)) };
}
