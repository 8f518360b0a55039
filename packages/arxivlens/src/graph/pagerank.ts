/** PageRank over citations: a work ranks high when works of high rank cite it. */

import { at, row } from "./adjacency.ts";
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

function iterate(
  graph: CitationGraph,
  teleport: Float64Array,
  { dampingFactor = 0.85, tolerance = 1e-13, maxPasses = 1000 }: PageRankOptions,
): Float64Array {
  const nodes = graph.nodes;
  let ranks = teleport.slice();
  for (let pass = 0; pass < maxPasses; pass++) {
    const next = new Float64Array(nodes);
    let dangling = 0;
    for (let node = 0; node < nodes; node++) {
      const references = row(graph.outgoing, node);
      if (references.length === 0) dangling += at(ranks, node);
      const share = (dampingFactor * at(ranks, node)) / references.length;
      for (const cited of references) next[cited] = at(next, cited) + share;
    }
    const spread = dampingFactor * dangling + 1 - dampingFactor;
    let change = 0;
    for (let node = 0; node < nodes; node++) {
      next[node] = at(next, node) + spread * at(teleport, node);
      change += Math.abs(at(next, node) - at(ranks, node));
    }
    ranks = next;
    if (change < tolerance) break;
  }
  return ranks;
}
