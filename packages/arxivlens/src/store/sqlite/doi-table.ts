import { foldDoi } from "../../arxiv/doi.ts";
import type { SqliteDatabase } from "./database.ts";

/** Table `paper_doi`: which papers have a DOI. */
export class DoiTable {
  readonly #add;
  readonly #remove;
  readonly #first;
  readonly #all;
  readonly #shared;

  constructor(database: SqliteDatabase) {
    this.#add = database.prepare<[string, number]>("INSERT OR IGNORE INTO paper_doi VALUES (?, ?)");
    this.#remove = database.prepare<[string, number]>("DELETE FROM paper_doi WHERE doi = ? AND paper_key = ?");
    this.#first = database
      .prepare<[string], number>("SELECT paper_key FROM paper_doi WHERE doi = ? ORDER BY paper_key LIMIT 1")
      .pluck();
    this.#all = database
      .prepare<[string], number>("SELECT paper_key FROM paper_doi WHERE doi = ? ORDER BY paper_key")
      .pluck();
    this.#shared = database.prepare<[], { readonly doi: string; readonly paper_key: number }>(
      `SELECT doi, paper_key FROM paper_doi
       WHERE doi IN (SELECT doi FROM paper_doi GROUP BY doi HAVING count(*) > 1) ORDER BY doi, paper_key`,
    );
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

  /** All of them, the earliest first. */
  findAll(doi: string): readonly number[] {
    return this.#all.all(foldDoi(doi));
  }

  /** DOIs that several papers have. */
  shared(): ReadonlyMap<string, readonly number[]> {
    const shared = new Map<string, number[]>();
    for (const { doi, paper_key } of this.#shared.all()) shared.set(doi, [...(shared.get(doi) ?? []), paper_key]);
    return shared;
  }
}
