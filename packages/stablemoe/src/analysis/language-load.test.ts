import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { languageInformation, languageShares } from "./language-load.ts";

/** Rounding of sums of a few logarithms. */
const TOLERANCE = 1e-12;
const tokens = fc
  .integer({ min: 1, max: 6 })
  .chain((numExperts) =>
    fc.array(fc.array(fc.nat(1000), { minLength: numExperts, maxLength: numExperts }), { minLength: 1, maxLength: 6 }),
  );

describe("load by language", () => {
  test("shares are taken within a language, and a language without tokens has none", () => {
    expect(
      languageShares([
        [1, 3],
        [0, 0],
      ]),
    ).toEqual([
      [0.25, 0.75],
      [0, 0],
    ]);
  });

  test("two languages with an expert each are told apart by one bit, however unequal their texts", () => {
    expect(
      languageInformation([
        [900, 0],
        [0, 1],
      ]),
    ).toEqual({ bits: 1, most: 1 });
  });

  test("a language that shares half of its tokens with another: H(1/4, 3/4) - 1/2 bits", () => {
    // shares (1/2, 1/2) and (0, 1): mean (1/4, 3/4), entropies 1 and 0
    const between = -(0.25 * Math.log2(0.25) + 0.75 * Math.log2(0.75));
    const { bits } = languageInformation([
      [5, 5],
      [0, 7],
    ]);
    expect(Math.abs(bits - (between - 0.5))).toBeLessThan(TOLERANCE);
  });

  test("it lies between nothing and its maximum, and copies of one language carry nothing", () => {
    fc.assert(
      fc.property(tokens, (counts) => {
        const { bits, most } = languageInformation(counts);
        expect(bits).toBeGreaterThanOrEqual(0);
        expect(bits).toBeLessThanOrEqual(most + TOLERANCE);
        expect(languageInformation([counts[0]!, counts[0]!.map((n) => 3 * n)]).bits).toBeLessThan(TOLERANCE);
      }),
    );
  });
});
