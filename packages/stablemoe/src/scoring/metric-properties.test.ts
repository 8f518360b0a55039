import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bleuTokenizers } from "./bleu-tokenizers.ts";
import { bleu } from "./bleu.ts";
import { chrf } from "./chrf.ts";
import { ter } from "./ter.ts";
import { terWords } from "./ter-tokenizer.ts";
import { translationEdits } from "./translation-edits.ts";
import { type TranslationMetric, corpusScore } from "./translation-metric.ts";
import { withoutWhiteSpace } from "./white-space.ts";

const few = { numRuns: 60 };

/** Words that repeat, so that n-grams match, with marks that tokenisers care about. */
const sentence = fc
  .array(fc.constantFrom("a", "b", "c", "De", "é", "中", "3.5", "x,", "(y)", "–", "😀", "&amp;", "it's"), {
    maxLength: 14,
  })
  .map((words) => words.join(" "));
const longSentence = fc
  .array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 12, maxLength: 20 })
  .map((words) => words.join(" "));
const corpus = fc.array(fc.tuple(sentence, sentence, fc.option(sentence)), { minLength: 1, maxLength: 6 });

const hypothesesOf = (rows: readonly (readonly [string, string, string | null])[]) =>
  rows.map(([hypothesis]) => hypothesis);
const referencesOf = (rows: readonly (readonly [string, string, string | null])[]) => [
  rows.map((row) => row[1]),
  rows.map((row) => row[2]),
];

const metrics: readonly (readonly [string, TranslationMetric])[] = [
  ["BLEU", bleu()],
  ["BLEU, smoothed by floor", bleu({ smoothing: "floor" })],
  ["chrF", chrf()],
  ["chrF++", chrf({ wordOrder: 2 })],
  ["chrF, eps smoothing", chrf({ epsSmoothing: true, whitespace: true })],
  ["TER", ter()],
  ["TER, normalised", ter({ normalized: true, asianSupport: true })],
];

describe.each(metrics)("%s", (_, metric) => {
  const perfect = metric.higherIsBetter ? 100 : 0;
  test(`text against itself scores ${perfect}`, () => {
    // Eps smoothing counts orders that a text is too short for; twelve characters have all.
    fc.assert(
      fc.property(fc.array(longSentence, { minLength: 1, maxLength: 4 }), (text) => {
        expect(corpusScore(metric, text, [text]).score).toBeCloseTo(perfect, 10);
      }),
      few,
    );
  });

  test("the order of segments does not matter to the score of a corpus", () => {
    fc.assert(
      fc.property(corpus, (rows) => {
        const reversed = rows.toReversed();
        expect(corpusScore(metric, hypothesesOf(reversed), referencesOf(reversed)).score).toBeCloseTo(
          corpusScore(metric, hypothesesOf(rows), referencesOf(rows)).score,
          10,
        );
      }),
      few,
    );
  });

  test("scores are not below 0, nor above 100 where higher is better", () => {
    fc.assert(
      fc.property(corpus, (rows) => {
        const { score } = corpusScore(metric, hypothesesOf(rows), referencesOf(rows));
        expect(score).toBeGreaterThanOrEqual(0);
        if (metric.higherIsBetter) expect(score).toBeLessThanOrEqual(100 + 1e-9);
      }),
      few,
    );
  });
});

test.each([bleu({ smoothing: "none" }), chrf({ wordOrder: 2 }), ter()])(
  "$name of a corpus said twice is that of the corpus, smoothing apart",
  (metric) => {
    fc.assert(
      fc.property(corpus, (rows) => {
        const twice = [...rows, ...rows];
        expect(corpusScore(metric, hypothesesOf(twice), referencesOf(twice)).score).toBeCloseTo(
          corpusScore(metric, hypothesesOf(rows), referencesOf(rows)).score,
          10,
        );
      }),
      few,
    );
  },
);

test("chrF and chrF++ of text against itself are 100", () => {
  fc.assert(
    fc.property(longSentence, fc.integer({ min: 0, max: 2 }), (text, wordOrder) => {
      expect(corpusScore(chrf({ wordOrder }), [text], [[text]]).score).toBe(100);
    }),
    few,
  );
});

describe("TER", () => {
  test("is 0 exactly where the words are equal after normalisation", () => {
    fc.assert(
      fc.property(sentence, sentence, fc.boolean(), (hypothesis, reference, normalized) => {
        const options = { normalized };
        const again = (text: string) => terWords(terWords(text, options).join(" "), options).join(" ");
        const { edits } = corpusScore(ter(options), [hypothesis], [[reference]]);
        expect(edits === 0).toBe(terWords(hypothesis, options).join(" ") === again(reference));
      }),
      { numRuns: 200 },
    );
  });

  test("edits are at most the longer text, at least the difference of lengths, and never more than without shifts", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f"), { maxLength: 16 });
    fc.assert(
      fc.property(words, words, (hypothesis, reference) => {
        const edits = translationEdits(hypothesis, reference);
        expect(edits).toBeLessThanOrEqual(levenshtein(hypothesis, reference));
        expect(edits).toBeGreaterThanOrEqual(Math.abs(hypothesis.length - reference.length));
      }),
      { numRuns: 300 },
    );
  });
});

describe("tokenisers", () => {
  test.each(["13a", "intl", "zh"] as const)("%s neither adds nor loses a character that is no space", (name) => {
    const text = fc.string({ unit: "grapheme", maxLength: 30 }).filter((line) => !/[&<\n-]/u.test(line));
    fc.assert(
      fc.property(text, (line) => {
        expect(bleuTokenizers[name](line).replace(/ /gu, "")).toBe(withoutWhiteSpace(line));
      }),
      { numRuns: 300 },
    );
  });
});

function levenshtein(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, word] of a.entries()) {
    const next = [i + 1];
    for (const [j, other] of b.entries()) {
      next.push(Math.min(row[j]! + (word === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
