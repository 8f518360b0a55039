/**
 * How complete a run of identifiers is. arXiv numbers the papers of a month without gaps, and before April 2007 those of
 * each archive's month; so what is missing below the highest number is missing here, or was never given to a paper. A
 * month of which nothing is here has 0 present and 0 as its highest number.
 */
export interface IdentifierRun {
  /** `YYMM` as in identifiers. */
  readonly month: string;
  /** Of the old form; null for the form without archive. */
  readonly archive: string | null;
  /** Papers in the store. */
  readonly present: number;
  /** Of those present. */
  readonly withdrawn: number;
  /** The highest number that is present; whether there are higher ones, the store cannot know. */
  readonly highest: number;
  /** Numbers that arXiv, asked again and again, had no paper for. */
  readonly vacant: number;
  /** Numbers from 1 to the highest that are neither present nor vacant. */
  readonly holes: number;
}

/** The latest papers of one category. */
export interface CategoryFreshness {
  /** Canonical code. */
  readonly category: string;
  /** Papers in it, as first category or another, that are in the months looked at. */
  readonly papers: number;
  /** The latest day of submission among them, `YYYY-MM-DD`; null when none of them has one. */
  readonly submittedAt: string | null;
  /** The latest change among them. */
  readonly updatedAt: string | null;
}

const dayMs = 86_400_000;

/** How long a number rests after each answer that arXiv has no paper for it; the answer after the last makes it vacant. */
export const absenceRestsMs: readonly number[] = [dayMs, 7 * dayMs, 30 * dayMs];

/** How an identifier stands in its run, whether or not it is here. */
export interface IdentifierStanding {
  /** The highest identifier of the run that is here; null when there is none. */
  readonly highest: string | null;
  /** arXiv, asked again and again, had no paper for it. */
  readonly vacant: boolean;
}

/** Answers what of arXiv is here. */
export interface CoverageStore {
  /**
   * Scan of keys. Every run that has a paper, oldest month first, then by archive; and from April 2007 on, between the
   * first month with a paper and the last, each month that has none (`withEmptyMonths`).
   */
  runs(): Promise<readonly IdentifierRun[]>;
  /** Identifiers missing from the runs of a month (`YYMM`), rising, at most `limit`. */
  holes(month: string, limit: number): Promise<readonly string[]>;
  /**
   * Routed.
   *
   * @throws {StoreError} `bad-key` when the text is not a canonical id
   */
  standing(id: string): Promise<IdentifierStanding>;
  /**
   * Scan of keys. Holes that do not rest, latest run first, of runs of which at least `leastShare` (0 to 1) is here: a
   * run that was never harvested as a whole is not to be completed one by one.
   */
  dueHoles(nowMs: number, limit: number, leastShare: number): Promise<readonly string[]>;
  /** Batched. arXiv was asked for these and has no paper for them: they rest, and in the end they are vacant. */
  recordAbsent(ids: readonly string[], nowMs: number): Promise<void>;
  /**
   * Scan of what is absent. Answers recorded as absent; `runs` stays the same while neither this nor a paper changes, and
   * the store's revision counts papers only.
   */
  absences(): Promise<number>;
  /** Scan of the latest `months` that have papers. By category. */
  freshness(months: number): Promise<readonly CategoryFreshness[]>;
}
