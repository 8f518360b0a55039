import type { RichText } from "arxivlens/api";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { countWords, diffLists, diffTexts } from "./text-diff.ts";

const plain = (text: string): RichText => [{ kind: "text", text }];
const shown = (from: string, to: string): string =>
  diffTexts(plain(from), plain(to))
    .map(({ kind, text }) => {
      const [segment] = text;
      const words = segment?.kind === "text" ? segment.text : "";
      return kind === "added" ? `{+${words}+}` : kind === "removed" ? `{-${words}-}` : words;
    })
    .join("");

describe("what changed between two texts", () => {
  test("is told by words", () => {
    expect(shown("We prove a bound.", "We prove a tight bound.")).toBe("We prove a {+tight +}bound.");
  });

  test("neighbouring words that changed come together", () => {
    expect(shown("It is very old now.", "It is quite new now.")).toBe("It is {-very old-}{+quite new+} now.");
  });

  test("how lines are wrapped is no change", () => {
    expect(diffTexts(plain("one\ntwo  three"), plain("one two three")).map(({ kind }) => kind)).toEqual(["same"]);
  });

  test("a formula changes as a whole", () => {
    const from: RichText = [...plain("of "), { kind: "math", tex: "x^2", display: false }];
    const to: RichText = [...plain("of "), { kind: "math", tex: "x^3", display: false }];
    const runs = diffTexts(from, to);
    expect(runs.map(({ kind }) => kind)).toEqual(["same", "removed", "added"]);
    expect([countWords(runs, "added"), countWords(runs, "removed")]).toEqual([1, 1]);
  });

  test("what is in both and added is the later text, what is in both and removed the earlier", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 12 }).map((list) => list.join(" "));
    const side = (from: string, to: string, left: "added" | "removed"): string =>
      diffTexts(plain(from), plain(to))
        .filter(({ kind }) => kind !== left)
        .flatMap(({ text }) => text.map((segment) => (segment.kind === "text" ? segment.text : "")))
        .join("");
    fc.assert(
      fc.property(words, words, (from, to) => {
        expect(side(from, to, "removed")).toBe(to);
        expect(side(from, to, "added")).toBe(from);
      }),
    );
  });
});

test("names stand or fall as one", () => {
  expect(diffLists(["A B", "C D"], ["A B", "E F", "C D"])).toEqual([
    { kind: "same", name: "A B" },
    { kind: "added", name: "E F" },
    { kind: "same", name: "C D" },
  ]);
});
