import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { abstractParts, languageTexts } from "./abstract-parts.ts";
import { splitSentences } from "./sentences.ts";

const numbers = (abstract: string): readonly (readonly (readonly number[])[])[] =>
  abstractParts(abstract).map(({ paragraphs }) => paragraphs.map((sentences) => sentences.map(({ number }) => number)));

describe("parts of an abstract", () => {
  test("wrapped lines are one paragraph; an indented line and an empty one begin another", () => {
    expect(numbers("One is\nwrapped. Two.\n  Three is indented.\n\nFour follows.")).toEqual([[[1, 2], [3], [4]]]);
  });

  test("a line of dashes parts languages, each told by its words", () => {
    const parts = abstractParts(
      "We show that the sum of these is small.\n-----\n  Nous montrons que la somme des termes est petite pour les cas dans cette classe. Voila.",
    );
    expect(parts.map(({ language }) => language)).toEqual([null, "fr"]);
    expect(parts.flatMap(({ paragraphs }) => paragraphs.flat().map(({ number }) => number))).toEqual([1, 2, 3]);
  });

  test.each([
    ["Wir zeigen, dass die Summe der Terme nicht groß ist und das für eine Klasse.", "de"],
    ["Se muestra que los valores de las sumas son para el caso con una cota.", "es"],
    ["Мы показываем, что сумма мала.", "ru"],
    ["我们证明了这一点。", "zh"],
    ["We prove it.", null],
    ["$x^2$", null],
  ])("%s is told as %s", (text, language) => {
    expect(abstractParts(text)[0]?.language).toBe(language);
  });

  test("a heading in the other language parts as well, dashes within a line of text do not", () => {
    expect(languageTexts("We do it.\n\nRésumé : Nous le faisons.")).toHaveLength(2);
    expect(languageTexts("We do it --- twice, 1-2-3, a----b.")).toHaveLength(1);
  });

  test("with one language the sentences are those of the whole", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("We do $x.y$.", "It is so!", "\n  ", "\n\n", " ", "i.e. not")), (pieces) => {
        const text = pieces.join(" ");
        expect(abstractParts(text).flatMap(({ paragraphs }) => paragraphs.flat().map(({ source }) => source))).toEqual(
          splitSentences(text),
        );
      }),
    );
  });
});
