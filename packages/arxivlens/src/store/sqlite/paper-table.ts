import type { Paper } from "../../arxiv/paper.ts";
import { mergePaper } from "../merged-paper.ts";
import type { PaperChange, PaperCounts, PaperStore } from "../paper-store.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { paperColumns, paperOfRow, rowOfPaper, valuesOfRow, type PaperRow } from "./paper-row.ts";

/** `PaperStore` over the table `paper`. */
export class PaperTable implements PaperStore {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #changed: () => void;
  readonly #byNumber;
  readonly #write;
  readonly #counters: Counters;

  /** @param changed called inside the transaction of every write */
  constructor(database: SqliteDatabase, keys: KeyNumbers, counters: Counters, changed: () => void) {
    this.#database = database;
    this.#keys = keys;
    this.#changed = changed;
    this.#byNumber = database.prepare<[number], PaperRow>(`SELECT ${paperColumns} FROM paper WHERE paper_key = ?`);
    // By position: binding thirty names costs as much as the insertion.
    const placeholders = paperColumns.replaceAll(/\w+/g, "?");
    this.#write = database.prepare(`INSERT OR REPLACE INTO paper (${paperColumns}) VALUES (${placeholders})`);
    this.#counters = counters;
  }

  async get(key: string): Promise<Paper | null> {
    return this.#getNow(key);
  }

  async getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Paper>> {
    const found = new Map<string, Paper>();
    for (const key of keys) {
      const paper = this.#getNow(key);
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
    const added = { papers: 0, abstracts: 0 };
    let changes = before;
    for (const paper of papers) if (this.#put(paper, changes + 1, added)) changes += 1;
    if (changes === before) return;
    this.#counters.add("changes", changes - before);
    this.#counters.add("papers", added.papers);
    this.#counters.add("abstracts", added.abstracts);
    this.#changed();
  }

  async byNumbers(numbers: readonly number[]): Promise<ReadonlyMap<number, Paper>> {
    const found = new Map<number, Paper>();
    for (const number of numbers) {
      const row = this.#byNumber.get(number);
      if (row !== undefined) found.set(number, paperOfRow(row));
    }
    return found;
  }

  async changes(position: number, limit: number): Promise<readonly PaperChange[]> {
    return this.#database
      .prepare<[number, number], PaperRow>(
        `SELECT ${paperColumns} FROM paper WHERE changed > ? ORDER BY changed LIMIT ?`,
      )
      .all(position, limit)
      .map((row) => ({ position: row.changed, number: row.paper_key, paper: paperOfRow(row) }));
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

  #getNow(key: string): Paper | null {
    const number = this.#keys.find(key);
    const row = number === null ? undefined : this.#byNumber.get(number);
    return row === undefined ? null : paperOfRow(row);
  }

  #lastChange(): number {
    return this.#counters.read("changes");
  }

  /** False when the record says nothing new. */
  #put(incoming: Paper, position: number, added: { papers: number; abstracts: number }): boolean {
    const number = this.#keys.allot(incoming.key);
    const stored = this.#byNumber.get(number);
    const paper = stored === undefined ? incoming : mergePaper(paperOfRow(stored), incoming);
    const row = rowOfPaper(number, paper, position);
    if (stored !== undefined && isSame(stored, row)) return false;
    this.#write.run(valuesOfRow(row));
    if (stored === undefined) added.papers += 1;
    if (paper.abstract !== null && (stored?.abstract ?? null) === null) added.abstracts += 1;
    return true;
  }
}

/** Whether two rows differ in nothing but the time of their change. */
function isSame(stored: PaperRow, row: PaperRow): boolean {
  return Object.entries(row).every(
    ([column, value]) => column === "changed" || stored[column as keyof PaperRow] === value,
  );
}
