import { degree } from "../graph/adjacency.ts";
import type { CitationGraph } from "../graph/citation-graph.ts";
import { pageRank } from "../graph/pagerank.ts";
import { keyNumber } from "../store/paper-key.ts";

/** How papers stand among others, by key number; 0 for one without citations. */
export type Standing = (number: number) => number;

/** A month holds 2^20 key numbers, a year twelve of them. */
const yearSize = 12 * 2 ** 20;
const noNumber = -1;

/** Key numbers of the nodes of a graph and back, which grow as it does. */
export class NodeNumbers {
  readonly #numbers: number[] = [];
  readonly #nodes = new Map<number, number>();

  /** Takes up nodes that are new. */
  follow(graph: CitationGraph): void {
    for (let node = this.#numbers.length; node < graph.nodes; node++) {
      const number = keyNumber(graph.keyOf(node)) ?? noNumber;
      this.#numbers.push(number);
      if (number !== noNumber) this.#nodes.set(number, node);
    }
  }

  node(number: number): number | undefined {
    return this.#nodes.get(number);
  }

  /** Null for a work outside arXiv. */
  year(node: number): number | null {
    const number = this.#numbers[node] ?? noNumber;
    return number === noNumber ? null : Math.floor(number / yearSize);
  }
}

/** Works of the store that cite a paper. */
export function citedStanding(graph: CitationGraph, numbers: NodeNumbers): Standing {
  return (number) => {
    const node = numbers.node(number);
    return node === undefined ? 0 : degree(graph.incoming, node);
  };
}

/** Sum of changes at which ranks are good enough to order by. */
const rankTolerance = 1e-9;

/** PageRank over the mean of its year, so that old papers do not win by age alone. */
export function influenceStanding(graph: CitationGraph, numbers: NodeNumbers): Standing {
  const ranks = pageRank(graph, { tolerance: rankTolerance });
  const years = new Map<number, { sum: number; works: number }>();
  ranks.forEach((rank, node) => {
    const year = numbers.year(node);
    if (year === null) return;
    const { sum, works } = years.get(year) ?? { sum: 0, works: 0 };
    years.set(year, { sum: sum + rank, works: works + 1 });
  });
  return (number) => {
    const node = numbers.node(number);
    const rank = node === undefined ? undefined : ranks[node];
    const year = node === undefined ? undefined : years.get(numbers.year(node) ?? noNumber);
    return rank === undefined || year === undefined ? 0 : (rank * year.works) / year.sum;
  };
}
