import { describe, expect, test } from "vitest";
import { bleu } from "./bleu.ts";
import { corpusScore, sentenceScores } from "./translation-metric.ts";

describe("BLEU by hand", () => {
  test("is the geometric mean of the precisions: one word of six wrong", () => {
    // the cat sat on a mat: 5 of 6 words, 3 of 5 pairs, 2 of 4 triples, 1 of 3 quadruples are in the reference.
    const score = corpusScore(bleu(), ["the cat sat on a mat"], [["the cat sat on the mat"]]);
    expect(score.counts).toEqual([5, 3, 2, 1]);
    expect(score.totals).toEqual([6, 5, 4, 3]);
    expect(score.precisions).toEqual([500 / 6, 60, 50, 100 / 3]);
    expect(score.brevityPenalty).toBe(1);
    expect(score.score).toBeCloseTo(100 * ((5 / 6) * (3 / 5) * (2 / 4) * (1 / 3)) ** (1 / 4), 10);
  });

  test("a hypothesis of half the length pays exp(1 - 2)", () => {
    const score = corpusScore(bleu(), ["a b c d"], [["a b c d e f g h"]]);
    expect(score.brevityPenalty).toBeCloseTo(Math.exp(-1), 12);
    expect(score.score).toBeCloseTo(100 * Math.exp(-1), 10);
  });

  test("a repeated word counts as often as in the reference that has it most often", () => {
    const metric = bleu({ maxOrder: 1 });
    expect(corpusScore(metric, ["the the the"], [["the cat"], ["the the"]]).counts).toEqual([2]);
  });

  test("the length held against is the closest, of two equally close the shorter", () => {
    const references = [["a b c d e f"], ["a b"], ["a b c d e f g h i"]];
    expect(corpusScore(bleu(), ["a b c d"], references).referenceLength).toBe(2);
  });

  test("sums go over segments before the mean is taken", () => {
    const metric = bleu({ maxOrder: 1 });
    // 1 of 1 and 1 of 3 make 2 of 4, not 2/3.
    expect(corpusScore(metric, ["a", "a x y"], [["a", "a b c"]]).score).toBeCloseTo(50, 10);
  });

  test("null is a missing reference, an empty string an empty one", () => {
    const metric = bleu({ maxOrder: 1 });
    expect(
      corpusScore(
        metric,
        ["a b", "c"],
        [
          ["a b", "c"],
          [null, null],
        ],
      ).referenceLength,
    ).toBe(3);
    expect(
      corpusScore(
        metric,
        ["a b", "c"],
        [
          ["a b", "c"],
          ["", ""],
        ],
      ).referenceLength,
    ).toBe(3);
    expect(
      corpusScore(
        metric,
        ["a", "c"],
        [
          ["a b c", "c"],
          ["", null],
        ],
      ).referenceLength,
    ).toBe(1);
  });
});

describe("smoothing by hand: of `a b c d` against `a b x c d`, four words and two pairs match, no more", () => {
  const score = (options: Parameters<typeof bleu>[0]) => corpusScore(bleu(options), ["a b c d"], [["a b x c d"]]);
  const brevity = Math.exp(1 - 5 / 4);
  const mean = (...precisions: number[]) => 100 * brevity * precisions.reduce((product, p) => product * p, 1) ** 0.25;

  test("exp halves again and again", () =>
    expect(score({}).score).toBeCloseTo(mean(1, 2 / 3, 1 / (2 * 2), 1 / (4 * 1)), 10));
  test("floor takes a tenth of a match, or the value given", () => {
    expect(score({ smoothing: "floor" }).score).toBeCloseTo(mean(1, 2 / 3, 0.1 / 2, 0.1), 10);
    expect(score({ smoothing: "floor", smoothingValue: 0.5 }).score).toBeCloseTo(mean(1, 2 / 3, 0.5 / 2, 0.5), 10);
  });
  test("add-k adds one to both sides above single words, and shows it", () => {
    const added = score({ smoothing: "add-k" });
    expect(added.score).toBeCloseTo(mean(1, 3 / 4, 1 / 3, 1 / 2), 10);
    expect(added.counts).toEqual([4, 3, 1, 1]);
    expect(added.totals).toEqual([4, 4, 3, 2]);
  });
  test("none leaves zero", () => expect(score({ smoothing: "none" }).score).toBe(0));
});

describe("short and empty segments", () => {
  test("effective order leaves out what a hypothesis is too short for; without it the score is 0", () => {
    expect(sentenceScores(bleu({ effectiveOrder: true }), ["a b"], [["a b"]])[0]!.score).toBeCloseTo(100, 10);
    expect(sentenceScores(bleu(), ["a b"], [["a b"]])[0]!.score).toBe(0);
  });
  test("without one common word no smoothing helps", () => {
    expect(corpusScore(bleu({ smoothing: "add-k" }), ["a b c d"], [["e f g h"]]).score).toBe(0);
  });
  test("nothing at all scores 0, against something with a brevity penalty of 0", () => {
    expect(corpusScore(bleu(), [""], [["a b"]])).toMatchObject({ score: 0, brevityPenalty: 0, referenceLength: 2 });
    expect(corpusScore(bleu(), ["  "], [[""]])).toMatchObject({ score: 0, brevityPenalty: 1, hypothesisLength: 0 });
  });
  test("composed and decomposed letters are different words", () => {
    expect(corpusScore(bleu({ maxOrder: 1 }), ["\u00e9 a"], [["e\u0301 a"]]).counts).toEqual([1]);
  });
});

describe("what cannot be scored is refused with the remedy", () => {
  test.each([
    ["no segments", () => corpusScore(bleu(), [], [[]]), /give at least one/],
    [
      "streams of another length",
      () => corpusScore(bleu(), ["a"], [["a"], ["a", "b"]]),
      /stream 2 has 2 segments for 1/,
    ],
    [
      "a segment without a reference",
      () => corpusScore(bleu(), ["a", "b"], [["a", null]]),
      /segment 2 has no reference/,
    ],
    ["an order below 1", () => bleu({ maxOrder: 0 }), /maxOrder must be a whole number from 1, got 0/],
    ["a negative smoothing value", () => bleu({ smoothingValue: -1 }), /smoothingValue must be at least 0, got -1/],
  ])("%s", (_, call, message) => expect(call).toThrow(message));
});
