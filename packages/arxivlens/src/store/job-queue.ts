/** Work on one item, held by one worker for a while. */
export interface LeasedJob {
  readonly kind: string;
  readonly item: string;
  /** 1 at the first try. */
  readonly attempt: number;
  /** Names this lease; no other one ever has the same. */
  readonly lease: number;
}

/** How often a job is tried, and how long it rests in between: twice as long after each failure. */
export interface JobRetries {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}

/** Jobs of one kind by what becomes of them; those that were done are gone. */
export interface JobCounts {
  readonly kind: string;
  /** Due now or later, with no worker. */
  readonly waiting: number;
  readonly leased: number;
  /** Given up after the last attempt; enqueuing them again is a new beginning. */
  readonly failed: number;
}

/** A failure that was told last, for people. */
export interface JobFailure {
  readonly kind: string;
  readonly item: string;
  readonly attempt: number;
  readonly reason: string;
  /** True when it will not be tried again. */
  readonly givenUp: boolean;
}

export interface LeaseRequest {
  readonly kind: string;
  readonly limit: number;
  readonly nowMs: number;
  /** A job that is neither completed nor failed by then goes to another worker. */
  readonly leaseMs: number;
  /** A job whose workers went away this often is given up: it may be what ends them. */
  readonly attempts: number;
}

/**
 * Work that waits in the store, so that it survives the process and several processes can share it. Each item is in
 * line once per kind. Delivery is at least once: a worker that is slower than its lease may find that another one has
 * done the job as well, so jobs have to bear being done twice.
 */
export interface JobQueue {
  /** Batched. Those that wait or are leased already stay as they are. Returns how many were added. */
  enqueue(kind: string, items: readonly string[], nowMs: number): Promise<number>;
  /** The jobs due longest first, then by item; no two workers get the same one while its lease holds. */
  lease(request: LeaseRequest): Promise<readonly LeasedJob[]>;
  /** Keeps jobs for as long again, counted from now; those whose leases have gone to another worker stay its own. */
  renew(jobs: readonly LeasedJob[], leaseMs: number, nowMs: number): Promise<void>;
  /** Ends a job. False when its lease has gone to another worker meanwhile; then nothing changes. */
  complete(job: LeasedJob): Promise<boolean>;
  /** Gives a job back for a later attempt, or gives it up after the last one. False as for `complete`. */
  fail(job: LeasedJob, reason: string, retries: JobRetries, nowMs: number): Promise<boolean>;
  /** Gives a job back as if it had never been leased, because the worker is asked to end or could not try it. */
  release(job: LeasedJob, nowMs: number): Promise<boolean>;
  counts(nowMs: number): Promise<readonly JobCounts[]>;
  /** Latest first. */
  failures(limit: number): Promise<readonly JobFailure[]>;
}
