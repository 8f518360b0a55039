import { plainText } from "../../arxiv/latex-text.ts";
import type { Paper } from "../../arxiv/paper.ts";
import { mergePaper } from "../merged-paper.ts";
import type { PaperCounts, PaperMatches, PaperQuery, PaperStore } from "../paper-store.ts";
import type { SqliteDatabase } from "./database.ts";
import { matchExpression, phraseExpression } from "./full-text.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { paperColumns, paperOfRow, rowOfPaper, type PaperRow } from "./paper-row.ts";

/** A title word tells most, a name nearly as much, a word of the abstract least. */
const columnWeights = "10.0, 8.0, 1.0";

/** `PaperStore` over the tables `paper`, `paper_category` and `paper_text`. */
export class PaperTable implements PaperStore {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #changed: () => void;
  readonly #byNumber;
  readonly #write;
  readonly #dropCategories;
  readonly #addCategory;
  readonly #dropText;
  readonly #addText;

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
    this.#dropText = database.prepare<[number]>("DELETE FROM paper_text WHERE rowid = ?");
    this.#addText = database.prepare<[number, string, string, string]>(
      "INSERT INTO paper_text (rowid, title, authors, abstract) VALUES (?, ?, ?, ?)",
    );
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
    for (const paper of papers) this.#put(paper);
    this.#changed();
  }

  async search(query: PaperQuery): Promise<PaperMatches> {
    const match = matchExpression(query.terms, query.mode);
    if (match === null) return { total: 0, papers: [] };
    const total = this.#database
      .prepare<[string], { total: number }>("SELECT count(*) AS total FROM paper_text WHERE paper_text MATCH ?")
      .get(match)?.total;
    const rows = this.#database
      .prepare<[string, number, number], { number: number }>(
        `SELECT rowid AS number FROM paper_text WHERE paper_text MATCH ?
         ORDER BY bm25(paper_text, ${columnWeights}), rowid DESC LIMIT ? OFFSET ?`,
      )
      .all(match, query.limit, query.offset);
    return { total: total ?? 0, papers: this.#rows(rows.map((row) => row.number)) };
  }

  async withTerms(phrases: readonly string[], limit: number): Promise<readonly string[]> {
    const match = phraseExpression(phrases);
    if (match === null) return [];
    return this.#database
      .prepare<[string, number], { number: number }>(
        "SELECT rowid AS number FROM paper_text WHERE paper_text MATCH ? ORDER BY rank, rowid DESC LIMIT ?",
      )
      .all(match, limit)
      .map((row) => this.#keys.name(row.number));
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

  #rows(numbers: readonly number[]): readonly Paper[] {
    return numbers.flatMap((number) => {
      const row = this.#byNumber.get(number);
      return row === undefined ? [] : [paperOfRow(row)];
    });
  }

  #put(incoming: Paper): void {
    const number = this.#keys.allot(incoming.key);
    const stored = this.#byNumber.get(number);
    const paper = stored === undefined ? incoming : mergePaper(paperOfRow(stored), incoming);
    this.#write.run(rowOfPaper(number, paper));
    if (stored !== undefined) {
      this.#dropCategories.run(number);
      this.#dropText.run(number);
    }
    for (const category of paper.categories) this.#addCategory.run(number, category);
    const abstract = paper.abstract === null ? "" : plainText(paper.abstract);
    this.#addText.run(number, plainText(paper.title), paper.authors.join("; "), abstract);
  }
}
