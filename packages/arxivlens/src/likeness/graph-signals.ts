import { degree, row, type Adjacency } from "../graph/adjacency.ts";
import type { CitationGraph } from "../graph/citation-graph.ts";
import { neighbourCount, neighboursOf } from "../graph/undirected.ts";
import type { LikenessScores, Signal } from "./signal.ts";

/** A work that stands between two others tells less the more works it stands between (Adamic and Adar 2003). */
const tellingWeight = (degree: number): number => 1 / Math.log(2 + degree);

/** Of the works that one is linked to, the most telling so many are followed: those with the fewest links. */
const followedLinks = 2_000;
/** Two works that share only what so many are linked to are not alike. */
const linkedByAll = 10_000;

/** Which works a signal goes through, and how much each of them counts. */
interface Links {
  /** What a work is known by: its references, its citers, or both. */
  readonly there: (node: number) => Int32Array;
  /** Works that are known by this one. */
  readonly back: (node: number) => Int32Array;
  readonly backDegree: (node: number) => number;
  /** A work is known by itself too. */
  readonly withSelf: boolean;
}

/**
 * Cosine of two works over what they are linked to, each linked work weighted: `shared / sqrt(a b)`, each the sum of
 * the weights. Weights and sums are computed for the works that are asked for and kept: a graph of millions changes often,
 * and few of its works are looked at in between.
 */
class LinkCosine implements Signal {
  readonly name: string;
  readonly #links: Links;
  readonly #weights: Float64Array;
  readonly #lengths: Float64Array;

  constructor(name: string, nodes: number, links: Links) {
    this.name = name;
    this.#links = links;
    this.#weights = new Float64Array(nodes);
    this.#lengths = new Float64Array(nodes);
  }

  scores(node: number): LikenessScores {
    const { there, back, withSelf } = this.#links;
    const shared = new Map<number, number>();
    const add = (other: number, weight: number): void => {
      if (other !== node) shared.set(other, (shared.get(other) ?? 0) + weight);
    };
    const spread = (linked: number): void => {
      const weight = this.#weight(linked);
      const others = back(linked);
      if (others.length <= linkedByAll) for (const other of others) if (other !== linked) add(other, weight);
      if (withSelf) add(linked, weight);
    };
    for (const linked of this.#mostTelling(there(node))) if (linked !== node) spread(linked);
    if (withSelf) spread(node);
    const length = this.#length(node);
    for (const [other, sum] of shared) shared.set(other, sum / Math.sqrt(length * this.#length(other)));
    return shared;
  }

  #mostTelling(linked: Int32Array): Int32Array {
    if (linked.length <= followedLinks) return linked;
    const degrees = linked.map((node) => this.#links.backDegree(node));
    const most = degrees.toSorted()[followedLinks] ?? 0;
    // Of those that tell as much as the first that is left out, the first by node number.
    let equal = followedLinks - degrees.filter((degree) => degree < most).length;
    return linked.filter((_, at) => {
      const degree = degrees[at] ?? 0;
      return degree < most || (degree === most && equal-- > 0);
    });
  }

  /** Above 0, so 0 is what has not been computed. */
  #weight(node: number): number {
    const known = this.#weights[node] ?? 0;
    if (known > 0) return known;
    const weight = tellingWeight(this.#links.backDegree(node));
    this.#weights[node] = weight;
    return weight;
  }

  #length(node: number): number {
    const known = this.#lengths[node] ?? 0;
    if (known > 0) return known;
    let sum = this.#links.withSelf ? this.#weight(node) : 0;
    for (const linked of this.#links.there(node)) if (linked !== node) sum += this.#weight(linked);
    this.#lengths[node] = sum;
    return sum;
  }
}

const oneWay = (there: Adjacency, back: Adjacency): Links => ({
  there: (node) => row(there, node),
  back: (node) => row(back, node),
  backDegree: (node) => degree(back, node),
  withSelf: false,
});

/** Works that cite the same (Kessler 1963); a reference that everybody cites counts little. */
export const couplingSignal = (graph: CitationGraph): Signal =>
  new LinkCosine("coupling", graph.nodes, oneWay(graph.outgoing, graph.incoming));

/** Works that are cited together (Small 1973); a survey that cites everything counts little. */
export const coCitationSignal = (graph: CitationGraph): Signal =>
  new LinkCosine("coCitation", graph.nodes, oneWay(graph.incoming, graph.outgoing));

/** Works with the same neighbourhood: references, citers and themselves. */
export function neighbourhoodSignal(graph: CitationGraph): Signal {
  const links = (node: number): Int32Array => neighboursOf(graph, node);
  return new LinkCosine("neighbourhood", graph.nodes, {
    there: links,
    back: links,
    backDegree: (node) => neighbourCount(graph, node),
    withSelf: true,
  });
}
