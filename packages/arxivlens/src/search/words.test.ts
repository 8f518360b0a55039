import * as fc from "fast-check";
import { expect, test } from "vitest";
import { visitWords, wordsOf } from "./words.ts";

test.each([
  ["Mixture-of-Experts (MoE)", ["mixture", "of", "experts", "moe"]],
  ["Erdős, Müller & Łódź", ["erdos", "muller", "łodz"]],
  ["ﬁne ½ x²", ["fine", "1", "2", "x2"]],
  ["GPT-4's 3.5B", ["gpt", "4", "s", "3", "5b"]],
  ["混合专家 模型", ["混合专家", "模型"]],
  ["😀 a 𝔸b", ["a", "ab"]],
  ["", []],
])("%s", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test("a word is spelt the same alone as in its text, and its place holds it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      let end = 0;
      visitWords(text, (word, from, to) => {
        expect(wordsOf(word)).toEqual([word]);
        expect(wordsOf(text.slice(from, to))).toContain(word);
        expect(to).toBeGreaterThanOrEqual(end);
        end = to;
      });
    }),
  );
});
