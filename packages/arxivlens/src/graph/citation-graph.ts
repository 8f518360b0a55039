/** Who cites whom, in memory: node numbers and rows of neighbours in both directions. */

import type { CitationEdge, CitationPairs } from "../arxiv/index.ts";
import { adjacencySteps, degree, finished, row, type Adjacency } from "./adjacency.ts";
import { NodeNames } from "./node-names.ts";

/** One state of the graph; it never changes. */
export interface CitationGraph {
  readonly nodes: number;
  /** Node number to paper key, as a list. It is made when it is first asked for; `keyOf` needs none. */
  readonly keys: readonly string[];
  /** Distinct pairs; the same citation claimed by several sources counts once. */
  readonly edges: number;
  /** citing -> cited */
  readonly outgoing: Adjacency;
  /** cited -> citing */
  readonly incoming: Adjacency;
  /** Null for a key without any citation. */
  nodeOf(key: string): number | null;
  keyOf(node: number): string;
  /** Where a work stands in the order of works: in the graph of a store, its key number. */
  placeOf(node: number): number;
  /** Keys that cite this one, in order of first appearance; empty for an unknown key. */
  citations(key: string): readonly string[];
  /** Keys that this one cites. */
  references(key: string): readonly string[];
  /** How many cite this one. */
  citedBy(key: string): number;
}

/** @param keys papers that shall have a node though no edge may name them; they get the first numbers */
export function buildCitationGraph(
  edges: Iterable<Pick<CitationEdge, "citing" | "cited">>,
  keys: Iterable<string> = [],
): CitationGraph {
  const names = new NodeNames(keys);
  const citing: number[] = [];
  const cited: number[] = [];
  for (const edge of edges) {
    citing.push(names.allot(edge.citing));
    cited.push(names.allot(edge.cited));
  }
  return finished(numberedSteps(names, citing, cited));
}

/** The graph of all citations of a store. */
export function graphOfPairs(pairs: CitationPairs): CitationGraph {
  return finished(graphSteps(pairs)).graph;
}

/** A graph with the names of its nodes, to which later works are added. */
export interface NamedNodes {
  readonly names: NodeNames;
  readonly graph: CitationGraph;
}

/** Works that are named in one step. */
const namesOfStep = 10_000;

/** The same in steps of milliseconds, between which others may have their turn; node numbers are positions of keys. */
export function* graphSteps({ keys, places, citing, cited }: CitationPairs): Generator<undefined, NamedNodes> {
  const names = new NodeNames();
  for (let position = 0; position < keys.length; position++) {
    if (position % namesOfStep === namesOfStep - 1) yield;
    names.allot(keys[position] ?? "", places?.[position] ?? position);
  }
  yield;
  return { names, graph: yield* numberedSteps(names, citing, cited) };
}

function* numberedSteps(
  names: NodeNames,
  citing: ArrayLike<number>,
  cited: ArrayLike<number>,
): Generator<undefined, CitationGraph> {
  const outgoing = yield* adjacencySteps(names.count, citing, cited);
  yield;
  const incoming = yield* adjacencySteps(names.count, cited, citing);
  return new NamedGraph(names, outgoing, incoming, outgoing.targets.length);
}

/** Rows in both directions with the names of their nodes; later names belong to later states. */
export class NamedGraph implements CitationGraph {
  readonly outgoing: Adjacency;
  readonly incoming: Adjacency;
  readonly edges: number;
  readonly #names: NodeNames;
  #keys: readonly string[] | null = null;

  constructor(names: NodeNames, outgoing: Adjacency, incoming: Adjacency, edges: number) {
    this.#names = names;
    this.outgoing = outgoing;
    this.incoming = incoming;
    this.edges = edges;
  }

  get nodes(): number {
    return this.outgoing.nodes;
  }

  get keys(): readonly string[] {
    this.#keys ??= this.#names.first(this.nodes);
    return this.#keys;
  }

  nodeOf(key: string): number | null {
    const node = this.#names.find(key);
    if (node === undefined || node >= this.nodes) return null;
    return degree(this.outgoing, node) + degree(this.incoming, node) === 0 ? null : node;
  }

  keyOf(node: number): string {
    return this.#names.name(node);
  }

  placeOf(node: number): number {
    return this.#names.place(node);
  }

  citations(key: string): readonly string[] {
    return this.#neighbours(this.incoming, key);
  }

  references(key: string): readonly string[] {
    return this.#neighbours(this.outgoing, key);
  }

  citedBy(key: string): number {
    const node = this.nodeOf(key);
    return node === null ? 0 : degree(this.incoming, node);
  }

  #neighbours(adjacency: Adjacency, key: string): readonly string[] {
    const node = this.nodeOf(key);
    return node === null ? [] : Array.from(row(adjacency, node), (other) => this.#names.name(other));
  }
}
