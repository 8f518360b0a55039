import { expect, test } from "vitest";
import { TranslationScores } from "./translation-scores.ts";

const references = Array.from(
  { length: 40 },
  (_, i) => `the file ${i} was saved in folder ${(7 * i) % 13} by user ${i % 5}`,
);
const translations = references.map((text, i) => (i % 3 === 0 ? text : text.replace("was saved in", "is kept at")));
const own = references.map((_, i) => `${i}`);

const of = (copies: number, origins: readonly string[]): TranslationScores => {
  const times = (texts: readonly string[]): string[] => Array.from({ length: copies }, () => texts).flat();
  return new TranslationScores(times(translations), times(references), origins, 1);
};

test("translations of one origin are drawn together: eight of each say no more than one", () => {
  const once = of(1, own).of(references.map((_, i) => i));
  const rows = Array.from({ length: 8 * references.length }, (_, i) => i);
  const together = of(
    8,
    rows.map((i) => own[i % own.length]!),
  ).of(rows);
  expect(together.sentences).toBe(320);
  for (const score of ["bleu", "chrf"] as const) {
    expect(together[score].score).toBeCloseTo(once[score].score, 9);
    expect(together[score].low).toBeCloseTo(once[score].low, 9);
    expect(together[score].high).toBeCloseTo(once[score].high, 9);
  }
  const apart = of(8, rows.map(String)).of(rows);
  expect(apart.bleu.high - apart.bleu.low).toBeLessThan((once.bleu.high - once.bleu.low) / 2);
});
