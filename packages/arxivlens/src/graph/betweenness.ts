/** Which works stand between others. */

import { type Adjacency, at, row } from "./adjacency.ts";

/**
 * Share of the shortest paths between all other pairs that pass a node, normalised by the number of such pairs (Brandes
 * 2001). Time grows with nodes times edges: meant for the map of one page, not for the whole archive.
 *
 * @param graph without directions and self-loops
 */
export function betweenness(graph: Adjacency): Float64Array {
  const nodes = graph.nodes;
  const result = new Float64Array(nodes);
  for (let source = 0; source < nodes; source++) {
    const distance = new Int32Array(nodes).fill(-1);
    const paths = new Float64Array(nodes);
    const reached = [source];
    distance[source] = 0;
    paths[source] = 1;
    for (let i = 0; i < reached.length; i++) {
      const node = at(reached, i);
      for (const other of row(graph, node)) {
        if (distance[other] === -1) {
          distance[other] = at(distance, node) + 1;
          reached.push(other);
        }
        if (at(distance, other) === at(distance, node) + 1) paths[other] = at(paths, other) + at(paths, node);
      }
    }
    const dependence = new Float64Array(nodes);
    for (const node of reached.toReversed()) {
      for (const other of row(graph, node)) {
        if (at(distance, other) !== at(distance, node) + 1) continue;
        dependence[node] = at(dependence, node) + (at(paths, node) / at(paths, other)) * (1 + at(dependence, other));
      }
      if (node !== source) result[node] = at(result, node) + at(dependence, node);
    }
  }
  const pairs = (nodes - 1) * (nodes - 2); // both directions of each pair were walked
  return pairs > 0 ? result.map((value) => value / pairs) : result;
}
