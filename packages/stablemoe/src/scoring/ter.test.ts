import { describe, expect, test } from "vitest";
import { ter } from "./ter.ts";
import { terWords } from "./ter-tokenizer.ts";
import { corpusScore } from "./translation-metric.ts";
import { translationEdits } from "./translation-edits.ts";

const edits = (hypothesis: string, reference: string): number =>
  translationEdits(hypothesis.split(" ").filter(Boolean), reference.split(" ").filter(Boolean));
const numbers = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `${from + i}`);

describe("edits by hand", () => {
  test.each([
    ["nothing to do", "a b c", "a b c", 0],
    ["one substitution", "a x c", "a b c", 1],
    ["one insertion", "a c", "a b c", 1],
    ["one deletion", "a b b c", "a b c", 1],
    ["a moved word is one edit, not two", "b c d e a", "a b c d e", 1],
    ["so is a moved block", "d e f a b c", "a b c d e f", 1],
    ["two blocks moved are two", "c d a b g h e f", "a b c d e f g h", 2],
    ["a move and a substitution", "b c x e a", "a b c d e", 2],
    ["no shift where replacing costs the same", "b a", "a b", 1],
    ["an empty hypothesis is inserted", "", "a b c", 3],
    ["against an empty reference every word is wrong", "a b", "", 2],
  ])("%s", (_, hypothesis, reference, expected) => expect(edits(hypothesis, reference)).toBe(expected));
});

describe("limits of the search", () => {
  const moved = (size: number): number => {
    const block = numbers(100, 100 + size);
    const rest = numbers(0, 20);
    return translationEdits([...rest, ...block], [...block, ...rest]);
  };
  test("ten words move at once", () => expect(moved(10)).toBe(1));
  test("eleven move in two pieces", () => expect(moved(11)).toBe(2));

  const far = (distance: number): number => {
    const rest = numbers(0, distance);
    return translationEdits([...rest, "x", "y"], ["x", "y", ...rest]);
  };
  test("words move fifty places", () => expect(far(50)).toBe(1));
  test("but not fifty-one: they are deleted there and inserted here", () => expect(far(51)).toBe(4));

  test("a match far from the diagonal is not found", () => {
    // One word against 200: the row's beam reaches from the 75th to the last.
    expect(translationEdits(["150"], numbers(0, 200))).toBe(199);
    expect(translationEdits(["5"], numbers(0, 200))).toBe(200);
    expect(translationEdits(numbers(0, 200), ["5"])).toBe(199);
  });

  test("a round that reaches the thousandth try is given up, with what it found", () => {
    const halves = (size: number): number => {
      const a = Array.from({ length: size }, () => "a");
      const b = a.map(() => "b");
      return translationEdits([...a, ...b], [...b, ...a]);
    };
    expect(halves(5)).toBe(1);
    expect(halves(15)).toBe(30); // every word replaced
  });
});

describe("words", () => {
  test.each([
    ["case is lost by default", "Ab, C.", {}, "ab, c."],
    ["but kept on demand", "Ab", { caseSensitive: true }, "Ab"],
    [
      "normalising splits punctuation and reads entities",
      "It's 'a's 3.5, &quot;b&quot;.",
      { normalized: true },
      `it 's 'a 's 3.5 , " b " .`,
    ],
    ["punctuation goes where asked", `(a), "b"; c!`, { noPunctuation: true }, "a b c"],
    ["ideographs stand alone only in normalised East Asian text", "中文。かな", { asianSupport: true }, "中文。かな"],
    ["and kana stay together there", "中文。かな", { normalized: true, asianSupport: true }, "中 文 。 かな"],
    ["East Asian punctuation goes as well", "中。「か」！", { noPunctuation: true, asianSupport: true }, "中か"],
  ])("%s", (_, text, options, words) => expect(terWords(text, options).join(" ")).toBe(words));
});

describe("TER", () => {
  test("is edits to the nearest reference per mean length of all", () => {
    const score = corpusScore(ter(), ["a b c"], [["a b c d"], ["a b x y z u"]]);
    expect(score).toEqual({ score: 20, edits: 1, referenceLength: 5 });
  });
  test("is 100 where the references have no words and the hypotheses do, 0 where neither has", () => {
    expect(corpusScore(ter(), ["a b"], [[""]]).score).toBe(100);
    expect(corpusScore(ter(), [" "], [[""]]).score).toBe(0);
  });
  test("an empty reference adds edits without length to a corpus", () => {
    expect(corpusScore(ter(), ["a b", "c d"], [["", "c d"]])).toEqual({ score: 100, edits: 2, referenceLength: 2 });
  });
  test("references pass the tokeniser twice", () => {
    // The first pass makes `it's 中`, in which the second finds a possessive.
    const metric = ter({ normalized: true, asianSupport: true });
    expect(corpusScore(metric, ["it's中"], [["it's中"]])).toMatchObject({ edits: 2, referenceLength: 3 });
  });
});
