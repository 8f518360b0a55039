import type { CitationChange } from "../../arxiv/paper.ts";
import type { CitationChanges } from "../citation-store.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";

/** Numbers of the citing and the cited work. */
export type NumberPair = readonly [citing: number, cited: number];

/** A transaction that changes more pairs is told as "everything": a reader of the feed had better read all pairs. */
export const mostInOneChange = 4_096;

/** So many changes are kept at least; twice as many are cut back to that. */
export const changesKept = 65_536;

/**
 * The feed of changes of the citation graph. Every change has the version that it leads to as its number; the feed
 * holds all changes after its start, so whoever is at the start or later can follow.
 */
export class CitationChangeTable {
  readonly #database: SqliteDatabase;
  readonly #counters: Counters;
  readonly #write;
  readonly #cut;
  readonly #setStart;
  readonly #since;
  readonly #cites;
  readonly #citedBy;

  constructor(database: SqliteDatabase, counters: Counters) {
    this.#database = database;
    this.#counters = counters;
    this.#write = database.prepare<[number, number, number, number]>("INSERT INTO citation_change VALUES (?, ?, ?, ?)");
    this.#cut = database.prepare<[number]>("DELETE FROM citation_change WHERE version <= ?");
    this.#setStart = database.prepare<[number]>("UPDATE counter SET value = ? WHERE name = 'citation_feed_start'");
    this.#since = database.prepare<[number], { citing: number; cited: number; added: number }>(
      "SELECT citing, cited, added FROM citation_change WHERE version > ? ORDER BY version",
    );
    this.#cites = database
      .prepare<[number], NumberPair>("SELECT DISTINCT citing, cited FROM reference_edge WHERE citing = ?")
      .raw();
    this.#citedBy = database
      .prepare<[number], NumberPair>("SELECT DISTINCT citing, cited FROM citation_edge WHERE cited = ?")
      .raw();
  }

  get version(): number {
    return this.#counters.read("citation_changes");
  }

  /** Tells pairs that are no longer there, then those that are new; call inside the transaction that makes it so. */
  tell(removed: readonly NumberPair[], added: readonly NumberPair[]): void {
    const count = removed.length + added.length;
    if (count === 0) return;
    if (count > mostInOneChange) {
      this.#counters.add("citation_changes", 1);
      this.#beginAt(this.version);
      return;
    }
    let { version } = this;
    for (const [citing, cited] of removed) this.#write.run(++version, citing, cited, 0);
    for (const [citing, cited] of added) this.#write.run(++version, citing, cited, 1);
    this.#counters.add("citation_changes", count);
    if (version - this.#start > 2 * changesKept) this.#beginAt(version - changesKept);
  }

  /**
   * Makes a change of which records are one work, and tells what it does to the pairs of these records.
   *
   * @param shownAs the number under which a record's work is shown, asked before and after
   */
  tellRegrouping(records: readonly number[], shownAs: (number: number) => number, regroup: () => void): void {
    const rows = records.flatMap((record) => [...this.#cites.all(record), ...this.#citedBy.all(record)]);
    const shown = (): ReadonlyMap<string, NumberPair> => {
      const pairs = rows.map(([citing, cited]) => [shownAs(citing), shownAs(cited)] as const);
      return new Map(pairs.filter(([citing, cited]) => citing !== cited).map((pair) => [pair.join(" "), pair]));
    };
    const before = shown();
    regroup();
    const after = shown();
    const missing = (
      from: ReadonlyMap<string, NumberPair>,
      to: ReadonlyMap<string, NumberPair>,
    ): readonly NumberPair[] => [...from].flatMap(([name, pair]) => (to.has(name) ? [] : [pair]));
    this.tell(missing(before, after), missing(after, before));
  }

  /** @param name of a work's number, for the reader */
  since(version: number, name: (number: number) => string): CitationChanges | null {
    return this.#database.transaction(() => {
      const now = this.version;
      if (version < this.#start || version > now) return null;
      const changes = this.#since.all(version).map(({ citing, cited, added }): CitationChange => ({
        kind: added === 1 ? "added" : "removed",
        citing: name(citing),
        cited: name(cited),
        places: [citing, cited],
      }));
      return { version: now, changes };
    })();
  }

  get #start(): number {
    return this.#counters.read("citation_feed_start");
  }

  #beginAt(version: number): void {
    this.#cut.run(version);
    this.#setStart.run(version);
  }
}
