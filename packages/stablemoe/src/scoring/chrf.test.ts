import { describe, expect, test } from "vitest";
import { chrf } from "./chrf.ts";
import { corpusScore, segmentStatistics } from "./translation-metric.ts";

const score = (options: Parameters<typeof chrf>[0], hypothesis: string, ...references: string[]): number =>
  corpusScore(
    chrf(options),
    [hypothesis],
    references.map((reference) => [reference]),
  ).score;

describe("chrF by hand", () => {
  test("is the F-score of mean precision and recall, recall counting beta² times", () => {
    // abc against abcd: characters 3 of 3 and 3 of 4, pairs 2 of 2 and 2 of 3.
    const recall = (3 / 4 + 2 / 3) / 2;
    expect(score({ charOrder: 2 }, "abc", "abcd")).toBeCloseTo((100 * 5 * recall) / (4 + recall), 10);
    expect(score({ charOrder: 2, beta: 1 }, "abc", "abcd")).toBeCloseTo((100 * 2 * recall) / (1 + recall), 10);
  });

  test("leaves out orders that either side is too short for; eps smoothing counts them as nothing", () => {
    expect(score({}, "ab", "ab")).toBe(100);
    expect(score({ epsSmoothing: true }, "ab", "ab")).toBeCloseTo((100 * 2) / 6, 10);
  });

  test("white space counts only when asked for", () => {
    expect(score({}, "a b c", "abc")).toBe(100);
    expect(score({ whitespace: true, charOrder: 1, beta: 1 }, "a b", "ab")).toBeCloseTo(
      (100 * 2 * (2 / 3)) / (5 / 3),
      10,
    );
  });

  test("chrF++ adds words and pairs of words", () => {
    // One character order and one word order: `aa b` against `aa c` has 2 of 3 characters and 1 of 2 words.
    expect(score({ charOrder: 1, wordOrder: 1 }, "aa b", "aa c")).toBeCloseTo(100 * ((2 / 3 + 1 / 2) / 2), 10);
    expect(chrf({ wordOrder: 2 }).name).toBe("chrF2++");
  });

  test("words lose one punctuation mark: the last, else the first", () => {
    const words = (text: string, other: string) => score({ charOrder: 0, wordOrder: 1 }, text, other);
    expect(words("hi,", "hi ,")).toBe(100);
    expect(words("(hi", "( hi")).toBe(100);
    expect(words("(hi)", "hi )")).toBeCloseTo(50, 10);
    expect(words("hi”", "hi ”")).toBe(0);
    expect(words("😀.", "😀 .")).toBe(100);
  });

  test("the best reference counts, of equal ones the first", () => {
    expect(score({}, "abc", "xyz", "abc")).toBe(100);
    const metric = chrf({ charOrder: 1 });
    expect([...segmentStatistics(metric, ["a"], [["xx"], ["yyy"]]).values]).toEqual([1, 2, 0]);
  });

  test("of references with the same F-score in exact arithmetic, rounding in the published order decides", () => {
    // Precision 1/12 and recall 1/9, and 3/16 and 3/32: both 5/48, but the first comes out below it.
    expect([...segmentStatistics(chrf(), ["aaaa"], [["bba"], ["ababbbba"]]).values.subarray(0, 3)]).toEqual([4, 8, 3]);
  });

  test("characters are code points: half an emoji never matches", () => {
    expect(score({ charOrder: 1 }, "😀", "😁")).toBe(0); // the same high surrogate
    expect(score({ charOrder: 1, beta: 1 }, "e\u0301", "e")).toBeCloseTo((100 * 2 * 0.5) / 1.5, 10);
  });

  test("empty text on either side scores 0", () => {
    expect(score({}, "", "abc")).toBe(0);
    expect(score({}, "abc", "")).toBe(0);
    expect(score({}, " ", "")).toBe(0);
  });
});

test.each([
  [{ charOrder: -1 }, /got -1 and 0/],
  [{ charOrder: 0 }, /not both 0/],
  [{ wordOrder: 1.5 }, /whole numbers/],
  [{ beta: 0 }, /beta must be above 0, got 0/],
])("%j is refused", (options, message) => expect(() => chrf(options)).toThrow(message));
