/** How closely works are knit, directions ignored: cores, triangles and clustering. */

import { type Adjacency, at, row } from "./adjacency.ts";
import { sharedMembers } from "./undirected.ts";

/**
 * Core number of each node: the largest k such that the node belongs to a subgraph in which everybody has k neighbours
 * (Batagelj and Zaveršnik 2003: nodes are taken away by rising degree, in linear time).
 *
 * @param graph without directions and self-loops
 */
export function coreNumbers(graph: Adjacency): Int32Array {
  const nodes = graph.nodes;
  const degree = Int32Array.from({ length: nodes }, (_, node) => row(graph, node).length);
  const highest = degree.reduce((most, value) => Math.max(most, value), 0);
  const starts = new Int32Array(highest + 2);
  for (const value of degree) starts[value + 1] = at(starts, value + 1) + 1;
  for (let value = 0; value <= highest; value++) starts[value + 1] = at(starts, value + 1) + at(starts, value);
  const position = new Int32Array(nodes);
  const sorted = new Int32Array(nodes);
  const next = starts.slice();
  for (let node = 0; node < nodes; node++) {
    const place = at(next, at(degree, node));
    next[at(degree, node)] = place + 1;
    position[node] = place;
    sorted[place] = node;
  }
  for (let place = 0; place < nodes; place++) {
    const node = at(sorted, place);
    for (const other of row(graph, node)) {
      const value = at(degree, other);
      if (value <= at(degree, node)) continue;
      // The neighbour trades places with the first of its degree, then has one neighbour fewer.
      const first = at(starts, value);
      const displaced = at(sorted, first);
      sorted[first] = other;
      sorted[at(position, other)] = displaced;
      position[displaced] = at(position, other);
      position[other] = first;
      starts[value] = first + 1;
      degree[other] = value - 1;
    }
  }
  return degree;
}

export interface Clustering {
  readonly triangles: number;
  /** Mean over all nodes of the share of pairs of neighbours that are neighbours themselves; 0 below two neighbours. */
  readonly averageClustering: number;
  /** Three times the triangles over the number of paths of two edges. */
  readonly transitivity: number;
}

/** @param graph without directions and self-loops */
export function clustering(graph: Adjacency): Clustering {
  const nodes = graph.nodes;
  let closed = 0;
  let pairs = 0;
  let sum = 0;
  for (let node = 0; node < nodes; node++) {
    const neighbours = row(graph, node);
    let links = 0; // each counted from both of its ends
    for (const other of neighbours) links += sharedMembers(neighbours, row(graph, other));
    const possible = neighbours.length * (neighbours.length - 1);
    closed += links;
    pairs += possible;
    if (possible > 0) sum += links / possible;
  }
  return {
    triangles: closed / 6,
    averageClustering: nodes === 0 ? 0 : sum / nodes,
    transitivity: pairs === 0 ? 0 : closed / pairs,
  };
}
