import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ScoreMatrix } from "../score/score.ts";
import { solveAuction } from "./auction.ts";
import { solveExact } from "./exact.ts";
import { shuffledExperts, solveGreedyBalanced } from "./greedy-balanced.ts";
import { sinkhornPlan } from "./sinkhorn.ts";
import { topKChoices } from "./top-k.ts";

/** Answers of SciPy's exact assignment and of a Sinkhorn iterated to 1e-13. */
const path = join(
  process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../../shared"),
  "conformance/routing/cases.json",
);

interface AssignmentCase {
  readonly id: string;
  readonly kind: string;
  readonly capacity: number;
  readonly scores: readonly (readonly number[])[];
  readonly balanced: { readonly optimum: number };
  readonly greedy: { readonly assignment: readonly number[] };
  readonly capped: { readonly capacity: number; readonly optimum: number };
  readonly auctionLowerBound: number;
}
interface SinkhornCase {
  readonly id: string;
  readonly scores: readonly (readonly number[])[];
  readonly temperature: number;
  readonly plan: readonly (readonly number[])[];
}
const cases = existsSync(path)
  ? (JSON.parse(readFileSync(path, "utf8")) as {
      readonly assignment: readonly AssignmentCase[];
      readonly sinkhorn: readonly SinkhornCase[];
    })
  : { assignment: [], sinkhorn: [] };

const matrixOf = (scores: readonly (readonly number[])[]): ScoreMatrix => ({
  data: Float64Array.from(scores.flat()),
  numTokens: scores.length,
  numExperts: scores[0]!.length,
});
const total = ({ data, numExperts }: ScoreMatrix, experts: Int32Array): number =>
  experts.reduce((sum, e, t) => sum + data[t * numExperts + e]!, 0);
const loads = (experts: Int32Array, numExperts: number): number[] =>
  Array.from({ length: numExperts }, (_, e) => experts.filter((expert) => expert === e).length);

describe.skipIf(cases.assignment.length === 0)("balanced assignment against an exact solver", () => {
  test.each(cases.assignment.map((entry) => [`${entry.id} (${entry.kind})`, entry] as const))("%s", (_, entry) => {
    const scores = matrixOf(entry.scores);
    const exact = solveExact(scores);
    const scale = Math.max(1, Math.abs(entry.balanced.optimum));
    expect(Math.abs(total(scores, exact) - entry.balanced.optimum) / scale).toBeLessThan(1e-9);
    expect(new Set(loads(exact, scores.numExperts))).toEqual(new Set([entry.capacity]));
    const capped = total(scores, solveExact(scores, entry.capped.capacity));
    expect(Math.abs(capped - entry.capped.optimum) / Math.max(1, Math.abs(capped))).toBeLessThan(1e-9);
    const real = new Uint8Array(scores.numTokens).fill(1);
    expect(Array.from(topKChoices(scores, real, 1))).toEqual(entry.greedy.assignment);
    const { experts } = solveAuction(scores);
    expect(new Set(loads(experts, scores.numExperts))).toEqual(new Set([entry.capacity]));
    // Pinned values may cost more than the bound where many scores are equal; there a partition is all that is promised.
    if (!/ties|duplicated|constant/.test(entry.kind)) {
      expect(total(scores, experts)).toBeGreaterThanOrEqual(entry.auctionLowerBound - 1e-9 * scale);
    }
  });
});

describe.skipIf(cases.sinkhorn.length === 0)("Sinkhorn's fixed point", () => {
  test.each(cases.sinkhorn.map((entry) => [entry.id, entry] as const))("%s", (_, entry) => {
    const plan = sinkhornPlan(matrixOf(entry.scores), {
      temperature: entry.temperature,
      maxIterations: 200_000,
      tolerance: 1e-12,
    });
    entry.plan.flat().forEach((value, i) => expect(Math.abs(plan[i]! - value)).toBeLessThan(1e-6));
  });
});

const matrices = fc
  .record({ experts: fc.integer({ min: 2, max: 5 }), share: fc.integer({ min: 1, max: 5 }) })
  .chain(({ experts, share }) =>
    fc
      .array(fc.double({ min: -5, max: 5, noNaN: true }), {
        minLength: experts * experts * share,
        maxLength: experts * experts * share,
      })
      .map((data): ScoreMatrix => ({ data: Float64Array.from(data), numTokens: experts * share, numExperts: experts })),
  );

test("auction and greedy balanced assignment always give a partition, never better than the exact optimum", () => {
  fc.assert(
    fc.property(matrices, (scores) => {
      const best = total(scores, solveExact(scores));
      const { experts } = solveAuction(scores);
      const greedy = solveGreedyBalanced(scores, shuffledExperts(scores.numExperts, 3, 0));
      for (const found of [experts, greedy]) {
        expect(new Set(loads(found, scores.numExperts))).toEqual(new Set([scores.numTokens / scores.numExperts]));
        expect(total(scores, found)).toBeLessThanOrEqual(best + 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test("differences below rounding do not send the exact solver in circles", () => {
  const data = new Float64Array(15 * 5);
  for (const [at, value] of [
    [9, 1.0000000000000002e-12],
    [19, 5e-324],
    [44, 5e-324],
    [49, 2.0000000000000553e-12],
  ] as const)
    data[at] = value;
  const scores = { data, numTokens: 15, numExperts: 5 };
  expect(loads(solveExact(scores), 5)).toEqual([3, 3, 3, 3, 3]);
});
