/** Likeness by common neighbours, rare ones counting more. */

import { type Adjacency, degree, row } from "./adjacency.ts";
import { sharedMembers } from "./undirected.ts";

/**
 * `Σ 1 / ln(degree)` over the common neighbours of two nodes (Adamic and Adar 2003).
 *
 * @param graph without directions and self-loops
 */
export function adamicAdar(graph: Adjacency, a: number, b: number): number {
  let sum = 0;
  // A common neighbour of two different nodes has at least two neighbours, so the logarithm is above 0.
  sharedMembers(row(graph, a), row(graph, b), (common) => (sum += 1 / Math.log(degree(graph, common))));
  return sum;
}
