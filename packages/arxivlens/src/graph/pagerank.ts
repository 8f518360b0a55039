/** PageRank over citations: a work ranks high when works of high rank cite it. */

import { at, compressed, degree, row, type CompressedRows } from "./adjacency.ts";
import type { CitationGraph } from "./citation-graph.ts";
import { GraphError } from "./errors.ts";

export interface PageRankOptions {
  readonly dampingFactor?: number;
  /** Stops when no pass changes the ranks by more than this in sum. */
  readonly tolerance?: number;
  readonly maxPasses?: number;
}

/** [nodes] ranks that sum to 1; a work without references passes its rank on to all evenly. */
export function pageRank(graph: CitationGraph, options: PageRankOptions = {}): Float64Array {
  const nodes = graph.nodes;
  return iterate(graph, new Float64Array(nodes).fill(1 / nodes), options);
}

/**
 * [nodes] ranks seen from the seeds: the surfer jumps back to them, also from works without references.
 *
 * @throws {GraphError} `unknown-seed` when a seed has no node, or none is given
 */
export function personalisedPageRank(
  graph: CitationGraph,
  seeds: readonly string[],
  options: PageRankOptions = {},
): Float64Array {
  const teleport = new Float64Array(graph.nodes);
  if (seeds.length === 0) throw new GraphError("unknown-seed", "personalised PageRank needs at least one seed");
  for (const seed of seeds) {
    const node = graph.nodeOf(seed);
    if (node === null) throw new GraphError("unknown-seed", `${seed} has no citation here; choose seeds of the graph`);
    teleport[node] = at(teleport, node) + 1 / seeds.length;
  }
  return iterate(graph, teleport, options);
}

/**
 * Solves `x = teleport + d Aᵀ x` by Gauss and Seidel and norms it. What works without references pass on goes where the
 * teleport goes, so it only scales the solution. Works are visited from citing to cited: where nobody cites the future,
 * one sweep is enough.
 */
function iterate(
  graph: CitationGraph,
  teleport: Float64Array,
  { dampingFactor = 0.85, tolerance = 1e-13, maxPasses = 1000 }: PageRankOptions,
): Float64Array {
  const { nodes } = graph;
  const order = citingFirst(graph);
  const { offsets, targets } = citersInOrder(graph, order);
  const given = Float64Array.from(order, (node) => teleport[node] ?? 0);
  const shares = Float64Array.from(order, (node) => dampingFactor / degree(graph.outgoing, node));
  const ranks = given.slice();
  /** What each work passes on to each that it cites. */
  const gifts = ranks.map((rank, place) => (shares[place] ?? 0) * rank);
  for (let pass = 0; pass < maxPasses; pass++) {
    let change = 0;
    let total = 0;
    for (let place = 0; place < nodes; place++) {
      let rank = given[place] ?? 0;
      const end = offsets[place + 1] ?? 0;
      for (let edge = offsets[place] ?? end; edge < end; edge++) rank += gifts[targets[edge] ?? 0] ?? 0;
      change += Math.abs(rank - (ranks[place] ?? 0));
      total += rank;
      ranks[place] = rank;
      gifts[place] = (shares[place] ?? 0) * rank;
    }
    if (change < tolerance * total) break;
  }
  const sum = ranks.reduce((total, rank) => total + rank, 0);
  const result = new Float64Array(nodes);
  order.forEach((node, place) => {
    result[node] = (ranks[place] ?? 0) / sum;
  });
  return result;
}

/** Who cites each work, all named by their places in the order, so that a sweep reads memory from front to back. */
function citersInOrder(graph: CitationGraph, order: Int32Array): CompressedRows {
  const places = new Int32Array(graph.nodes);
  order.forEach((node, place) => {
    places[node] = place;
  });
  const offsets = new Int32Array(graph.nodes + 1);
  const targets = new Int32Array(graph.edges);
  let length = 0;
  order.forEach((node, place) => {
    for (const citing of row(graph.incoming, node)) targets[length++] = places[citing] ?? 0;
    offsets[place + 1] = length;
  });
  return { nodes: graph.nodes, offsets, targets, changed: null };
}

/** Nodes such that a citing one comes before those that it cites, circles excepted: depth first, last left first. */
function citingFirst(graph: CitationGraph): Int32Array {
  const { nodes } = graph;
  const { offsets, targets } = compressed(graph.outgoing, graph.edges);
  const next = offsets.slice(0, nodes);
  const seen = new Uint8Array(nodes);
  const order = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  let place = nodes;
  for (let root = 0; root < nodes; root++) {
    if (seen[root] === 1) continue;
    let depth = 0;
    path[depth++] = root;
    seen[root] = 1;
    while (depth > 0) {
      const node = path[depth - 1] ?? 0;
      const edge = next[node] ?? 0;
      if (edge === offsets[node + 1]) {
        order[--place] = node;
        depth -= 1;
        continue;
      }
      next[node] = edge + 1;
      const cited = targets[edge] ?? 0;
      if (seen[cited] === 1) continue;
      seen[cited] = 1;
      path[depth++] = cited;
    }
  }
  return order;
}
