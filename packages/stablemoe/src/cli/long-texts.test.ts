import fc from "fast-check";
import { expect, test } from "vitest";
import { piecesOf } from "./long-texts.ts";

const letters = (piece: string): number => piece.length;

test("a text that fits stays whole, white space and all", () => {
  expect(piecesOf(" a  b ", 6, letters)).toEqual([" a  b "]);
});

test("a text is cut at the ends of sentences, then between words, then inside a word", () => {
  expect(piecesOf("One fish. Two fish. Red.", 12, letters)).toEqual(["One fish.", "Two fish.", "Red."]);
  expect(piecesOf("one two three four", 9, letters)).toEqual(["one two", "three", "four"]);
  expect(piecesOf("abcdefgh", 4, letters)).toEqual(["abcd", "efgh"]);
});

test("no piece is too long, and nothing but white space is lost", () => {
  const text = fc.array(fc.constantFrom("word", "end.", "longerword", "ποτάμι", "?"), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 30 }), (words, most) => {
      const pieces = piecesOf(words.join(" "), most, letters);
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(most);
      expect(pieces.join("").replaceAll(" ", "")).toBe(words.join(""));
    }),
  );
});
