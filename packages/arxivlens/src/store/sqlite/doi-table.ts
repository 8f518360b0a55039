import { foldDoi } from "../../arxiv/doi.ts";
import type { SqliteDatabase } from "./database.ts";

/** Table `paper_doi`: which papers have a DOI. */
export class DoiTable {
  readonly #add;
  readonly #remove;
  readonly #first;

  constructor(database: SqliteDatabase) {
    this.#add = database.prepare<[string, number]>("INSERT OR IGNORE INTO paper_doi VALUES (?, ?)");
    this.#remove = database.prepare<[string, number]>("DELETE FROM paper_doi WHERE doi = ? AND paper_key = ?");
    this.#first = database
      .prepare<[string], number>("SELECT paper_key FROM paper_doi WHERE doi = ? ORDER BY paper_key LIMIT 1")
      .pluck();
  }

  /** A paper's DOIs change; call inside the transaction that writes the paper. */
  replace(number: number, before: readonly string[], after: readonly string[]): void {
    const folded = new Set(after.map(foldDoi));
    for (const doi of before.map(foldDoi)) if (!folded.has(doi)) this.#remove.run(doi, number);
    for (const doi of folded) this.#add.run(doi, number);
  }

  /** The earliest of the papers that have a DOI. */
  find(doi: string): number | undefined {
    return this.#first.get(foldDoi(doi));
  }
}
