/** The part of the contract that is about the instance as a whole: what is here, how it stands, where it comes from. */

import type { IdentifierRun } from "../store/coverage.ts";
import type { JobCounts, JobFailure } from "../store/job-queue.ts";

export type { IdentifierRun };

/** What of arXiv is here. Numbers above the highest present one are not known to be missing. */
export interface CoverageView {
  /** `YYMM` that was asked for; null for all. */
  readonly month: string | null;
  readonly present: number;
  /** Of those present. */
  readonly withdrawn: number;
  /** Numbers that arXiv, asked again and again, had no paper for. */
  readonly vacant: number;
  readonly holes: number;
  /** Months of `runs` of which nothing is here; how many papers they have, the store cannot know. */
  readonly emptyMonths: number;
  /** The latest month with a paper. */
  readonly latest: string | null;
  readonly runs: readonly IdentifierRun[];
  /** Identifiers of the month that are missing, at most 10,000; null unless a month was asked for. */
  readonly missing: readonly string[] | null;
}

/** How the instance stands: what is in it, what each stage did last, what waits. */
export interface StatusView {
  readonly store: {
    readonly revision: number;
    readonly papers: number;
    readonly withAbstract: number;
    readonly citations: number;
  };
  readonly index: {
    readonly documents: number;
    readonly position: number;
    /** Changes of the store that it has not followed yet. */
    readonly behind: number;
  };
  readonly imports: readonly {
    readonly source: string;
    readonly finished: boolean;
    readonly papers: number;
    readonly citations: number;
    readonly skipped: number;
  }[];
  readonly stages: readonly {
    readonly name: string;
    readonly outcome: "running" | "done" | "stopped" | "failed";
    readonly checkpoint: string | null;
    /** ISO date-time, UTC. */
    readonly begunAt: string;
    readonly endedAt: string | null;
    readonly message: string;
  }[];
  readonly jobs: readonly JobCounts[];
  /** The latest failures of jobs. */
  readonly failures: readonly JobFailure[];
}

export type FreshnessState = "starter-set" | "corpus" | "fetching" | "complete" | "offline" | "unreachable";

/** What the footer and the terminal say about where the data comes from. */
export interface Freshness {
  readonly state: FreshnessState;
  /** One sentence for people. */
  readonly message: string;
  readonly fetched: number;
  readonly wanted: number;
}
