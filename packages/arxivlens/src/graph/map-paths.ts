/** The shortest ways that join several works, directions ignored. */

import { at, row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

/** A search from one work looks at this many others, so that a map of distant works is drawn in a second too. */
const askedWorks = 60_000;

interface Way {
  readonly from: number;
  readonly to: number;
  readonly nodes: readonly number[];
}

/**
 * One shortest way for each seed that joins it to the others, none that closes a circle (Kruskal over their lengths):
 * with n connected seeds there are n - 1. Of several ways of one length it is the first by node number. Each search walks
 * through tens of thousands of works, so it takes the graph in memory.
 *
 * @param keys of the seeds; those without citations are joined with nothing
 * @returns the keys of each way, from seed to seed
 */
export function joiningPaths(graph: CitationGraph, keys: readonly string[]): readonly (readonly string[])[] {
  const seeds = keys.flatMap((key) => graph.nodeOf(key) ?? []);
  const ways = seeds.flatMap((seed, position) => waysFrom(graph, seed, seeds.slice(position + 1)));
  const clusters = new Map(seeds.map((seed) => [seed, seed]));
  const clusterOf = (seed: number): number => {
    const parent = clusters.get(seed) ?? seed;
    return parent === seed ? seed : clusterOf(parent);
  };
  return ways
    .toSorted((a, b) => a.nodes.length - b.nodes.length)
    .filter(({ from, to }) => {
      const [one, other] = [clusterOf(from), clusterOf(to)];
      if (one !== other) clusters.set(one, other);
      return one !== other;
    })
    .map(({ nodes }) => nodes.map((node) => graph.keyOf(node)));
}

/** Breadth first from one node until every goal is found. */
function waysFrom(graph: CitationGraph, from: number, goals: readonly number[]): readonly Way[] {
  if (goals.length === 0) return [];
  const before = new Map<number, number>([[from, from]]);
  const missing = new Set(goals);
  const queue = [from];
  for (let next = 0; next < queue.length && missing.size > 0 && before.size < askedWorks; next++) {
    const node = at(queue, next);
    for (const side of [graph.outgoing, graph.incoming])
      for (const other of row(side, node)) {
        if (before.has(other)) continue;
        before.set(other, node);
        queue.push(other);
        missing.delete(other);
      }
  }
  return goals.flatMap((goal) => {
    if (!before.has(goal)) return [];
    const nodes = [goal];
    for (let node = goal; node !== from; nodes.push(node)) node = before.get(node) ?? from;
    return [{ from, to: goal, nodes: nodes.toReversed() }];
  });
}
