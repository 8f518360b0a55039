import type { CoverageStore, IdentifierRun } from "../coverage.ts";
import { arxivKey, firstWorkNumber, monthNumber, monthSize } from "../paper-key.ts";
import type { SqliteDatabase } from "./database.ts";

interface RunRow {
  /** The lowest key number of the run. */
  readonly lowest: number;
  readonly highest: number;
  readonly present: number;
}

/** Old numbers hold the archive above their three digits. */
const archiveSize = 1024;
/** April 2007, when archives went out of identifiers. */
const firstNewMonth = (2007 - 1991) * 12 + 3;

/** Key numbers of a run have this in common: month and archive of the old form, month of the new one. */
const runOf = `CASE WHEN paper_key / ${monthSize} >= ${firstNewMonth} THEN paper_key / ${monthSize} * ${monthSize} ELSE paper_key / ${archiveSize} * ${archiveSize} END`;

/** `CoverageStore` by ranges of key numbers. */
export class CoverageTable implements CoverageStore {
  readonly #runs;
  readonly #withdrawn;
  readonly #keys;

  constructor(database: SqliteDatabase) {
    this.#runs = database.prepare<[], RunRow>(
      `SELECT ${runOf} AS lowest, max(paper_key) AS highest, count(*) AS present FROM paper
       WHERE paper_key < ${firstWorkNumber} GROUP BY 1 ORDER BY 1`,
    );
    this.#withdrawn = database.prepare<[], { readonly lowest: number; readonly withdrawn: number }>(
      `SELECT ${runOf} AS lowest, count(*) AS withdrawn FROM paper WHERE withdrawn = 1 AND paper_key < ${firstWorkNumber} GROUP BY 1`,
    );
    this.#keys = database.prepare<[number, number], { readonly number: number }>(
      "SELECT paper_key AS number FROM paper WHERE paper_key BETWEEN ? AND ? ORDER BY paper_key",
    );
  }

  async runs(): Promise<readonly IdentifierRun[]> {
    const withdrawn = new Map(this.#withdrawn.all().map((row) => [row.lowest, row.withdrawn]));
    return this.#runs.all().map(({ lowest, highest, present }) => {
      const id = arxivKey(highest);
      const slash = id.indexOf("/");
      const number = highest - lowest;
      return {
        month: id.slice(slash + 1, slash + 5),
        archive: slash < 0 ? null : id.slice(0, slash),
        present,
        withdrawn: withdrawn.get(lowest) ?? 0,
        highest: number,
        holes: number - present,
      };
    });
  }

  async holes(month: string, limit: number): Promise<readonly string[]> {
    const first = monthNumber(month) * monthSize;
    const holes: string[] = [];
    const size = monthNumber(month) >= firstNewMonth ? monthSize : archiveSize;
    let expected = first + 1;
    for (const { number } of this.#keys.iterate(first, first + monthSize - 1)) {
      // A new archive begins its own count.
      if (Math.floor(number / size) !== Math.floor(expected / size)) expected = Math.floor(number / size) * size + 1;
      for (; expected < number; expected++) {
        if (holes.length === limit) return holes;
        holes.push(arxivKey(expected));
      }
      expected = number + 1;
    }
    return holes;
  }
}
