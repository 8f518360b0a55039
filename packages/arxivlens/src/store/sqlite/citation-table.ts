import type { CitationEdge } from "../../arxiv/paper.ts";
import type { CitationStore } from "../citation-store.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";

interface EdgeRow {
  readonly other: number;
  readonly source: string;
}

/** `CitationStore` over the two edge tables, which always change together. */
export class CitationTable implements CitationStore {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #changed: () => void;
  readonly #counters: Counters;
  readonly #isKnown;
  readonly #addReference;
  readonly #addCitation;
  readonly #citing;
  readonly #references;
  readonly #citedBy;

  /** @param changed called inside the transaction of every write */
  constructor(database: SqliteDatabase, keys: KeyNumbers, counters: Counters, changed: () => void) {
    this.#database = database;
    this.#keys = keys;
    this.#changed = changed;
    this.#counters = counters;
    this.#isKnown = database.prepare<[number, number]>(
      "SELECT 1 FROM reference_edge WHERE citing = ? AND cited = ? LIMIT 1",
    );
    this.#addReference = database.prepare(
      "INSERT OR IGNORE INTO reference_edge (citing, cited, source) VALUES (?, ?, ?)",
    );
    this.#addCitation = database.prepare(
      "INSERT OR IGNORE INTO citation_edge (citing, cited, source) VALUES (?, ?, ?)",
    );
    this.#citing = database.prepare<[number], EdgeRow>(
      "SELECT citing AS other, source FROM citation_edge WHERE cited = ? ORDER BY citing, source",
    );
    this.#references = database.prepare<[number], EdgeRow>(
      "SELECT cited AS other, source FROM reference_edge WHERE citing = ? ORDER BY cited, source",
    );
    this.#citedBy = database.prepare<[number], { works: number }>(
      "SELECT count(DISTINCT citing) AS works FROM citation_edge WHERE cited = ?",
    );
  }

  async upsert(edges: readonly CitationEdge[]): Promise<void> {
    this.#database.transaction(() => this.upsertNow(edges)).immediate();
  }

  /** The same inside a transaction of the caller. */
  upsertNow(edges: readonly CitationEdge[]): void {
    let added = 0;
    let pairs = 0;
    for (const { citing, cited, source } of edges) {
      const [from, to] = [this.#keys.allot(citing), this.#keys.allot(cited)];
      if (from === to) continue;
      if (this.#isKnown.get(from, to) === undefined) pairs += 1;
      added += this.#addReference.run(from, to, source).changes;
      this.#addCitation.run(from, to, source);
    }
    this.#counters.add("citations", pairs);
    if (added > 0) this.#changed();
  }

  async citing(key: string): Promise<readonly CitationEdge[]> {
    const number = this.#keys.find(key);
    if (number === null) return [];
    return this.#citing
      .all(number)
      .map(({ other, source }) => ({ citing: this.#keys.name(other), cited: key, source }));
  }

  async references(key: string): Promise<readonly CitationEdge[]> {
    const number = this.#keys.find(key);
    if (number === null) return [];
    return this.#references
      .all(number)
      .map(({ other, source }) => ({ citing: key, cited: this.#keys.name(other), source }));
  }

  async citedBy(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(
      keys.map((key) => {
        const number = this.#keys.find(key);
        return [key, number === null ? 0 : (this.#citedBy.get(number)?.works ?? 0)];
      }),
    );
  }

  async edges(): Promise<readonly CitationEdge[]> {
    const names = new Map<number, string>();
    const name = (number: number): string => {
      const known = names.get(number) ?? this.#keys.name(number);
      names.set(number, known);
      return known;
    };
    return this.#database
      .prepare<[], { citing: number; cited: number; source: string }>(
        "SELECT citing, cited, min(source) AS source FROM reference_edge GROUP BY citing, cited ORDER BY citing, cited",
      )
      .all()
      .map((row) => ({ citing: name(row.citing), cited: name(row.cited), source: row.source }));
  }
}
