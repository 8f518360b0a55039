import type { VersionText } from "../version-text.ts";
import type { SqliteDatabase } from "./database.ts";
import { textList } from "./paper-row.ts";

interface VersionTextRow {
  readonly version: number;
  readonly title: string;
  readonly authors: string;
  readonly authors_text: string | null;
  readonly abstract: string | null;
  readonly comments: string | null;
}

/** Table `paper_version_text`: what versions said that have been replaced since. */
export class VersionTextTable {
  readonly #add;
  readonly #ofPaper;

  constructor(database: SqliteDatabase) {
    // The first record of a version stays: what comes later is as old and tells no more.
    this.#add = database.prepare("INSERT OR IGNORE INTO paper_version_text VALUES (?, ?, ?, ?, ?, ?, ?)");
    this.#ofPaper = database.prepare<[number], VersionTextRow>(
      `SELECT version, title, authors, authors_text, abstract, comments FROM paper_version_text
       WHERE paper_key = ? ORDER BY version`,
    );
  }

  /** True when nothing was known of that version; call inside a transaction. */
  add(number: number, { version, title, authors, authorsText, abstract, comments }: VersionText): boolean {
    return (
      this.#add.run(number, version, title, JSON.stringify(authors), authorsText, abstract, comments).changes === 1
    );
  }

  of(number: number): readonly VersionText[] {
    return this.#ofPaper.all(number).map(({ authors, authors_text, ...row }) => ({
      ...row,
      authors: textList(authors),
      authorsText: authors_text,
    }));
  }
}
