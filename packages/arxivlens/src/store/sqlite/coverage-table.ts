import {
  absenceRestsMs,
  type CategoryFreshness,
  type CoverageStore,
  type IdentifierRun,
  type IdentifierStanding,
} from "../coverage.ts";
import { withEmptyMonths } from "../empty-months.ts";
import { later } from "../merged-paper.ts";
import { arxivKey, firstNewMonth, firstWorkNumber, monthNumber, monthSize, paperNumber } from "../paper-key.ts";
import { textList } from "./paper-row.ts";
import type { SqliteDatabase } from "./database.ts";

interface RunRow {
  /** The lowest key number of the run. */
  readonly lowest: number;
  readonly highest: number;
  readonly present: number;
}

/** Numbers between two that are present; both ends excluded. */
interface Gap {
  readonly after: number;
  readonly before: number;
}

/** Old numbers hold the archive above their three digits. */
const archiveSize = 1024;
const vacantAfter = absenceRestsMs.length + 1;

/** Key numbers of a run have this in common: month and archive of the old form, month of the new one. */
const runOf = `CASE WHEN paper_key / ${monthSize} >= ${firstNewMonth} THEN paper_key / ${monthSize} * ${monthSize} ELSE paper_key / ${archiveSize} * ${archiveSize} END`;

/** `CoverageStore` by ranges of key numbers. */
export class CoverageTable implements CoverageStore {
  readonly #database: SqliteDatabase;
  readonly #runs;
  readonly #withdrawn;
  readonly #vacant;
  readonly #gaps;
  readonly #absent;
  readonly #addAbsent;
  readonly #absences;
  readonly #previousMonth;
  readonly #dated;
  readonly #highest;
  readonly #isVacant;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#runs = database.prepare<[], RunRow>(
      `SELECT ${runOf} AS lowest, max(paper_key) AS highest, count(*) AS present FROM paper
       WHERE paper_key < ${firstWorkNumber} GROUP BY 1 ORDER BY 1`,
    );
    this.#withdrawn = countByRun(database, `paper WHERE withdrawn = 1 AND paper_key < ${firstWorkNumber}`);
    // A number may get its paper after all.
    this.#vacant = countByRun(
      database,
      `vacancy WHERE asked >= ${vacantAfter} AND NOT EXISTS (SELECT 1 FROM paper WHERE paper.paper_key = vacancy.paper_key)`,
    );
    this.#gaps = database.prepare<[number, number], Gap>(
      `SELECT after, before FROM (
         SELECT lag(paper_key, 1, lowest) OVER (PARTITION BY lowest ORDER BY paper_key) AS after, paper_key AS before
         FROM (SELECT ${runOf} AS lowest, paper_key FROM paper WHERE paper_key BETWEEN ? AND ?))
       WHERE before > after + 1 ORDER BY after`,
    );
    this.#absent = database.prepare<[number, number, number], { readonly number: number }>(
      `SELECT paper_key AS number FROM vacancy
       WHERE paper_key BETWEEN ? AND ? AND (asked >= ${vacantAfter} OR ask_again_at > ?)`,
    );
    this.#addAbsent = database.prepare<{ number: number; now: number; rest: string }>(
      `INSERT INTO vacancy VALUES (@number, 1, @now + json_extract(@rest, '$[0]')) ON CONFLICT (paper_key)
       DO UPDATE SET ask_again_at = @now + coalesce(json_extract(@rest, '$[' || asked || ']'), 0), asked = asked + 1`,
    );
    this.#absences = database.prepare<[], number>("SELECT coalesce(sum(asked), 0) FROM vacancy").pluck();
    this.#previousMonth = database.prepare<[number], { readonly month: number | null }>(
      `SELECT max(paper_key) / ${monthSize} AS month FROM paper WHERE paper_key < ?`,
    );
    this.#highest = database
      .prepare<[number, number], number | null>("SELECT max(paper_key) FROM paper WHERE paper_key BETWEEN ? AND ?")
      .pluck();
    this.#isVacant = database
      .prepare<[number], number>(`SELECT 1 FROM vacancy WHERE paper_key = ? AND asked >= ${vacantAfter}`)
      .pluck();
    this.#dated = database.prepare<
      [number],
      { readonly categories: string; readonly submittedAt: string | null; readonly updatedAt: string | null }
    >(
      `SELECT categories, submitted_at AS submittedAt, updated_at AS updatedAt FROM paper
       WHERE paper_key >= ? AND paper_key < ${firstWorkNumber}`,
    );
  }

  async runs(): Promise<readonly IdentifierRun[]> {
    return withEmptyMonths(this.#runRows().map(({ run }) => run));
  }

  async holes(month: string, limit: number): Promise<readonly string[]> {
    const first = monthNumber(month) * monthSize;
    // Nothing rests for ever: only vacant numbers are left out.
    return this.#missing(first, first + monthSize - 1, Infinity, limit);
  }

  async standing(id: string): Promise<IdentifierStanding> {
    const number = paperNumber(id);
    const size = number / monthSize >= firstNewMonth ? monthSize : archiveSize;
    const lowest = Math.floor(number / size) * size;
    const highest = this.#highest.get(lowest, lowest + size - 1) ?? null;
    return {
      highest: highest === null ? null : arxivKey(highest),
      vacant: this.#isVacant.get(number) !== undefined,
    };
  }

  async dueHoles(nowMs: number, limit: number, leastShare: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const { lowest, highest, run } of this.#runRows().toReversed()) {
      if (ids.length >= limit) break;
      if (run.holes === 0 || run.highest - run.holes < leastShare * run.highest) continue;
      ids.push(...this.#missing(lowest, highest, nowMs, limit - ids.length));
    }
    return ids;
  }

  async recordAbsent(ids: readonly string[], nowMs: number): Promise<void> {
    const rest = JSON.stringify(absenceRestsMs);
    this.#database
      .transaction(() => {
        for (const id of ids) this.#addAbsent.run({ number: paperNumber(id), now: Math.floor(nowMs), rest });
      })
      .immediate();
  }

  async absences(): Promise<number> {
    return this.#absences.get() ?? 0;
  }

  async freshness(months: number): Promise<readonly CategoryFreshness[]> {
    let first = firstWorkNumber;
    for (let back = 0; back < months; back++) {
      const month = this.#previousMonth.get(first)?.month ?? null;
      if (month === null) break;
      first = month * monthSize;
    }
    const latest = new Map<string, { papers: number; submittedAt: string | null; updatedAt: string | null }>();
    for (const { categories, submittedAt, updatedAt } of this.#dated.iterate(first))
      for (const category of textList(categories)) {
        const row = latest.get(category) ?? { papers: 0, submittedAt: null, updatedAt: null };
        row.papers += 1;
        row.submittedAt = later(row.submittedAt, submittedAt);
        row.updatedAt = later(row.updatedAt, updatedAt);
        latest.set(category, row);
      }
    return [...latest].map(([category, row]) => ({ category, ...row })).toSorted(byCategory);
  }

  #runRows(): readonly (RunRow & { readonly run: IdentifierRun })[] {
    const [withdrawn, vacant] = [this.#withdrawn, this.#vacant].map(
      (count) => new Map(count.all().map((row) => [row.lowest, row.numbers])),
    );
    return this.#runs.all().map((row) => {
      const { lowest, present } = row;
      const id = arxivKey(row.highest);
      const slash = id.indexOf("/");
      const highest = row.highest - lowest;
      const run = {
        month: id.slice(slash + 1, slash + 5),
        archive: slash < 0 ? null : id.slice(0, slash),
        present,
        withdrawn: withdrawn?.get(lowest) ?? 0,
        highest,
        vacant: vacant?.get(lowest) ?? 0,
        holes: highest - present - (vacant?.get(lowest) ?? 0),
      };
      return { ...row, run };
    });
  }

  /** Numbers from `first` to `last` without a paper that are not vacant and do not rest beyond `nowMs`, as identifiers. */
  #missing(first: number, last: number, nowMs: number, limit: number): readonly string[] {
    const until = Number.isFinite(nowMs) ? Math.floor(nowMs) : Number.MAX_SAFE_INTEGER;
    const absent = new Set(this.#absent.all(first, last, until).map(({ number }) => number));
    const missing: string[] = [];
    for (const { after, before } of this.#gaps.iterate(first, last))
      for (let number = after + 1; number < before; number++) {
        if (absent.has(number)) continue;
        if (missing.length >= limit) return missing;
        missing.push(arxivKey(number));
      }
    return missing;
  }
}

const countByRun = (database: SqliteDatabase, rows: string) =>
  database.prepare<[], { readonly lowest: number; readonly numbers: number }>(
    `SELECT ${runOf} AS lowest, count(*) AS numbers FROM ${rows} GROUP BY 1`,
  );

const byCategory = (a: CategoryFreshness, b: CategoryFreshness): number => (a.category < b.category ? -1 : 1);
