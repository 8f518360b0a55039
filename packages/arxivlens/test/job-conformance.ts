import fc from "fast-check";
import { expect, test } from "vitest";
import type { JobQueue, JobRetries, LeasedJob } from "../src/store/job-queue.ts";
import type { LibraryStore } from "../src/store/library-store.ts";

const retries: JobRetries = { attempts: 3, firstDelayMs: 1_000, longestDelayMs: 1_500 };

/** What every queue of jobs must do, whatever it keeps them in. */
export function jobConformance(store: () => LibraryStore): void {
  const lease = (nowMs: number, limit = 10, kind = "references"): Promise<readonly LeasedJob[]> =>
    store().jobs.lease({ kind, limit, nowMs, leaseMs: 100, attempts: 3 });
  const only = async (nowMs: number): Promise<LeasedJob> => {
    const [job] = await lease(nowMs, 1);
    if (job === undefined) throw new Error(`no job at ${nowMs}`);
    return job;
  };

  test("an item is in line once per kind, the one due longest first", async () => {
    expect(await store().jobs.enqueue("references", ["b", "a"], 5)).toBe(2);
    expect(await store().jobs.enqueue("references", ["a", "c"], 3)).toBe(1);
    expect(await store().jobs.enqueue("summary", ["a"], 5)).toBe(1);
    expect((await lease(2)).map(({ item }) => item)).toEqual([]);
    expect((await lease(5)).map(({ item, attempt }) => [item, attempt])).toEqual([
      ["c", 1],
      ["a", 1],
      ["b", 1],
    ]);
    expect(await lease(5)).toEqual([]);
    expect((await lease(5, 10, "summary")).map(({ item }) => item)).toEqual(["a"]);
  });

  test("what is done is gone, and may be asked for anew", async () => {
    await store().jobs.enqueue("references", ["a"], 0);
    expect(await store().jobs.complete(await only(0))).toBe(true);
    expect(await store().jobs.counts(0)).toEqual([]);
    expect(await store().jobs.enqueue("references", ["a"], 0)).toBe(1);
  });

  test("a failure rests twice as long each time, up to the longest rest, and is given up after the last attempt", async () => {
    await store().jobs.enqueue("references", ["a"], 0);
    expect(await store().jobs.fail(await only(0), "busy", retries, 10)).toBe(true);
    expect(await lease(1_009)).toEqual([]);
    expect(await store().jobs.fail(await only(1_010), "busy again", retries, 1_020)).toBe(true);
    expect(await lease(2_519)).toEqual([]);
    expect(await store().jobs.failures(5)).toEqual([
      { kind: "references", item: "a", attempt: 2, reason: "busy again", givenUp: false },
    ]);
    expect(await store().jobs.fail(await only(2_520), "gone", retries, 2_530)).toBe(true);
    expect(await lease(1e9)).toEqual([]);
    expect(await store().jobs.counts(1e9)).toEqual([{ kind: "references", waiting: 0, leased: 0, failed: 1 }]);
    expect(await store().jobs.failures(5)).toMatchObject([{ reason: "gone", givenUp: true }]);
  });

  test("enqueuing what was given up is a new beginning", async () => {
    await store().jobs.enqueue("references", ["a"], 0);
    await store().jobs.fail(await only(0), "gone", { ...retries, attempts: 1 }, 0);
    expect(await store().jobs.enqueue("references", ["a"], 7)).toBe(1);
    expect(await only(7)).toMatchObject({ item: "a", attempt: 1 });
  });

  test("a job whose worker went away goes to another one, and the late worker changes nothing any more", async () => {
    await store().jobs.enqueue("references", ["a"], 0);
    const late = await only(0);
    expect(await lease(99)).toEqual([]);
    expect(await store().jobs.counts(99)).toMatchObject([{ waiting: 0, leased: 1 }]);
    expect(await store().jobs.counts(100)).toMatchObject([{ waiting: 1, leased: 0 }]);
    const next = await only(100);
    expect(next.attempt).toBe(2);
    expect(await store().jobs.complete(late)).toBe(false);
    expect(await store().jobs.fail(late, "slow", retries, 110)).toBe(false);
    expect(await store().jobs.complete(next)).toBe(true);
    await store().jobs.enqueue("references", ["a"], 120);
    await only(120);
    expect(await store().jobs.complete(late)).toBe(false);
  });

  test("a lease that is renewed holds for as long again, unless the job has gone to another worker", async () => {
    await store().jobs.enqueue("references", ["a"], 0);
    const held = await only(0);
    await store().jobs.renew([held], 100, 90);
    expect(await lease(189)).toEqual([]);
    const next = await only(190);
    await store().jobs.renew([held], 1_000, 200);
    expect(await store().jobs.complete(await only(290))).toBe(true);
    expect(await store().jobs.complete(next)).toBe(false);
    await store().jobs.renew([next], 100, 300);
    expect(await store().jobs.counts(300)).toEqual([]);
  });

  test("a job that ends its workers is given up", async () => {
    await store().jobs.enqueue("references", ["a"], 0);
    for (const nowMs of [0, 100, 200]) await only(nowMs);
    expect(await lease(300)).toEqual([]);
    expect(await store().jobs.failures(1)).toMatchObject([{ item: "a", attempt: 3, givenUp: true }]);
  });

  test("a worker that is asked to end gives its job back without an attempt spent", async () => {
    await store().jobs.enqueue("references", ["a"], 0);
    expect(await store().jobs.release(await only(0), 10)).toBe(true);
    expect(await only(10)).toMatchObject({ attempt: 1 });
  });

  test("leases that end in the other order than they were taken lose nothing", async () => {
    await store().jobs.enqueue("references", ["a", "b"], 0);
    const [first, second] = [await only(0), await only(0)];
    expect([first.item, second.item]).toEqual(["a", "b"]);
    expect(await store().jobs.complete(second)).toBe(true);
    expect(await store().jobs.complete(first)).toBe(true);
    expect(await store().jobs.counts(0)).toEqual([]);
  });

  test("stages keep their latest state, by name", async () => {
    const harvest = {
      name: "harvest",
      outcome: "running" as const,
      checkpoint: "2024-01-31",
      begunAtMs: 5,
      endedAtMs: null,
      message: "",
    };
    await store().stages.put(harvest);
    await store().stages.put({ ...harvest, outcome: "failed", endedAtMs: 9, message: "arXiv is busy" });
    await store().stages.put({ ...harvest, name: "announcements" });
    expect(await store().stages.get("harvest")).toMatchObject({
      outcome: "failed",
      endedAtMs: 9,
      message: "arXiv is busy",
    });
    expect(await store().stages.get("none")).toBeNull();
    expect((await store().stages.list()).map(({ name }) => name)).toEqual(["announcements", "harvest"]);
  });
}

/** What a worker does next; times pass between. */
type Move = {
  readonly worker: 0 | 1;
  readonly act: "lease" | "complete" | "fail" | "vanish";
  readonly afterMs: number;
};

/** Holds for any two openings of one store: whatever two workers do, no job is held twice at once and each one ends. */
export async function jobsShared(open: () => readonly [JobQueue, JobQueue], end: () => Promise<void>): Promise<void> {
  const move: fc.Arbitrary<Move> = fc.record({
    worker: fc.constantFrom(0, 1),
    act: fc.constantFrom("lease", "lease", "complete", "fail", "vanish"),
    afterMs: fc.integer({ min: 0, max: 60 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 40 }), async (moves) => {
      const queues = open();
      const items = ["a", "b", "c", "d", "e"];
      await queues[0].enqueue("references", items, 0);
      const held: [LeasedJob[], LeasedJob[]] = [[], []];
      const heldUntil = new Map<string, number>();
      const done: string[] = [];
      const patience = { ...retries, attempts: 1_000 };
      let nowMs = 0;
      const leaseOne = async (worker: 0 | 1): Promise<LeasedJob | undefined> => {
        const request = { kind: "references", limit: 1, nowMs, leaseMs: 100, attempts: 1_000 };
        const [job] = await queues[worker].lease(request);
        if (job === undefined) return undefined;
        expect(heldUntil.get(job.item) ?? 0).toBeLessThanOrEqual(nowMs);
        heldUntil.set(job.item, nowMs + 100);
        return job;
      };
      const finish = async (worker: 0 | 1, job: LeasedJob): Promise<void> => {
        if (await queues[worker].complete(job)) done.push(job.item);
      };
      for (const { worker, act, afterMs } of moves) {
        nowMs += afterMs;
        if (act === "lease") {
          const job = await leaseOne(worker);
          if (job !== undefined) held[worker].push(job);
          continue;
        }
        const job = held[worker].pop();
        if (job === undefined || act === "vanish") continue;
        if (act === "complete") await finish(worker, job);
        else if (await queues[worker].fail(job, "tried", patience, nowMs)) heldUntil.set(job.item, 0);
      }
      for (let round = 0; done.length < items.length && round < 100; round++) {
        nowMs += 2_000;
        const job = await leaseOne(1);
        if (job !== undefined) await finish(1, job);
      }
      expect(done.toSorted()).toEqual(items);
      await end();
    }),
    { numRuns: 60 },
  );
}
