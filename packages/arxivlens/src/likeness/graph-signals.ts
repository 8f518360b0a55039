import { row, type Adjacency } from "../graph/adjacency.ts";
import type { CitationGraph } from "../graph/citation-graph.ts";
import { undirected } from "../graph/undirected.ts";
import type { LikenessScores, Signal } from "./signal.ts";

/** A work that stands between two others tells less the more works it stands between (Adamic and Adar 2003). */
const tellingWeight = (degree: number): number => 1 / Math.log(2 + degree);

/** What a reference, or a citer, counts: seldom ones more. */
function tellingWeights(adjacency: Adjacency): Float64Array {
  return Float64Array.from({ length: adjacency.offsets.length - 1 }, (_, node) =>
    tellingWeight(row(adjacency, node).length),
  );
}

/**
 * Cosine of two works over what they are linked to, each linked work weighted: `shared / sqrt(a b)`, each the sum of
 * the weights.
 */
class LinkCosine implements Signal {
  readonly name: string;
  readonly #there: Adjacency;
  readonly #back: Adjacency;
  readonly #weights: Float64Array;
  readonly #withSelf: boolean;
  readonly #lengths: Float64Array;

  constructor(name: string, there: Adjacency, back: Adjacency, withSelf: boolean) {
    this.name = name;
    this.#there = there;
    this.#back = back;
    this.#weights = tellingWeights(back);
    this.#withSelf = withSelf;
    this.#lengths = Float64Array.from({ length: there.offsets.length - 1 }, (_, node) => {
      let sum = withSelf ? (this.#weights[node] ?? 0) : 0;
      for (const linked of row(there, node)) if (linked !== node) sum += this.#weights[linked] ?? 0;
      return sum;
    });
  }

  scores(node: number): LikenessScores {
    const shared = new Map<number, number>();
    const add = (other: number, weight: number): void => {
      if (other !== node) shared.set(other, (shared.get(other) ?? 0) + weight);
    };
    const spread = (linked: number): void => {
      const weight = this.#weights[linked] ?? 0;
      for (const other of row(this.#back, linked)) if (other !== linked) add(other, weight);
      if (this.#withSelf) add(linked, weight);
    };
    for (const linked of row(this.#there, node)) if (linked !== node) spread(linked);
    if (this.#withSelf) spread(node);
    const length = this.#lengths[node] ?? 0;
    for (const [other, sum] of shared) shared.set(other, sum / Math.sqrt(length * (this.#lengths[other] ?? 1)));
    return shared;
  }
}

/** Works that cite the same (Kessler 1963); a reference that everybody cites counts little. */
export const couplingSignal = (graph: CitationGraph): Signal =>
  new LinkCosine("coupling", graph.outgoing, graph.incoming, false);

/** Works that are cited together (Small 1973); a survey that cites everything counts little. */
export const coCitationSignal = (graph: CitationGraph): Signal =>
  new LinkCosine("coCitation", graph.incoming, graph.outgoing, false);

/** Works with the same neighbourhood: references, citers and themselves. */
export function neighbourhoodSignal(graph: CitationGraph): Signal {
  const links = undirected(graph);
  return new LinkCosine("neighbourhood", links, links, true);
}
