import { foldDoi } from "../../arxiv/doi.ts";
import type { Paper } from "../../arxiv/paper.ts";
import { mergePaper } from "../merged-paper.ts";
import type { PaperChange, PaperCounts, PaperStore } from "../paper-store.ts";
import { versionOfText, versionTextOf, type VersionText } from "../version-text.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import { DoiTable } from "./doi-table.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import type { SameWorkTable } from "./same-work-table.ts";
import { paperColumns, paperOfRow, rowOfPaper, textList, valuesOfRow, type PaperRow } from "./paper-row.ts";
import { VersionTextTable } from "./version-text-table.ts";

/** `PaperStore` over the table `paper`. */
export class PaperTable implements PaperStore {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #changed: () => void;
  readonly #works: SameWorkTable;
  readonly #byNumber;
  readonly #write;
  readonly #counters: Counters;
  readonly #versionTexts: VersionTextTable;
  readonly #dois: DoiTable;

  /** @param changed called inside the transaction of every write */
  constructor(
    database: SqliteDatabase,
    keys: KeyNumbers,
    works: SameWorkTable,
    counters: Counters,
    changed: () => void,
  ) {
    this.#database = database;
    this.#keys = keys;
    this.#works = works;
    this.#changed = changed;
    this.#byNumber = database.prepare<[number], PaperRow>(`SELECT ${paperColumns} FROM paper WHERE paper_key = ?`);
    // By position: binding thirty names costs as much as the insertion.
    const placeholders = paperColumns.replaceAll(/\w+/g, "?");
    const renewed = paperColumns.replaceAll(/\w+/g, "$& = excluded.$&");
    this.#write = database.prepare(
      `INSERT INTO paper (${paperColumns}) VALUES (${placeholders}) ON CONFLICT (paper_key) DO UPDATE SET ${renewed}`,
    );
    this.#counters = counters;
    this.#versionTexts = new VersionTextTable(database);
    this.#dois = new DoiTable(database);
  }

  async get(key: string): Promise<Paper | null> {
    return this.#getNow(key);
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Paper>> {
    const found = new Map<string, Paper>();
    const alone = this.#works.isEmpty;
    for (const key of keys) {
      const paper = this.#getNow(key, alone);
      if (paper !== null) found.set(key, paper);
    }
    return found;
  }

  async upsert(papers: readonly Paper[]): Promise<void> {
    this.#database.transaction(() => this.upsertNow(papers)).immediate();
  }

  /** The same inside a transaction of the caller. */
  upsertNow(papers: readonly Paper[]): void {
    if (papers.length === 0) return;
    const before = this.#lastChange();
    const added: Added = { papers: 0, abstracts: 0, versionTexts: 0 };
    let changes = before;
    for (const paper of papers) changes += this.#put(paper, changes + 1, added);
    if (changes === before && added.versionTexts === 0) return;
    this.#counters.add("changes", changes - before);
    this.#counters.add("papers", added.papers);
    this.#counters.add("abstracts", added.abstracts);
    this.#changed();
  }

  async byNumbers(numbers: readonly number[]): Promise<ReadonlyMap<number, Paper>> {
    const found = new Map<number, Paper>();
    const alone = this.#works.isEmpty;
    for (const number of numbers) {
      const paper = this.#shown(number, alone);
      if (paper !== null) found.set(number, paper);
    }
    return found;
  }

  async byDois(dois: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const doi of dois) {
      const number = this.#dois.find(doi);
      if (number !== undefined) found.set(foldDoi(doi), this.#keys.name(number));
    }
    return found;
  }

  async withDoi(doi: string): Promise<readonly string[]> {
    return this.#dois.findAll(doi).map((number) => this.#keys.name(number));
  }

  async sharedDois(): Promise<ReadonlyMap<string, readonly string[]>> {
    const named = [...this.#dois.shared()].map(
      ([doi, numbers]) => [doi, numbers.map((number) => this.#keys.name(number))] as const,
    );
    return new Map(named);
  }

  async versionTexts(key: string): Promise<readonly VersionText[]> {
    const number = this.#keys.find(key);
    if (number === null) return [];
    const present = this.#byNumber.get(number);
    const version = present === undefined ? null : versionOfText(paperOfRow(present));
    return this.#versionTexts.of(number).filter((text) => text.version !== version);
  }

  async changes(position: number, limit: number): Promise<readonly PaperChange[]> {
    const alone = this.#works.isEmpty;
    return this.#database
      .prepare<[number, number], PaperRow>(
        `SELECT ${paperColumns} FROM paper WHERE changed > ? ORDER BY changed LIMIT ?`,
      )
      .all(position, limit)
      .map((row) => {
        const isPart = !alone && this.#works.shownAs(row.paper_key) !== row.paper_key;
        return {
          position: row.changed,
          number: row.paper_key,
          paper: isPart ? null : alone ? paperOfRow(row) : this.#withParts(row.paper_key, paperOfRow(row)),
        };
      });
  }

  async lastChange(): Promise<number> {
    return this.#lastChange();
  }

  async incomplete(): Promise<readonly string[]> {
    return this.#database
      .prepare<[], { key: string }>(
        "SELECT key FROM paper WHERE arxiv_id IS NOT NULL AND abstract IS NULL ORDER BY paper_key",
      )
      .all()
      .map((row) => row.key);
  }

  async statistics(): Promise<PaperCounts> {
    return {
      papers: this.#counters.read("papers"),
      withAbstract: this.#counters.read("abstracts"),
      citations: this.#counters.read("citations"),
    };
  }

  #getNow(key: string, alone: boolean = this.#works.isEmpty): Paper | null {
    const number = this.#keys.find(key);
    return number === null ? null : this.#shown(number, alone);
  }

  /**
   * The work that a number means, with what its other records add.
   *
   * @param alone no two records of the store are one work
   */
  #shown(number: number, alone: boolean): Paper | null {
    if (alone) {
      const row = this.#byNumber.get(number);
      return row === undefined ? null : paperOfRow(row);
    }
    const shown = this.#works.shownAs(number);
    const row = this.#byNumber.get(shown);
    return row === undefined ? null : this.#withParts(shown, paperOfRow(row));
  }

  #withParts(number: number, paper: Paper): Paper {
    return this.#works.partsOf(number).reduce((whole, part) => {
      const row = this.#byNumber.get(part);
      return row === undefined ? whole : mergePaper(whole, paperOfRow(row));
    }, paper);
  }

  #lastChange(): number {
    return this.#counters.read("changes");
  }

  /** Changes that it makes: none when the record says nothing new, two when it is part of a work shown elsewhere. */
  #put(incoming: Paper, position: number, added: Added): number {
    const number = this.#keys.allot(incoming.key);
    const stored = this.#byNumber.get(number);
    const paper = stored === undefined ? incoming : this.#merge(number, paperOfRow(stored), incoming, added);
    const row = rowOfPaper(number, paper, position);
    if (stored !== undefined && isSame(stored, row)) return 0;
    this.#write.run(valuesOfRow(row));
    if (row.doi !== (stored?.doi ?? "[]")) this.#dois.replace(number, textList(stored?.doi ?? "[]"), paper.doi);
    if (stored === undefined) added.papers += 1;
    if (paper.abstract !== null && (stored?.abstract ?? null) === null) added.abstracts += 1;
    const shown = stored === undefined ? number : this.#works.shownAs(number);
    if (shown === number) return 1;
    this.#works.touch(shown, position + 1);
    return 2;
  }

  /** One record out of two; what the one of an earlier version said is set aside. */
  #merge(number: number, stored: Paper, incoming: Paper, added: Added): Paper {
    const merged = mergePaper(stored, incoming);
    const present = versionOfText(merged);
    for (const paper of [stored, incoming]) {
      const text = versionTextOf(paper);
      if (text !== null && text.version !== present && this.#versionTexts.add(number, text)) added.versionTexts += 1;
    }
    return merged;
  }
}

/** What a batch adds to the kept counts. */
interface Added {
  papers: number;
  abstracts: number;
  versionTexts: number;
}

/** Whether two rows differ in nothing but the time of their change. */
function isSame(stored: PaperRow, row: PaperRow): boolean {
  return Object.entries(row).every(
    ([column, value]) => column === "changed" || stored[column as keyof PaperRow] === value,
  );
}
