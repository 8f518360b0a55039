import * as fc from "fast-check";
import { expect, test } from "vitest";

import { detach, forEachPreToken } from "./pre-tokens.ts";

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  forEachPreToken(text, (piece) => pieces.push(piece));
  return pieces;
}

test("words take the space before them, contractions and numbers stand alone", () => {
  expect(piecesOf("We'll route 64 tokens,  don't\n\n we? ")).toEqual([
    "We",
    "'ll",
    " route",
    " 64",
    " tokens",
    ",",
    " ",
    " don",
    "'t",
    "\n\n",
    " we",
    "?",
    " ",
  ]);
});

test("letters and digits of all scripts count as such", () => {
  expect(piecesOf("Größe ٣٤ 漢字x")).toEqual(["Größe", " ٣٤", " 漢字x"]);
});

test("pieces joined are the text, lone surrogates included", () => {
  const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(units, (text) => {
      expect(piecesOf(text).join("")).toBe(text);
    }),
  );
});

test("a long text gives the same pieces as its parts taken at once", () => {
  const sentence = "It's 12 o'clock,  and   the\tbell -- as ever -- is late.\n";
  const long = sentence.repeat(4000); // several stretches
  const once = piecesOf(`${sentence}x`).slice(0, -1);
  expect(piecesOf(`${long}x`).slice(0, -1)).toEqual(Array.from({ length: 4000 }, () => once).flat());
});

test("a long text without a place to cut is still one piece", () => {
  expect(piecesOf("a".repeat(200_000))).toHaveLength(1);
});

test("a detached piece equals the piece", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(detach(text)).toBe(text);
    }),
  );
});
