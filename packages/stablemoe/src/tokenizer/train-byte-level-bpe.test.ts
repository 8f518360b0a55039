import * as fc from "fast-check";
import { expect, test } from "vitest";

import { BpeTokenizer } from "./bpe-tokenizer.ts";
import { BYTE_SYMBOLS } from "./byte-symbols.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

interface SavedMerges {
  readonly model: { readonly merges: readonly (readonly [string, string])[] };
}

function mergesOf(tokenizer: BpeTokenizer): readonly string[] {
  return (JSON.parse(tokenizer.toJson()) as SavedMerges).model.merges.map((pair) => pair.join(" "));
}

test("the most frequent pair is merged first, and of equals the one with the smaller ids", () => {
  // ab ab ac: "ab" 2, "ac" 1. Then nothing occurs twice, so no third token is made.
  const tokenizer = trainByteLevelBpe(["ab", "ab", "ac"], { vocabSize: 300 });
  expect(mergesOf(tokenizer)).toEqual(["a b"]);
  expect(tokenizer.vocabSize).toBe(2 + 256 + 1);
  // cd and ab occur twice each; "a" < "c".
  expect(mergesOf(trainByteLevelBpe(["cd", "ab", "cd", "ab"], { vocabSize: 300 }))).toEqual(["a b", "c d"]);
});

test("pairs never cross a pre-token border", () => {
  const tokenizer = trainByteLevelBpe(["it's 12ab!! ".repeat(9)], { vocabSize: 400 });
  expect(mergesOf(tokenizer).map((merge) => merge.replace(" ", ""))).not.toContain("2a");
  expect(Array.from(tokenizer.encode("it's 12ab!!"), (id) => tokenizer.tokenText(id))).toEqual([
    "it",
    "'s",
    " 12",
    "ab",
    "!!",
  ]);
});

test("the order of the texts does not matter", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c", " ") })), (texts) => {
      const forward = trainByteLevelBpe(texts, { vocabSize: 280 });
      expect(trainByteLevelBpe(texts.toReversed(), { vocabSize: 280 }).toJson()).toBe(forward.toJson());
    }),
  );
});

/** Slow and plain: counts all pairs again before every merge. ASCII texts of one word each. */
function referenceMerges(texts: readonly string[], wanted: number): readonly string[] {
  let rows = texts.map((text) => Array.from(text));
  const merges: string[] = [];
  const tokens = new Set(texts.flatMap((text) => Array.from(text)));
  const idOf = [...BYTE_SYMBOLS];
  const code = (token: string): number => (token.length === 1 ? token.charCodeAt(0) : idOf.indexOf(token));
  const made = new Set<string>();
  while (made.size < wanted) {
    const counts = new Map<string, number>();
    for (const row of rows) {
      for (let i = 0; i + 1 < row.length; i++) {
        const pair = `${row[i]} ${row[i + 1]}`;
        counts.set(pair, (counts.get(pair) ?? 0) + 1);
      }
    }
    const best = [...counts]
      .map(([pair, count]) => ({ pair, count, ids: pair.split(" ").map(code) as [number, number] }))
      .toSorted((a, b) => b.count - a.count || a.ids[0] - b.ids[0] || a.ids[1] - b.ids[1])[0];
    if (best === undefined || best.count < 2) break;
    const [left, right] = best.pair.split(" ") as [string, string];
    if (!tokens.has(left + right)) idOf.push(left + right);
    tokens.add(left + right);
    made.add(left + right);
    if (!merges.includes(best.pair)) merges.push(best.pair);
    rows = rows.map((row) => {
      const out: string[] = [];
      for (let i = 0; i < row.length; i++) {
        const isPair = row[i] === left && row[i + 1] === right;
        out.push(isPair ? left + right : (row[i] ?? ""));
        if (isPair) i++;
      }
      return out;
    });
  }
  return merges;
}

test("incremental counting finds the same merges as counting everything anew", () => {
  const corpora = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 12 }));
  fc.assert(
    fc.property(corpora, (texts) => {
      const tokenizer = trainByteLevelBpe(texts, { vocabSize: 2 + 256 + 12 });
      expect(mergesOf(tokenizer)).toEqual(referenceMerges(texts, 12));
    }),
    { numRuns: 300 },
  );
});

test("progress tells texts, then tokens", () => {
  const phases = new Set<string>();
  const texts = Array.from({ length: 2000 }, (_, i) => `word${i % 40} and number${i % 7}`);
  trainByteLevelBpe(texts, {
    vocabSize: 320,
    minPairCount: 1,
    onProgress: ({ phase }) => phases.add(phase),
  });
  expect([...phases]).toEqual(["counting", "merging"]);
});

test.each([
  [{ vocabSize: 257 }, /257 is too small.*258/],
  [{ vocabSize: 258.5 }, /too small/],
  [{ vocabSize: 300, specialTokens: ["the"] }, /"the" must look like <name>/],
  [{ vocabSize: 300, specialTokens: ["<>"] }, /must look like/],
  [{ vocabSize: 300, specialTokens: ["<eos>"] }, /named twice/],
])("options %o are refused", (options, message) => {
  expect(() => trainByteLevelBpe(["text"], options)).toThrow(message);
});
