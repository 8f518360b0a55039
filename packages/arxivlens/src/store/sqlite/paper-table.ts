import type { Paper } from "../../arxiv/paper.ts";
import { mergePaper } from "../merged-paper.ts";
import type { PaperChange, PaperCounts, PaperStore } from "../paper-store.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { paperColumns, paperOfRow, rowOfPaper, type PaperRow } from "./paper-row.ts";

/** `PaperStore` over the tables `paper` and `paper_category`. */
export class PaperTable implements PaperStore {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #changed: () => void;
  readonly #byNumber;
  readonly #write;
  readonly #dropCategories;
  readonly #addCategory;
  readonly #readChanges;
  readonly #writeChanges;

  /** @param changed called inside the transaction of every write */
  constructor(database: SqliteDatabase, keys: KeyNumbers, changed: () => void) {
    this.#database = database;
    this.#keys = keys;
    this.#changed = changed;
    this.#byNumber = database.prepare<[number], PaperRow>(`SELECT ${paperColumns} FROM paper WHERE paper_key = ?`);
    const placeholders = paperColumns.replaceAll(/\w+/g, (column) => `@${column}`);
    this.#write = database.prepare<[PaperRow]>(
      `INSERT OR REPLACE INTO paper (${paperColumns}) VALUES (${placeholders})`,
    );
    this.#dropCategories = database.prepare<[number]>("DELETE FROM paper_category WHERE paper_key = ?");
    this.#addCategory = database.prepare<[number, string]>("INSERT OR IGNORE INTO paper_category VALUES (?, ?)");
    this.#readChanges = database.prepare<[], { value: number }>("SELECT value FROM counter WHERE name = 'changes'");
    this.#writeChanges = database.prepare<[number]>("UPDATE counter SET value = ? WHERE name = 'changes'");
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
    let changes = before;
    for (const paper of papers) if (this.#put(paper, changes + 1)) changes += 1;
    if (changes === before) return;
    this.#writeChanges.run(changes);
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

  async recent(limit: number): Promise<readonly Paper[]> {
    return this.#database
      .prepare<[number], PaperRow>(
        `SELECT ${paperColumns} FROM paper ORDER BY abstract IS NULL, submitted_at DESC, paper_key DESC LIMIT ?`,
      )
      .all(limit)
      .map(paperOfRow);
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
    const counts = this.#database
      .prepare<[], { papers: number; withAbstract: number; citations: number }>(
        `SELECT count(*) AS papers, count(abstract) AS withAbstract,
         (SELECT count(*) FROM (SELECT DISTINCT citing, cited FROM reference_edge)) AS citations FROM paper`,
      )
      .get() ?? { papers: 0, withAbstract: 0, citations: 0 };
    const categories = this.#database
      .prepare<[], { code: string; papers: number }>(
        "SELECT category AS code, count(*) AS papers FROM paper_category GROUP BY category ORDER BY papers DESC, category",
      )
      .all();
    return { ...counts, categories };
  }

  #getNow(key: string): Paper | null {
    const number = this.#keys.find(key);
    const row = number === null ? undefined : this.#byNumber.get(number);
    return row === undefined ? null : paperOfRow(row);
  }

  #lastChange(): number {
    return this.#readChanges.get()?.value ?? 0;
  }

  /** False when the record says nothing new. */
  #put(incoming: Paper, position: number): boolean {
    const number = this.#keys.allot(incoming.key);
    const stored = this.#byNumber.get(number);
    const paper = stored === undefined ? incoming : mergePaper(paperOfRow(stored), incoming);
    const row = rowOfPaper(number, paper, position);
    if (stored !== undefined && isSame(stored, row)) return false;
    this.#write.run(row);
    if (stored !== undefined) this.#dropCategories.run(number);
    for (const category of paper.categories) this.#addCategory.run(number, category);
    return true;
  }
}

/** Whether two rows differ in nothing but the time of their change. */
function isSame(stored: PaperRow, row: PaperRow): boolean {
  return Object.entries(row).every(
    ([column, value]) => column === "changed" || stored[column as keyof PaperRow] === value,
  );
}
