/** How much better a partition keeps edges inside its groups than chance would. */

import { type Adjacency, at, row } from "./adjacency.ts";

/**
 * `Σ_c (edges inside c / m - (degrees of c / 2m)²)` (Newman and Girvan 2004).
 *
 * @param graph without directions and self-loops
 * @param labels [nodes] group of each node
 */
export function modularity(graph: Adjacency, labels: ArrayLike<number>): number {
  const ends = graph.targets.length; // 2m
  if (ends === 0) return 0;
  const inside = new Map<number, number>();
  const degrees = new Map<number, number>();
  for (let node = 0; node < graph.nodes; node++) {
    const label = at(labels, node);
    const neighbours = row(graph, node);
    degrees.set(label, (degrees.get(label) ?? 0) + neighbours.length);
    for (const other of neighbours) if (at(labels, other) === label) inside.set(label, (inside.get(label) ?? 0) + 1);
  }
  let sum = 0;
  for (const [label, degree] of degrees) sum += (inside.get(label) ?? 0) / ends - (degree / ends) ** 2;
  return sum;
}
