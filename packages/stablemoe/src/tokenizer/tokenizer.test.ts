import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ByteTokenizer } from "./byte-tokenizer.ts";
import { StableMoeError } from "./error.ts";
import type { Tokenizer } from "./tokenizer.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

const words = "the router sends the tokens to the experts, and the experts' answers are weighed: 12, 123 and 1234\n";

const tokenizers: readonly { readonly name: string; readonly tokenizer: Tokenizer }[] = [
  { name: "bytes", tokenizer: new ByteTokenizer() },
  {
    name: "byte-level BPE",
    tokenizer: trainByteLevelBpe([words.repeat(3), "äöü ß 漢字漢字 👩‍🚀👩‍🚀"], {
      vocabSize: 320,
      specialTokens: ["<mask>"],
    }),
  },
];

/** Arbitrary text, with real words among it so that merges take place. */
const texts: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("the ", "router", "  ", "\n\n", "'s", "\uFEFF", "<eos>")),
  )
  .map((parts) => parts.join(""));

describe.each(tokenizers)("tokenizer of $name", ({ tokenizer }) => {
  test("decoding gives back any well-formed text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(tokenizer.decode(tokenizer.encode(text))).toBe(text);
      }),
    );
  });

  test("a lone surrogate is read as U+FFFD", () => {
    expect(tokenizer.decode(tokenizer.encode("a\uD800b\uDC00"))).toBe("a\uFFFDb\uFFFD");
  });

  test("ids lie in the vocabulary and are never special, whatever the text spells", () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const id of tokenizer.encode(text)) {
          expect(id).toBeGreaterThan(tokenizer.eosId);
          expect(id).toBeLessThan(tokenizer.vocabSize);
        }
      }),
    );
  });

  test("padding is 0, end of document is 1, and both decode to nothing", () => {
    expect([tokenizer.padId, tokenizer.eosId]).toEqual([0, 1]);
    expect(tokenizer.decode([0, ...tokenizer.encode("a b"), 1, 0])).toBe("a b");
    expect([tokenizer.tokenText(0), tokenizer.tokenText(1)]).toEqual(["<pad>", "<eos>"]);
  });

  test("an empty text has no tokens", () => {
    expect(tokenizer.encode("")).toEqual(new Int32Array(0));
    expect(tokenizer.decode([])).toBe("");
  });

  test("a token that is part of a character shows its bytes", () => {
    const part = tokenizer.encode("\u{10000}").at(-1); // F0 90 80 80
    expect(tokenizer.tokenText(part ?? 0)).toBe("\\x80");
  });

  test.each([-1, 0.5, 100_000])("id %d is refused", (id) => {
    expect(() => tokenizer.decode([id])).toThrow(StableMoeError);
    expect(() => tokenizer.tokenText(id)).toThrow(/outside the vocabulary/);
  });
});
