import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

describe("edit distance", () => {
  test("kitten becomes sitting in three steps", () => {
    expect(editDistance("kitten", "sitting")).toBe(3);
  });
  test("it is a metric: zero for equals only, symmetric, and never longer by a detour", () => {
    const words = fc.string({ maxLength: 6, unit: fc.constantFrom("a", "b", "c") });
    fc.assert(
      fc.property(words, words, words, (a, b, c) => {
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
      }),
    );
  });
  test("the nearest of none is null, of equals the first", () => {
    expect(nearest("x", [])).toBeNull();
    expect(nearest("ab", ["aa", "bb"])).toBe("aa");
  });
});
