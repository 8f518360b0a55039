/** Groups in which every work leads to every other along references: rare, and a sign of versions or wrong edges. */

import { at, row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

export interface StrongComponents {
  readonly count: number;
  /** Members of each component of more than one node, ascending; largest first, then by first member. */
  readonly larger: readonly (readonly number[])[];
}

interface Step {
  readonly node: number;
  readonly cited: Int32Array;
}

/** Tarjan 1972, with a stack of its own instead of recursion: citation chains are long. */
export function strongComponents(graph: CitationGraph): StrongComponents {
  const { nodes } = graph;
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const next = new Int32Array(nodes);
  const open = new Uint8Array(nodes);
  const waiting: number[] = [];
  const larger: number[][] = [];
  let count = 0;
  let reached = 0;
  const enter = (node: number, path: Step[]): void => {
    order[node] = reached;
    low[node] = reached;
    reached += 1;
    open[node] = 1;
    waiting.push(node);
    path.push({ node, cited: row(graph.outgoing, node) });
  };
  for (let root = 0; root < nodes; root++) {
    if (order[root] !== -1) continue;
    const path: Step[] = [];
    enter(root, path);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { node, cited } = step;
      const edge = at(next, node);
      if (edge < cited.length) {
        next[node] = edge + 1;
        const target = at(cited, edge);
        if (order[target] === -1) enter(target, path);
        else if (open[target] === 1) low[node] = Math.min(at(low, node), at(order, target));
        continue;
      }
      path.pop();
      const parent = path.at(-1)?.node;
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
