import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bleu } from "./bleu.ts";
import { chrf } from "./chrf.ts";
import { approximateRandomisation, pairedBootstrap } from "./resampling.ts";
import { ter } from "./ter.ts";
import { type SegmentStatistics, type TranslationMetric, segmentStatistics } from "./translation-metric.ts";

/** A metric whose score is the mean of one number per segment, so that tests can be worked by hand. */
const mean: TranslationMetric = {
  name: "mean",
  higherIsBetter: true,
  numStatistics: 2,
  segmentStatistics: () => [0, 1],
  scoreOf: (sums) => ({ score: sums[0]! / sums[1]! }),
  detailsOf: () => "",
  signatureFields: [],
};
const series = (values: readonly number[]): SegmentStatistics => ({
  numSegments: values.length,
  numStatistics: 2,
  values: Float64Array.from(values.flatMap((value) => [value, 1])),
});

describe("approximate randomisation by hand", () => {
  test("with n segments that all favour one system by as much, two swaps of 2^n are as extreme", () => {
    const { difference, pValue } = approximateRandomisation(mean, series([0, 0, 0, 0]), series([1, 1, 1, 1]));
    expect(difference).toBe(1);
    // 2 of 16; six standard errors of 10,000 trials are 0.02.
    expect(Math.abs(pValue - 2 / 16)).toBeLessThan(0.02);
  });

  test("segments in which the systems agree change nothing", () => {
    const options = { repetitions: 200, seed: 5 };
    const few = approximateRandomisation(mean, series([0, 0, 3]), series([1, 2, 1]), options);
    const more = approximateRandomisation(mean, series([0, 0, 3, 7, 7, 7]), series([1, 2, 1, 7, 7, 7]), options);
    expect(more.pValue).toBe(few.pValue);
    expect(more.difference).toBeCloseTo(few.difference / 2, 12);
  });
});

describe("the paired bootstrap by hand", () => {
  test("a constant lead is no accident: the interval is a point, and every resample is won", () => {
    const { differences } = pairedBootstrap(mean, [series([1, 2, 3, 4]), series([3, 4, 5, 6])]);
    expect(differences).toEqual([
      { difference: 2, interval: { mean: 2, lower: 2, upper: 2 }, wins: 1, pValue: 1 / 1001 },
    ]);
  });

  test("resampled means spread as the standard error says", () => {
    const values = Array.from({ length: 400 }, (_, i) => i % 2);
    const { intervals } = pairedBootstrap(mean, [series(values)], { repetitions: 4000 });
    // Standard error 0.5 / 20 = 0.025; 95 % lie within 1.96 of them, the ends of 4000 resamples within a tenth of that.
    expect(intervals[0]!.mean).toBeCloseTo(0.5, 2);
    expect(Math.abs(intervals[0]!.lower - (0.5 - 1.96 * 0.025))).toBeLessThan(0.005);
    expect(Math.abs(intervals[0]!.upper - (0.5 + 1.96 * 0.025))).toBeLessThan(0.005);
  });

  test("a lower TER is a win", () => {
    const metric = ter();
    const references = [["a b c d", "e f g h"]];
    const [worse, better] = [
      ["x b c d", "e x g h"],
      ["a b c d", "e f g h"],
    ].map((text) => segmentStatistics(metric, text, references));
    expect(pairedBootstrap(metric, [worse!, better!]).differences[0]).toMatchObject({ difference: -25, wins: 1 });
  });
});

const words = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 9 });
const text = words.map((list) => list.join(" "));
const rows = fc.array(fc.tuple(text, text, text), { minLength: 2, maxLength: 12 });
const options = { repetitions: 50, seed: 3 };

describe.each([bleu(), chrf({ wordOrder: 2 }), ter()])("of $name", (metric: TranslationMetric) => {
  const statisticsOf = (all: readonly (readonly string[])[]) =>
    [0, 1].map((k) =>
      segmentStatistics(
        metric,
        all.map((row) => row[k]!),
        [all.map((row) => row[2]!)],
      ),
    );

  test("a system against itself has p 1", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const [system] = statisticsOf(all);
        expect(approximateRandomisation(metric, system!, system!, options).pValue).toBe(1);
        expect(pairedBootstrap(metric, [system!, system!], options).differences[0]).toMatchObject({
          difference: 0,
          pValue: 1,
          wins: 0,
        });
      }),
      { numRuns: 20 },
    );
  });

  test("exchanging the systems turns the difference around and keeps p", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const [a, b] = statisticsOf(all);
        const there = approximateRandomisation(metric, a!, b!, options);
        const back = approximateRandomisation(metric, b!, a!, options);
        expect(back.difference).toBeCloseTo(-there.difference, 10);
        expect(back.pValue).toBe(there.pValue);
        const bootstrapThere = pairedBootstrap(metric, [a!, b!], options).differences[0]!;
        const bootstrapBack = pairedBootstrap(metric, [b!, a!], options).differences[0]!;
        expect(bootstrapBack.pValue).toBe(bootstrapThere.pValue);
        expect(bootstrapBack.interval.lower).toBeCloseTo(-bootstrapThere.interval.upper, 10);
      }),
      { numRuns: 20 },
    );
  });

  test("the seed decides everything", () => {
    const all = Array.from({ length: 20 }, (_, i) => [`a b c ${i}`, `a b ${i} d`, `a b c d ${i % 3}`]);
    const systems = statisticsOf(all);
    const run = (seed: number) => pairedBootstrap(metric, systems, { repetitions: 40, seed });
    expect(run(1)).toEqual(run(1));
    expect(run(1).intervals).not.toEqual(run(2).intervals);
  });
});

test.each<[string, () => unknown, RegExp]>([
  ["systems of other segments", () => pairedBootstrap(mean, [series([1]), series([1, 2])]), /1 and 2 segments/],
  [
    "no repetitions",
    () => approximateRandomisation(mean, series([1]), series([1]), { repetitions: 0 }),
    /from 1, got 0/,
  ],
])("%s are refused", (_, call, message) => expect(call).toThrow(message));
