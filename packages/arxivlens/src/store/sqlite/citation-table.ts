import {
  keyedNeighbours,
  type CitationNeighbours,
  type CitationSide,
  type NumberedNeighbours,
} from "../../arxiv/citation-neighbours.ts";
import type { CitationEdge } from "../../arxiv/paper.ts";
import type { CitationChanges, CitationStore, PairsOfVersion } from "../citation-store.ts";
import type { CitationChangeTable, NumberPair } from "./citation-change-table.ts";
import { CitationNeighbourReader } from "./citation-neighbour-reader.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { readPairs } from "./citation-pair-reader.ts";
import type { SameWorkTable } from "./same-work-table.ts";

interface EdgeRow {
  readonly other: number;
  readonly source: string;
  readonly claimed_on: string | null;
  readonly score: number | null;
}

export interface CitationTableParts {
  readonly keys: KeyNumbers;
  readonly works: SameWorkTable;
  readonly changes: CitationChangeTable;
  readonly counters: Counters;
  /** Called inside the transaction of every write. */
  readonly changed: () => void;
  readonly now: () => Date;
}

/** `CitationStore` over the two edge tables, which always change together. */
export class CitationTable implements CitationStore {
  readonly #database: SqliteDatabase;
  readonly #parts: CitationTableParts;
  readonly #isKnown;
  readonly #addReference;
  readonly #addCitation;
  readonly #citing;
  readonly #references;
  readonly #claims;
  readonly #neighbours: CitationNeighbours;
  readonly numbered: NumberedNeighbours;

  constructor(database: SqliteDatabase, parts: CitationTableParts) {
    this.#database = database;
    this.#parts = parts;
    this.numbered = new CitationNeighbourReader(database, parts.keys, parts.works);
    this.#neighbours = keyedNeighbours(this.numbered);
    this.#isKnown = database.prepare<[number, number]>(
      "SELECT 1 FROM reference_edge WHERE citing = ? AND cited = ? LIMIT 1",
    );
    const add = (table: string) =>
      database.prepare<[number, number, string, string, number | null]>(
        `INSERT OR IGNORE INTO ${table} (citing, cited, source, claimed_on, score) VALUES (?, ?, ?, ?, ?)`,
      );
    this.#addReference = add("reference_edge");
    this.#addCitation = add("citation_edge");
    this.#citing = database.prepare<[number], EdgeRow>(
      "SELECT citing AS other, source, claimed_on, score FROM citation_edge WHERE cited = ? ORDER BY citing, source",
    );
    this.#references = database.prepare<[number], EdgeRow>(
      "SELECT cited AS other, source, claimed_on, score FROM reference_edge WHERE citing = ? ORDER BY cited, source",
    );
    this.#claims = database.prepare<[number, number], EdgeRow>(
      "SELECT citing AS other, source, claimed_on, score FROM citation_edge WHERE cited = ? AND citing = ? ORDER BY source",
    );
  }

  async upsert(edges: readonly CitationEdge[]): Promise<void> {
    this.#database.transaction(() => this.upsertNow(edges)).immediate();
  }

  /** The same inside a transaction of the caller. */
  upsertNow(edges: readonly CitationEdge[]): void {
    const { keys, works, changes, counters, changed, now } = this.#parts;
    const today = now().toISOString().slice(0, 10);
    const shown = works.isEmpty ? (number: number) => number : (number: number) => works.shownAs(number);
    const pairs: NumberPair[] = [];
    let added = 0;
    for (const { citing, cited, source, claimedOn = today, score = null } of edges) {
      const [from, to] = [keys.allot(citing), keys.allot(cited)];
      if (from === to) continue;
      if (this.#isKnown.get(from, to) === undefined) pairs.push([from, to]);
      added += this.#addReference.run(from, to, source, claimedOn, score).changes;
      this.#addCitation.run(from, to, source, claimedOn, score);
    }
    counters.add("citations", pairs.length);
    // Another source for a known pair changes no graph, nor does a work that cites another of its records.
    changes.tell(
      [],
      pairs.map(([from, to]) => [shown(from), shown(to)] as const).filter(([from, to]) => from !== to),
    );
    if (added > 0) changed();
  }

  async citing(key: string): Promise<readonly CitationEdge[]> {
    return this.#edgesOf(key, this.#citing).map(({ other, ...claim }) => ({ citing: other, cited: key, ...claim }));
  }

  async references(key: string): Promise<readonly CitationEdge[]> {
    return this.#edgesOf(key, this.#references).map(({ other, ...claim }) => ({ citing: key, cited: other, ...claim }));
  }

  async claims(pairs: readonly (readonly [string, string])[]): Promise<readonly CitationEdge[]> {
    return pairs.flatMap(([citing, cited]) => {
      const rows = this.#partsOf(cited).flatMap((to) =>
        this.#partsOf(citing).flatMap((from) => this.#claims.all(to, from)),
      );
      // Two records of one work may carry the same source's word; the first is as good as the second.
      const bySource = new Map(rows.toReversed().map((row) => [row.source, row]));
      return [...bySource.values()]
        .toSorted((a, b) => (a.source < b.source ? -1 : 1))
        .map((row) => ({ citing, cited, ...claimOf(row) }));
    });
  }

  citedBy(keys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#neighbours.citedBy(keys);
  }

  neighbours(
    keys: readonly string[],
    side: CitationSide,
    most?: number,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    return this.#neighbours.neighbours(keys, side, most);
  }

  async edges(): Promise<readonly CitationEdge[]> {
    const { keys, works } = this.#parts;
    const merged = !works.isEmpty;
    const names = new Map<number, string>();
    const name = (number: number): string => {
      const known = names.get(number) ?? keys.name(merged ? works.shownAs(number) : number);
      names.set(number, known);
      return known;
    };
    const rows = this.#database
      .prepare<[], { citing: number; cited: number; source: string }>(
        "SELECT citing, cited, min(source) AS source FROM reference_edge GROUP BY citing, cited ORDER BY citing, cited",
      )
      .all()
      .map((row) => ({ citing: name(row.citing), cited: name(row.cited), source: row.source }));
    if (!merged) return rows;
    const once = new Map(rows.map((edge) => [`${edge.citing}\n${edge.cited}`, edge]));
    return [...once.values()].filter(({ citing, cited }) => citing !== cited);
  }

  async pairs(): Promise<PairsOfVersion> {
    return readPairs(this.#database, this.#parts);
  }

  async changesSince(version: number): Promise<CitationChanges | null> {
    const { keys, changes } = this.#parts;
    return changes.since(version, (number) => keys.name(number));
  }

  async version(): Promise<number> {
    return this.#parts.changes.version;
  }

  /** One side of a work's citations, those of its other records among them, each claim once. */
  #edgesOf(key: string, side: { all(number: number): readonly EdgeRow[] }): readonly EdgeOther[] {
    const { keys, works } = this.#parts;
    const parts = this.#partsOf(key);
    const [self] = parts;
    const rows = parts.flatMap((part) => side.all(part));
    const claims = new Map<string, EdgeRow>();
    for (const row of rows) {
      const other = works.shownAs(row.other);
      if (other === self) continue;
      const claim = `${other} ${row.source}`;
      if (!claims.has(claim)) claims.set(claim, { ...row, other });
    }
    return [...claims.values()]
      .toSorted((a, b) => a.other - b.other || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0))
      .map((row) => ({ other: keys.name(row.other), ...claimOf(row) }));
  }

  /** Numbers of all records of a work, the one that is shown first; empty for an unknown key. */
  #partsOf(key: string): readonly number[] {
    const { keys, works } = this.#parts;
    const number = keys.find(key);
    if (number === null) return [];
    const self = works.shownAs(number);
    return [self, ...works.partsOf(self)];
  }
}

function claimOf({ source, claimed_on, score }: EdgeRow): Omit<EdgeOther, "other"> {
  return {
    source,
    ...(claimed_on === null ? {} : { claimedOn: claimed_on }),
    ...(score === null ? {} : { score }),
  };
}

/** An edge as seen from one of its ends. */
interface EdgeOther extends Omit<CitationEdge, "citing" | "cited"> {
  readonly other: string;
}
