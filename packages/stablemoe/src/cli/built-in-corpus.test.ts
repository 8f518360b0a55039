import { Tokenizer as PeerTokenizer } from "@huggingface/tokenizers";
import { expect, test } from "vitest";

import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { trainByteLevelBpe } from "../tokenizer/train-byte-level-bpe.ts";
import { builtInDocuments } from "./built-in-corpus.ts";

/** So many items, spread evenly over all of them. */
function everyNth<T>(items: readonly T[], wanted: number): T[] {
  const step = Math.floor(items.length / wanted);
  return items.filter((_, index) => index % step === 0).slice(0, wanted);
}

const documents = [...builtInDocuments()];

test("the built-in corpus has three domains and unique ids", () => {
  const count = (domain: string): number => documents.filter((document) => document.domain === domain).length;
  expect({ speeches: count("speeches"), glosses: count("glosses"), novel: count("novel") }).toEqual({
    speeches: 233,
    glosses: 117_791,
    novel: 138, // etymology, extracts, 135 chapters, epilogue
  });
  expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  expect(documents.every(({ text }) => text.trim() === text && text !== "")).toBe(true);
});

test("the npm loader of tokenizer.json gives the same ids and text on 10,000 real lines", () => {
  const textsOf = (name: string): string[] => documents.filter(({ domain }) => domain === name).map(({ text }) => text);
  // A speech is one line of up to 300 kB: its sentences are the lines here.
  const sentences = textsOf("speeches").flatMap((text) => text.split(/(?<=[.?!]) /));
  const paragraphs = textsOf("novel").flatMap((text) => text.split(/\n+/));
  const glosses = textsOf("glosses");
  const lines = [...everyNth(sentences, 3500), ...everyNth(paragraphs, 2500), ...everyNth(glosses, 4000)];
  expect(lines).toHaveLength(10_000);

  const json = trainByteLevelBpe(lines, { vocabSize: 2048 }).toJson();
  const ours = BpeTokenizer.fromJson(json);
  // Its default also closes up "do not" and " ." in decoded text, which is no part of the tokenizer.
  const peer = new PeerTokenizer(JSON.parse(json) as object, { clean_up_tokenization_spaces: false });
  const differing = lines.filter((line) => {
    const ids = [...ours.encode(line)];
    const peerIds = peer.encode(line).ids;
    return ids.join() !== peerIds.join() || peer.decode(peerIds) !== ours.decode(ids);
  });
  expect(differing.map((line) => line.slice(0, 80))).toEqual([]);
});
