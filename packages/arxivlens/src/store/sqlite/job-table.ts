import type { JobCounts, JobFailure, JobQueue, JobRetries, LeasedJob, LeaseRequest } from "../job-queue.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";

interface DueRow {
  readonly item: string;
  readonly attempts: number;
}

/**
 * `JobQueue` over table `job`. `due_at` is when a job may be given out: the end of its rest, or of its lease. Leases are
 * taken in immediate transactions, so that two processes cannot see the same job as free.
 */
export class JobTable implements JobQueue {
  readonly #database: SqliteDatabase;
  readonly #counters: Counters;
  readonly #add;
  readonly #due;
  readonly #take;
  readonly #giveUp;
  readonly #renew;
  readonly #remove;
  readonly #return;
  readonly #release;
  readonly #counts;
  readonly #failures;

  constructor(database: SqliteDatabase, counters: Counters) {
    this.#database = database;
    this.#counters = counters;
    this.#add = database.prepare<[string, string, number]>(
      `INSERT INTO job VALUES (?, ?, 0, ?, NULL, 0, NULL, NULL) ON CONFLICT (kind, item)
       DO UPDATE SET attempts = 0, due_at = excluded.due_at, failed = 0, reason = NULL WHERE failed = 1`,
    );
    this.#due = database.prepare<[string, number, number], DueRow>(
      "SELECT item, attempts FROM job WHERE kind = ? AND failed = 0 AND due_at <= ? ORDER BY due_at, item LIMIT ?",
    );
    this.#take = database.prepare<[number, number, string, string]>(
      "UPDATE job SET lease = ?, due_at = ?, attempts = attempts + 1 WHERE kind = ? AND item = ?",
    );
    this.#giveUp = database.prepare<[string, number, string, string]>(
      "UPDATE job SET failed = 1, lease = NULL, reason = ?, failed_at = ? WHERE kind = ? AND item = ?",
    );
    this.#renew = database.prepare<[number, string, string, number]>(
      "UPDATE job SET due_at = ? WHERE kind = ? AND item = ? AND lease = ?",
    );
    this.#remove = database.prepare<[string, string, number]>(
      "DELETE FROM job WHERE kind = ? AND item = ? AND lease = ?",
    );
    this.#return = database.prepare<[number, number, string, number, string, string, number]>(
      "UPDATE job SET due_at = ?, failed = ?, reason = ?, failed_at = ?, lease = NULL WHERE kind = ? AND item = ? AND lease = ?",
    );
    this.#release = database.prepare<[number, string, string, number]>(
      "UPDATE job SET due_at = ?, attempts = attempts - 1, lease = NULL WHERE kind = ? AND item = ? AND lease = ?",
    );
    this.#counts = database.prepare<[{ readonly now: number }], JobCounts>(
      `SELECT kind, sum(failed = 0 AND (lease IS NULL OR due_at <= @now)) AS waiting,
         sum(failed = 0 AND lease IS NOT NULL AND due_at > @now) AS leased, sum(failed) AS failed
       FROM job GROUP BY kind ORDER BY kind`,
    );
    this.#failures = database.prepare<[number], Omit<JobFailure, "givenUp"> & { readonly givenUp: number }>(
      `SELECT kind, item, attempts AS attempt, reason, failed AS givenUp FROM job
       WHERE reason IS NOT NULL ORDER BY failed_at DESC, kind, item LIMIT ?`,
    );
  }

  async enqueue(kind: string, items: readonly string[], nowMs: number): Promise<number> {
    return this.#database
      .transaction(() => items.reduce((added, item) => added + this.#add.run(kind, item, whole(nowMs)).changes, 0))
      .immediate();
  }

  async lease({ kind, limit, nowMs, leaseMs, attempts }: LeaseRequest): Promise<readonly LeasedJob[]> {
    return this.#database
      .transaction(() => {
        const leased: LeasedJob[] = [];
        for (const due of this.#due.all(kind, whole(nowMs), limit)) {
          if (due.attempts >= attempts) {
            this.#giveUp.run("every worker that had it went away", whole(nowMs), kind, due.item);
            continue;
          }
          this.#counters.add("leases", 1);
          const lease = this.#counters.read("leases");
          this.#take.run(lease, whole(nowMs + leaseMs), kind, due.item);
          leased.push({ kind, item: due.item, attempt: due.attempts + 1, lease });
        }
        return leased;
      })
      .immediate();
  }

  async renew(jobs: readonly LeasedJob[], leaseMs: number, nowMs: number): Promise<void> {
    this.#database
      .transaction(() => {
        for (const { kind, item, lease } of jobs) this.#renew.run(whole(nowMs + leaseMs), kind, item, lease);
      })
      .immediate();
  }

  async complete({ kind, item, lease }: LeasedJob): Promise<boolean> {
    return this.#remove.run(kind, item, lease).changes > 0;
  }

  async fail(job: LeasedJob, reason: string, retries: JobRetries, nowMs: number): Promise<boolean> {
    const { kind, item, lease, attempt } = job;
    const restMs = Math.min(retries.firstDelayMs * 2 ** (attempt - 1), retries.longestDelayMs);
    const givenUp = attempt >= retries.attempts ? 1 : 0;
    return this.#return.run(whole(nowMs + restMs), givenUp, reason, whole(nowMs), kind, item, lease).changes > 0;
  }

  async release({ kind, item, lease }: LeasedJob, nowMs: number): Promise<boolean> {
    return this.#release.run(whole(nowMs), kind, item, lease).changes > 0;
  }

  async counts(nowMs: number): Promise<readonly JobCounts[]> {
    return this.#counts.all({ now: whole(nowMs) });
  }

  async failures(limit: number): Promise<readonly JobFailure[]> {
    return this.#failures.all(limit).map((row) => ({ ...row, givenUp: row.givenUp === 1 }));
  }
}

const whole = (ms: number): number => Math.floor(ms);
