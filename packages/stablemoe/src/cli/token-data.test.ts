import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hash32 } from "@stablemoe/tensor";
import { BatchSampler } from "../data/batch-sampler.ts";
import { splitDocuments } from "../data/split-documents.ts";
import type { TextDocument } from "../data/text-document.ts";
import { encodeDocuments } from "../data/token-stream.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { buildData } from "./build-data.ts";
import { readCorpus } from "./corpus-files.ts";
import { PrefetchedBatches } from "./prefetch.ts";
import { type DataManifest, ShardedTokens, readDataTokenizer, readManifest } from "./token-data.ts";

const words = "routing expert token layer stage gate balance freeze".split(" ");
const documents: readonly TextDocument[] = Array.from({ length: 300 }, (_, d) => ({
  id: `doc/${d}`,
  domain: ["a", "b", "c"][d % 3]!,
  text: Array.from({ length: 5 + (hash32(3, d) % 40) }, (_w, i) => words[hash32(d, i) % words.length]).join(" "),
}));

let folder = "";
let manifest: DataManifest;
let data = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "data-"));
  data = join(folder, "data");
  manifest = await buildData(documents, {
    out: data,
    seed: 4,
    tokenizerJson: null,
    vocabSize: 300,
    shardTokens: 700,
    say: () => {},
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const tokensOf = (source: ShardedTokens): Int32Array => {
  const all = new Int32Array(source.lengthTokens);
  source.readInto(all, 0, 0, all.length);
  return all;
};

describe("built data", () => {
  test("holds the same tokens in the same order as encoding the documents of each part in memory", () => {
    const tokenizer = BpeTokenizer.fromJson(readDataTokenizer(data, readManifest(data)));
    const splits = splitDocuments(documents, { seed: 4 });
    for (const split of ["train", "valid", "test"] as const) {
      const stream = encodeDocuments(tokenizer, splits[split], { seed: 4 });
      const { shards, ...figures } = manifest.splits[split];
      const source = new ShardedTokens(data, shards, { verify: true });
      expect(tokensOf(source)).toEqual(Int32Array.from(stream.tokens));
      expect(figures).toEqual({
        documents: splits[split].length,
        tokens: stream.lengthTokens,
        bytes: stream.sizeBytes,
      });
      source.close();
    }
    expect(manifest.splits.train.shards.length).toBeGreaterThan(3);
    expect(manifest.trainCounts.reduce((sum, count) => sum + count, 0)).toBe(manifest.splits.train.tokens);
  });

  test("can be read from any place, across shards", () => {
    const source = new ShardedTokens(data, manifest.splits.train.shards);
    const all = tokensOf(source);
    for (const [start, length] of [
      [0, 1],
      [650, 900],
      [699, 2],
      [all.length - 3, 3],
    ] as const) {
      const part = new Int32Array(length);
      source.readInto(part, 0, start, length);
      expect(part).toEqual(all.slice(start, start + length));
    }
    source.close();
  });

  test("is refused where a shard is cut short, changed or missing", async () => {
    const copy = join(folder, "copy");
    const { splits } = await buildData(documents, {
      out: copy,
      seed: 4,
      tokenizerJson: readFileSync(join(data, "tokenizer.json"), "utf8"),
      vocabSize: 0,
      shardTokens: 1 << 20,
      say: () => {},
    });
    const [name] = splits.train.shards as [string];
    const path = join(copy, name);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(path, bytes);
    expect(() => new ShardedTokens(copy, [name], { verify: true })).toThrow(/does not have the content/);
    truncateSync(path, 100);
    expect(() => new ShardedTokens(copy, [name])).toThrow(/train-00000.tokens has 100 bytes .* cut short/);
    rmSync(path);
    expect(() => new ShardedTokens(copy, [name])).toThrow(/cannot open .*train-00000.tokens/);
    writeFileSync(join(copy, "tokenizer.json"), "{}");
    expect(() => readDataTokenizer(copy, readManifest(copy))).toThrow(/not the tokenizer that wrote its shards/);
  });

  test("a build that fails leaves nothing behind, and nothing is overwritten", async () => {
    const options = { seed: 1, tokenizerJson: null, vocabSize: 10, shardTokens: 10, say: () => {} };
    await expect(buildData(documents, { ...options, out: join(folder, "bad") })).rejects.toThrow(/too small/);
    expect(readdirSync(folder).filter((name) => name.startsWith("bad"))).toEqual([]);
    await expect(buildData(documents, { ...options, out: data })).rejects.toThrow(/exists already/);
  });
});

test("batches that a worker reads ahead equal those read on the spot, also out of order", () => {
  const sampler = { batchSize: 3, sequenceLength: 16, seed: 2 };
  const { shards } = manifest.splits.train;
  const ahead = new PrefetchedBatches(data, shards, sampler);
  const source = new ShardedTokens(data, shards);
  const direct = new BatchSampler(source, sampler);
  for (const step of [5, 6, 6, 7, 8, 30, 31, 9, 12, 13]) expect(ahead.batch(step)).toEqual(direct.batch(step));
  ahead.close();
  source.close();
});

test("an ArxivLens store is a corpus: title and abstract, the primary category as domain", async () => {
  const path = join(folder, "library.sqlite");
  const database = new Database(path);
  database.exec(
    "CREATE TABLE paper (paper_key INTEGER PRIMARY KEY, key TEXT, title TEXT, abstract TEXT, categories TEXT)",
  );
  const insert = database.prepare("INSERT INTO paper (key, title, abstract, categories) VALUES (?, ?, ?, ?)");
  insert.run("2204.08396", "StableMoE", "Mixture of experts.", '["cs.LG","cs.CL"]');
  insert.run("1706.03762", "No abstract", null, "[]");
  database.close();
  for (const corpus of [path, folder]) {
    const found: TextDocument[] = [];
    for await (const document of readCorpus(corpus)) found.push(document);
    expect(found).toEqual([{ id: "2204.08396", domain: "cs.LG", text: "StableMoE\n\nMixture of experts." }]);
  }
  const other = join(folder, "other.sqlite");
  new Database(other).exec("CREATE TABLE x (y)").close();
  await expect(readCorpus(other).next()).rejects.toThrow(/not a readable ArxivLens store: no such table: paper/);
});
