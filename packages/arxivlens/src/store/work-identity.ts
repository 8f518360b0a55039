/** Two records that are one work: a preprint and its publication, or a reference line and the paper it means. */
export interface SameWork {
  /** The record that became part of the other. */
  readonly member: string;
  /** The record under which both are shown now. */
  readonly into: string;
  /** Why, for people and programs: `doi 10.1000/x`, `title, first author, year`, `by hand`. */
  readonly evidence: string;
  /** 0 to 1. */
  readonly score: number;
  /** `YYYY-MM-DD`. */
  readonly mergedOn: string;
}

/**
 * Which records are one work. Merging moves no row: both records and all citations stay as their sources gave them, and
 * are put together when they are read, so that every merge can be taken back.
 */
export interface WorkIdentity {
  /**
   * Declares `member` to be the same work as `into`. Works that were part of either come along.
   *
   * @throws {StoreError} `unknown-work` when either is no record of the store, `same-work` when they are one already
   */
  merge(member: string, into: string, evidence: string, score: number): Promise<void>;
  /** Takes back the merge of `member`, which `wereSplit` remembers; false when it is part of no other work. */
  split(member: string): Promise<boolean>;
  /**
   * Routed. Whether somebody has taken a record of one work apart from a record of the other, and nobody has merged them
   * since: what was taken apart is not to meet again by way of a third record.
   */
  wereSplit(one: string, other: string): Promise<boolean>;
  /** Routed. The key under which a work is shown; the key itself for one that is part of no other. */
  canonical(key: string): Promise<string>;
  /** Routed. The records that are shown under `key`, by key number. */
  members(key: string): Promise<readonly SameWork[]>;
  /** Scan. Every merge, by key number of the member. */
  list(): Promise<readonly SameWork[]>;
}
