import { expect, test } from "vitest";

import { BpeTokenizer } from "./bpe-tokenizer.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

const corpus = ["the router sends the tokens to the experts ".repeat(5)];
const trained = trainByteLevelBpe(corpus, { vocabSize: 300, specialTokens: ["<mask>"] });

type Json = Record<string, unknown>;

function parsed(): Json & { model: Json & { vocab: Record<string, number>; merges: unknown[] } } {
  return JSON.parse(trained.toJson()) as ReturnType<typeof parsed>;
}

test("reading what was written gives the same tokenizer", () => {
  const read = BpeTokenizer.fromJson(trained.toJson());
  expect(read.toJson()).toBe(trained.toJson());
  expect(read.encode("the experts sleep")).toEqual(trained.encode("the experts sleep"));
  expect(read.tokenText(2)).toBe("<mask>");
});

test("merges may be written in the older form of one string", () => {
  const json = parsed();
  json.model.merges = json.model.merges.map((pair) => (pair as string[]).join(" "));
  expect(BpeTokenizer.fromJson(JSON.stringify(json)).toJson()).toBe(trained.toJson());
});

test("special tokens may be missing from model.vocab when added_tokens gives their ids", () => {
  const json = parsed();
  delete json.model.vocab["<mask>"];
  expect(BpeTokenizer.fromJson(JSON.stringify(json)).toJson()).toBe(trained.toJson());
});

test("a file that was cut short says so", () => {
  expect(() => BpeTokenizer.fromJson(trained.toJson().slice(0, 500))).toThrow(/not JSON; was it cut short/);
});

const broken: readonly (readonly [string, (json: ReturnType<typeof parsed>) => void, RegExp])[] = [
  ["another model", (json) => (json.model["type"] = "Unigram"), /model.type is "Unigram"; it must be "BPE"/],
  ["no model", (json) => Reflect.deleteProperty(json, "model"), /model is missing; it must be an object/],
  ["a normalizer", (json) => (json["normalizer"] = { type: "NFC" }), /normalizer is .*; it must be null/],
  ["another pre-tokenizer", (json) => (json["pre_tokenizer"] = { type: "Metaspace" }), /pre_tokenizer is/],
  [
    "a prefix space",
    (json) => (json["pre_tokenizer"] = { type: "ByteLevel", add_prefix_space: true }),
    /add_prefix_space is true/,
  ],
  ["no decoder", (json) => (json["decoder"] = null), /decoder is null; it must be a ByteLevel decoder/],
  ["an id used twice", (json) => (json.model.vocab["a"] = 5), /id of token/],
  ["an id that is no number", (json) => Object.assign(json.model.vocab, { a: "5" }), /model.vocab\["a"\] is "5"/],
  ["an unknown token in a merge", (json) => json.model.merges.push(["zz", "y"]), /"zz" is not in model.vocab/],
  ["a merge of three", (json) => json.model.merges.push(["a", "b", "c"]), /a pair of tokens/],
  [
    "special tokens that disagree",
    (json) => (json["added_tokens"] = [{ id: 7, content: "<pad>" }]),
    /added_tokens\[0\].id is 7/,
  ],
  ["no special tokens", (json) => (json["added_tokens"] = []), /no special token <pad>/],
];

test.each(broken)("a file with %s is refused, naming the field", (_, spoil, message) => {
  const json = parsed();
  spoil(json);
  expect(() => BpeTokenizer.fromJson(JSON.stringify(json))).toThrow(message);
});

test("a vocabulary without all 256 bytes is refused", () => {
  const bare = { tokens: ["<pad>", "<eos>", "a"], specialIds: [0, 1], merges: [] };
  expect(() => new BpeTokenizer(bare)).toThrow(/byte 0 has no token/);
  expect(() => new BpeTokenizer({ ...bare, tokens: ["<pad>", "<eos>", "a b"] })).toThrow(/not made of byte symbols/);
});
