/** Groups in which every work leads to every other along references: rare, and a sign of versions or wrong edges. */

import { at } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

export interface StrongComponents {
  readonly count: number;
  /** Members of each component of more than one node, ascending; largest first, then by first member. */
  readonly larger: readonly (readonly number[])[];
}

/** Tarjan 1972, with a stack of its own instead of recursion: citation chains are long. */
export function strongComponents(graph: CitationGraph): StrongComponents {
  const { offsets, targets } = graph.outgoing;
  const nodes = graph.keys.length;
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const next = offsets.slice(0, nodes);
  const open = new Uint8Array(nodes);
  const waiting: number[] = [];
  const larger: number[][] = [];
  let count = 0;
  let reached = 0;
  const enter = (node: number, path: number[]): void => {
    order[node] = reached;
    low[node] = reached;
    reached += 1;
    open[node] = 1;
    waiting.push(node);
    path.push(node);
  };
  for (let root = 0; root < nodes; root++) {
    if (order[root] !== -1) continue;
    const path: number[] = [];
    enter(root, path);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      const edge = at(next, node);
      if (edge < at(offsets, node + 1)) {
        next[node] = edge + 1;
        const target = at(targets, edge);
        if (order[target] === -1) enter(target, path);
        else if (open[target] === 1) low[node] = Math.min(at(low, node), at(order, target));
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(at(low, parent), at(low, node));
      if (low[node] !== order[node]) continue;
      count += 1;
      const members = waiting.splice(waiting.lastIndexOf(node));
      for (const member of members) open[member] = 0;
      if (members.length > 1) larger.push(members.toSorted((a, b) => a - b));
    }
  }
  return { count, larger: larger.toSorted((a, b) => b.length - a.length || at(a, 0) - at(b, 0)) };
}
