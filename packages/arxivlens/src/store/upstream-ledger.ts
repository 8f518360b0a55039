/** What the store remembers of one look-up at an upstream. */
export type FetchOutcome = "found" | "missing";

/**
 * The limiter and the memory of what was asked of upstream services. It lives in the store because the limit is per
 * caller: two processes on one data folder share one budget.
 */
export interface UpstreamLedger {
  /**
   * Asks for the right to send one request. 0: granted, call `release` afterwards; otherwise the milliseconds to wait
   * before asking again. A grant that is never released lapses after `leaseMs`, so a killed process blocks no one.
   */
  acquire(upstream: string, nowMs: number, leaseMs: number): Promise<number>;
  /** Ends a grant; no other is given before `nextAtMs`. */
  release(upstream: string, nextAtMs: number): Promise<void>;
  /** Records the answer for items (arXiv ids, DOIs), so that they are not asked for again. */
  record(upstream: string, items: readonly string[], outcome: FetchOutcome, nowMs: number): Promise<void>;
  /** Batched: those of `items` that have no recorded answer, in the given order. */
  unanswered(upstream: string, items: readonly string[]): Promise<readonly string[]>;
}
