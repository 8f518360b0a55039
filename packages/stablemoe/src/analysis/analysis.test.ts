import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FluctuationTracker } from "./fluctuation.ts";
import { loadMetrics } from "./load.ts";
import { tokenDeterminism } from "./token-determinism.ts";

describe("FluctuationTracker", () => {
  test("agrees with the definition: the last record that differs from the final one", () => {
    const runs = fc.integer({ min: 1, max: 8 }).chain((tokens) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: tokens, maxLength: tokens }), {
        minLength: 1,
        maxLength: 10,
      }),
    );
    fc.assert(
      fc.property(runs, (records) => {
        const tracker = new FluctuationTracker();
        const rates = records.map((record, k) => tracker.record(500 * (k + 1), Int32Array.from(record)));
        const last = records.at(-1)!;
        const expected = last.map((expert, j) => 500 * (records.findLastIndex((record) => record[j] !== expert) + 1));
        expect(Array.from(tracker.lastFluctuationSteps())).toEqual(expected);
        rates.forEach((rate, k) => {
          if (k === 0) return expect(rate).toBeNull();
          const changed = records[k]!.filter((expert, j) => expert !== records[k - 1]![j]).length;
          return expect(rate).toBe(changed / last.length);
        });
      }),
    );
  });

  test("U(x) counts tokens whose last fluctuation lies beyond x per cent", () => {
    const tracker = new FluctuationTracker();
    for (const [step, experts] of [
      [100, [0, 0, 0, 0]],
      [300, [0, 1, 0, 0]],
      [600, [0, 1, 1, 0]],
      [1000, [0, 1, 1, 1]],
    ] as const) {
      tracker.record(step, Int32Array.from(experts));
    }
    // Last fluctuation steps 0, 100, 300 and 600 of 1,000.
    expect(tracker.summary(1000)).toEqual({ unsettledAt20: 50, unsettledAt50: 25, unsettledAt80: 0 });
  });
});

test("wasted updates follow the worked example on the records of vector I", () => {
  const tracker = new FluctuationTracker();
  const records = [
    [0, 2, 1, 1, 3],
    [0, 2, 1, 0, 3],
    [0, 1, 1, 1, 2],
    [0, 1, 1, 1, 3],
    [0, 1, 1, 2, 3],
    [0, 1, 1, 1, 3],
  ];
  for (const [k, record] of records.entries()) tracker.record(500 * (k + 1), Int32Array.from(record));
  // (0, 1000, 0, 1000, 500) of 3,000 updates: a sixth in the mean.
  expect(tracker.wastedUpdates()).toBeCloseTo(1 / 6, 12);
});

test("token determinism is 1 for a table and 1/E for choices that ignore the token", () => {
  expect(tokenDeterminism([4, 5, 4, 6], [1, 0, 1, 2], 3)).toBe(1);
  expect(tokenDeterminism([4, 4, 4, 4], [0, 1, 0, 1], 2)).toBe(0.5);
});

describe("loadMetrics", () => {
  test("perfect balance has no violation and uses all experts", () => {
    expect(loadMetrics([3, 3, 3, 3])).toEqual({
      load: [0.25, 0.25, 0.25, 0.25],
      maxViolation: 0,
      cv2: 0,
      usagePerplexity: 4,
      deadShare: 0,
    });
  });

  test("one expert taking all is a violation of E - 1 and a usage of 1", () => {
    expect(loadMetrics([0, 8, 0, 0])).toMatchObject({ maxViolation: 3, cv2: 3, usagePerplexity: 1 });
  });
});

test("the last-change curve and U(x) are two views of the same steps", () => {
  const tracker = new FluctuationTracker();
  [Int32Array.of(0, 0, 0), Int32Array.of(0, 1, 1), Int32Array.of(0, 1, 0)].forEach((experts, k) =>
    tracker.record(10 * (k + 1), experts),
  );
  const curve = tracker.lastChangeCurve(40); // last changes at 0, 10 and 20: 0, 25 and 50 %
  expect([0, 24, 25, 49, 50, 100].map((x) => curve[x]!.toFixed(1))).toEqual([
    "33.3",
    "33.3",
    "66.7",
    "66.7",
    "100.0",
    "100.0",
  ]);
  const { unsettledAt20 } = tracker.summary(40);
  expect(unsettledAt20).toBeCloseTo(100 - curve[20]!, 10);
});
