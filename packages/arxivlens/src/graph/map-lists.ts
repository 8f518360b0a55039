/** Works around a map: what many of some works cite, and what cites many of them. */

import { row } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";

/** A famous work has citers by the thousand; this many of each are asked. */
const askedLinks = 2_000;

export interface LinkedWork {
  readonly key: string;
  /** How many of the works it is linked with. */
  readonly links: number;
}

/**
 * Works that at least two of `works` cite (`side` "cited") or that cite at least two of them ("citing"), most links
 * first, then most cited.
 */
export function linkedWithMany(
  graph: CitationGraph,
  works: readonly string[],
  side: "cited" | "citing",
  excluded: ReadonlySet<string>,
  count: number,
): readonly LinkedWork[] {
  const counts = new Map<number, number>();
  for (const key of works) {
    const node = graph.nodeOf(key);
    if (node === null) continue;
    const others = row(side === "cited" ? graph.outgoing : graph.incoming, node);
    for (const other of others.subarray(0, askedLinks)) counts.set(other, (counts.get(other) ?? 0) + 1);
  }
  const citedBy = (node: number): number => row(graph.incoming, node).length;
  return [...counts]
    .filter(([node, links]) => links > 1 && !excluded.has(graph.keyOf(node)))
    .toSorted(([a, one], [b, other]) => other - one || citedBy(b) - citedBy(a) || a - b)
    .slice(0, count)
    .map(([node, links]) => ({ key: graph.keyOf(node), links }));
}
