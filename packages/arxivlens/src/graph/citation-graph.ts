/** Who cites whom, in memory: node numbers and compressed rows in both directions. */

import type { CitationEdge, CitationPairs } from "../arxiv/index.ts";
import { buildAdjacency, row, type Adjacency } from "./adjacency.ts";

export interface CitationGraph {
  /** Node number to paper key. */
  readonly keys: readonly string[];
  /** Distinct pairs; the same citation claimed by several sources counts once. */
  readonly edges: number;
  /** citing -> cited */
  readonly outgoing: Adjacency;
  /** cited -> citing */
  readonly incoming: Adjacency;
  /** Null for a key without any citation. */
  nodeOf(key: string): number | null;
  /** Keys that cite this one, in order of first appearance; empty for an unknown key. */
  citations(key: string): readonly string[];
  /** Keys that this one cites. */
  references(key: string): readonly string[];
}

/** @param keys papers that shall have a node though no edge may name them; they get the first numbers */
export function buildCitationGraph(
  edges: Iterable<Pick<CitationEdge, "citing" | "cited">>,
  keys: Iterable<string> = [],
): CitationGraph {
  const numbers = new Map<string, number>();
  const number = (key: string): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  for (const key of keys) number(key);
  const citing: number[] = [];
  const cited: number[] = [];
  for (const edge of edges) {
    citing.push(number(edge.citing));
    cited.push(number(edge.cited));
  }
  return graphOf(numbers, citing, cited);
}

/** The graph of all citations of a store. */
export function graphOfPairs({ keys, citing, cited }: CitationPairs): CitationGraph {
  return graphOf(new Map(keys.map((key, position) => [key, position])), citing, cited);
}

/** @param numbers node of each key; an entry's place is its number */
function graphOf(
  numbers: ReadonlyMap<string, number>,
  citing: ArrayLike<number>,
  cited: ArrayLike<number>,
): CitationGraph {
  const names = [...numbers.keys()];
  const outgoing = buildAdjacency(names.length, citing, cited);
  const incoming = buildAdjacency(names.length, cited, citing);
  const neighbours = (adjacency: Adjacency, key: string): readonly string[] => {
    const node = numbers.get(key);
    return node === undefined ? [] : [...row(adjacency, node)].flatMap((other) => names[other] ?? []);
  };
  return {
    keys: names,
    edges: outgoing.targets.length,
    outgoing,
    incoming,
    nodeOf: (key) => numbers.get(key) ?? null,
    citations: (key) => neighbours(incoming, key),
    references: (key) => neighbours(outgoing, key),
  };
}
