/**
 * How complete a run of identifiers is. arXiv numbers the papers of a month without gaps, and before April 2007 those of
 * each archive's month; so what is missing below the highest number is missing here.
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
  /** Numbers from 1 to the highest that are not present. */
  readonly holes: number;
}

/** Answers what of arXiv is here. */
export interface CoverageStore {
  /** Scan of keys. Every run that has a paper, oldest month first, then by archive. */
  runs(): Promise<readonly IdentifierRun[]>;
  /** Identifiers missing from the runs of a month (`YYMM`), rising, at most `limit`. */
  holes(month: string, limit: number): Promise<readonly string[]>;
}
