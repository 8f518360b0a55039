import type { CitationSide, NumberedNeighbours } from "../../arxiv/citation-neighbours.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import type { SameWorkTable } from "./same-work-table.ts";

/** The table and columns in which the works on one side of another lie side by side. */
const sides = {
  citing: { table: "citation_edge", self: "cited", other: "citing" },
  cited: { table: "reference_edge", self: "citing", other: "cited" },
} as const satisfies Record<CitationSide, object>;

/** No limit, in SQL. */
const everything = -1;

/** `NumberedNeighbours` over the two edge tables, by key number: each list is one keyed read, cut where it is asked to be. */
export class CitationNeighbourReader implements NumberedNeighbours {
  readonly #keys: KeyNumbers;
  readonly #works: SameWorkTable;
  readonly #alone;
  readonly #merged;

  constructor(database: SqliteDatabase, keys: KeyNumbers, works: SameWorkTable) {
    this.#keys = keys;
    this.#works = works;
    const list = (sql: string) =>
      database.prepare<[{ readonly work: number; readonly most: number }], number>(sql).pluck();
    const count = (sql: string) => database.prepare<[{ readonly work: number }], number>(sql).pluck();
    const alone = ({ table, self, other }: (typeof sides)[CitationSide]): string =>
      `SELECT DISTINCT ${other} AS number FROM ${table} WHERE ${self} = @work`;
    // Citations of and by records that are part of another work belong to that work.
    const merged = ({ table, self, other }: (typeof sides)[CitationSide]): string =>
      `SELECT DISTINCT coalesce(into_key, ${other}) AS number FROM ${table} LEFT JOIN same_work ON member = ${other}
       WHERE ${self} IN (SELECT @work UNION ALL SELECT member FROM same_work WHERE into_key = @work) AND number <> @work`;
    const prepared = (rows: typeof alone) => ({
      citing: list(`${rows(sides.citing)} ORDER BY number LIMIT @most`),
      cited: list(`${rows(sides.cited)} ORDER BY number LIMIT @most`),
      citedBy: count(`SELECT count(*) FROM (${rows(sides.citing)})`),
    });
    this.#alone = prepared(alone);
    this.#merged = prepared(merged);
  }

  async numbersOf(keys: readonly string[]): Promise<readonly (number | null)[]> {
    return keys.map((key) => {
      const number = this.#keys.find(key);
      return number === null ? null : this.#works.shownAs(number);
    });
  }

  async keysOf(works: ArrayLike<number>): Promise<readonly string[]> {
    return Array.from(works, (work) => this.#keys.name(work));
  }

  async citedBy(works: ArrayLike<number>): Promise<readonly number[]> {
    const { citedBy } = this.#statements();
    return Array.from(works, (work) => citedBy.get({ work }) ?? 0);
  }

  async neighbours(
    works: ArrayLike<number>,
    side: CitationSide,
    most: number = Infinity,
  ): Promise<readonly (readonly number[])[]> {
    const { [side]: list } = this.#statements();
    const limit = Number.isFinite(most) ? most : everything;
    return Array.from(works, (work) => list.all({ work, most: limit }));
  }

  #statements() {
    return this.#works.isEmpty ? this.#alone : this.#merged;
  }
}
