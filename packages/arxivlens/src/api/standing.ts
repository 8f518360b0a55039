import type { CitationGraph } from "../graph/citation-graph.ts";
import { pageRank } from "../graph/pagerank.ts";
import { keyNumber } from "../store/paper-key.ts";

/**
 * How papers stand among others, by key number; 0 for one without citations.
 *
 * - `cited`: works of this store that cite it
 * - `influence`: PageRank over the mean of its year, so that old papers do not win by age alone
 */
export function standingOf(graph: CitationGraph, kind: "cited" | "influence"): (number: number) => number {
  const numbers = graph.keys.map((key) => keyNumber(key));
  const values = kind === "cited" ? graph.keys.map((key) => graph.citations(key).length) : influence(graph, numbers);
  const standing = new Map<number, number>();
  numbers.forEach((number, node) => {
    if (number !== null) standing.set(number, values[node] ?? 0);
  });
  return (number) => standing.get(number) ?? 0;
}

/** A month holds 2^20 key numbers, a year twelve of them. */
const yearSize = 12 * 2 ** 20;

function influence(graph: CitationGraph, numbers: readonly (number | null)[]): readonly number[] {
  const ranks = pageRank(graph);
  const years = new Map<number, { sum: number; works: number }>();
  numbers.forEach((number, node) => {
    if (number === null) return;
    const year = Math.floor(number / yearSize);
    const { sum, works } = years.get(year) ?? { sum: 0, works: 0 };
    years.set(year, { sum: sum + (ranks[node] ?? 0), works: works + 1 });
  });
  return numbers.map((number, node) => {
    const year = number === null ? undefined : years.get(Math.floor(number / yearSize));
    return year === undefined ? 0 : ((ranks[node] ?? 0) * year.works) / year.sum;
  });
}
