/** The citation graph of a library that goes on: compressed rows, and beside them the rows that have changed since. */

import type { CitationChange, CitationPairs } from "../arxiv/index.ts";
import { compressed, finished, row, type Adjacency } from "./adjacency.ts";
import { ChangedRows } from "./changed-rows.ts";
import { graphSteps, NamedGraph, type CitationGraph, type NamedNodes } from "./citation-graph.ts";
import type { NodeNames } from "./node-names.ts";

export interface DeltaGraphOptions {
  /** Changed rows that amount to more than this share of the edges are compressed with the rest. */
  readonly share?: number;
  /** Fewer than this are never worth it. */
  readonly least?: number;
}

/** Nodes whose neighbours come or go. */
type Differences = Map<number, { readonly added: number[]; readonly removed: Set<number> }>;

/**
 * A graph that takes changes. Each state that it hands out is immutable: a reader in the middle of a page sees one. Nodes
 * keep their numbers; a work that loses its last citation keeps its row, which is empty.
 */
export class DeltaGraph {
  readonly #names: NodeNames;
  readonly #share: number;
  readonly #least: number;
  #current: CitationGraph;

  /** @param start what `graphSteps` leads to */
  constructor({ names, graph }: NamedNodes, { share = 1 / 8, least = 4_096 }: DeltaGraphOptions = {}) {
    this.#names = names;
    this.#share = share;
    this.#least = least;
    this.#current = graph;
  }

  /** Built at once. */
  static ofPairs(pairs: CitationPairs, options: DeltaGraphOptions = {}): DeltaGraph {
    return new DeltaGraph(finished(graphSteps(pairs)), options);
  }

  get current(): CitationGraph {
    return this.#current;
  }

  /** The state after the changes, in time that depends on them and on the degrees of their works. */
  take(changes: readonly CitationChange[]): CitationGraph {
    const differences = this.#differences(changes);
    if (differences.outgoing.size === 0) return this.#current;
    const { outgoing, incoming, edges } = this.#current;
    const now = edges + differences.edges;
    this.#current = new NamedGraph(
      this.#names,
      this.#changed(outgoing, differences.outgoing, now),
      this.#changed(incoming, differences.incoming, now),
      now,
    );
    return this.#current;
  }

  /** What the changes come to, beside what is there: of several of one pair the last counts. */
  #differences(changes: readonly CitationChange[]): { outgoing: Differences; incoming: Differences; edges: number } {
    const last = new Map(changes.map((change) => [`${change.citing}\n${change.cited}`, change]));
    const result = { outgoing: new Map() as Differences, incoming: new Map() as Differences, edges: 0 };
    for (const { kind, citing, cited, places = [] } of last.values()) {
      if (kind === "removed" && (this.#names.find(citing) === undefined || this.#names.find(cited) === undefined))
        continue;
      const [from, to] = [this.#names.allot(citing, places[0]), this.#names.allot(cited, places[1])];
      if (row(this.#current.outgoing, from).includes(to) === (kind === "added")) continue;
      for (const [side, node, other] of [[result.outgoing, from, to] as const, [result.incoming, to, from] as const]) {
        const difference = side.get(node) ?? { added: [], removed: new Set() };
        side.set(node, difference);
        if (kind === "added") difference.added.push(other);
        else difference.removed.add(other);
      }
      result.edges += kind === "added" ? 1 : -1;
    }
    return result;
  }

  #changed(adjacency: Adjacency, differences: Differences, edges: number): Adjacency {
    const rows = new Map<number, Int32Array>();
    for (const [node, { added, removed }] of differences) {
      const before = row(adjacency, node);
      const kept = removed.size === 0 ? before : before.filter((other) => !removed.has(other));
      const after = new Int32Array(kept.length + added.length);
      after.set(kept);
      after.set(added, kept.length);
      rows.set(node, after.sort());
    }
    const changed = (adjacency.changed ?? ChangedRows.none).with(rows);
    const beside = { ...adjacency, nodes: this.#names.count, changed };
    return changed.size > Math.max(this.#least, this.#share * edges) ? compressed(beside, edges) : beside;
  }
}
