import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentHash } from "../data/document-hash.ts";
import { type SplitName, splitOf } from "../data/split-documents.ts";
import type { TextDocument } from "../data/text-document.ts";
import { encodeShard } from "../data/token-shard.ts";
import { encodeDocuments } from "../data/token-stream.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { trainByteLevelBpe } from "../tokenizer/train-byte-level-bpe.ts";
import { describeBpeProgress } from "./bpe-progress.ts";
import { HashPartitions } from "./hash-partitions.ts";
import { type DataManifest, MANIFEST, type SplitManifest, sha256Hex } from "./token-data.ts";
import { wholeFolder } from "./whole-folder.ts";

const SPLITS: readonly SplitName[] = ["train", "valid", "test"];

export interface BuildDataOptions {
  readonly out: string;
  readonly seed: number;
  /** `tokenizer.json` to use; null = learn one of `vocabSize` types from the training part. */
  readonly tokenizerJson: string | null;
  readonly vocabSize: number;
  /** A shard is closed once it holds so many tokens. */
  readonly shardTokens: number;
  readonly say: (text: string) => void;
}

/**
 * Turns documents into token shards of the three parts, in the same order as training from text would use.
 * Documents are first spread over files by the hash of their id, so that only one stretch is in memory at a time. The
 * folder appears whole, by renaming; a build that was cut off leaves nothing under its name.
 */
export async function buildData(
  documents: AsyncIterable<TextDocument> | Iterable<TextDocument>,
  options: BuildDataOptions,
): Promise<DataManifest> {
  const { out, seed, say } = options;
  try {
    return await wholeFolder(out, async (folder) => {
      const partitions = new HashPartitions<TextDocument>(folder);
      const domains = await spread(documents, partitions, options);
      const tokenizer =
        options.tokenizerJson === null ? learn(partitions, options) : BpeTokenizer.fromJson(options.tokenizerJson);
      const json = tokenizer.toJson();
      writeFileSync(join(folder, "tokenizer.json"), json);
      const trainCounts = new Float64Array(tokenizer.vocabSize);
      const splits = Object.fromEntries(
        SPLITS.map((split) => [
          split,
          writeSplit(split, folder, partitions, tokenizer, domains, options, (tokens) => {
            if (split === "train") for (const id of tokens) trainCounts[id] = trainCounts[id]! + 1;
          }),
        ]),
      ) as Record<SplitName, SplitManifest>;
      partitions.remove();
      const manifest: DataManifest = {
        format: 1,
        seed,
        vocabSize: tokenizer.vocabSize,
        tokenizerHash: sha256Hex(json),
        domains,
        splits,
        trainCounts: [...trainCounts],
      };
      writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest)}\n`);
      return manifest;
    });
  } finally {
    say("");
  }
}

/** Writes every document into its stretch; gives back the names of the domains, sorted. */
async function spread(
  documents: AsyncIterable<TextDocument> | Iterable<TextDocument>,
  partitions: HashPartitions<TextDocument>,
  { seed, say }: BuildDataOptions,
): Promise<readonly string[]> {
  const domains = new Set<string>();
  let count = 0;
  for await (const document of documents) {
    domains.add(document.domain);
    partitions.add(documentHash(document.id, seed), document);
    if (++count % 1000 === 0) say(`reading: ${count.toLocaleString("en")} documents`);
  }
  partitions.flush();
  return [...domains].toSorted();
}

function* read(
  partitions: HashPartitions<TextDocument>,
  split: SplitName,
  seed: number,
): Generator<TextDocument[], void, undefined> {
  for (const documents of partitions.read()) {
    const own = documents.filter(({ id }) => splitOf(id, { seed }) === split);
    if (own.length > 0) yield own;
  }
}

function learn(partitions: HashPartitions<TextDocument>, { seed, vocabSize, say }: BuildDataOptions): BpeTokenizer {
  function* texts(): Generator<string, void, undefined> {
    for (const documents of read(partitions, "train", seed)) for (const { text } of documents) yield text;
  }
  return trainByteLevelBpe(texts(), {
    vocabSize,
    onProgress: (progress) => say(`learning the tokenizer: ${describeBpeProgress(progress)}`),
  });
}

function writeSplit(
  split: SplitName,
  folder: string,
  partitions: HashPartitions<TextDocument>,
  tokenizer: BpeTokenizer,
  domains: readonly string[],
  { seed, shardTokens, say }: BuildDataOptions,
  onTokens: (tokens: ArrayLike<number> & Iterable<number>) => void,
): SplitManifest {
  const shards: string[] = [];
  const total = { documents: 0, tokens: 0, bytes: 0 };
  let open = newShard();
  const close = (): void => {
    if (open.starts.length === 0) return;
    const name = `${split}-${String(shards.length).padStart(5, "0")}.tokens`;
    const tokens = tokenizer.vocabSize <= 0x10000 ? new Uint16Array(open.length) : new Int32Array(open.length);
    let at = 0;
    for (const part of open.parts) {
      tokens.set(part, at);
      at += part.length;
    }
    const documentStarts = Uint32Array.from(open.starts);
    writeFileSync(
      join(folder, name),
      encodeShard({ tokens, documentStarts, documentDomains: Uint32Array.from(open.domains) }),
    );
    shards.push(name);
    open = newShard();
  };
  for (const documents of read(partitions, split, seed)) {
    const stream = encodeDocuments(tokenizer, documents, { seed });
    onTokens(stream.tokens);
    for (let d = 0; d < documents.length; d++) {
      const part = stream.tokens.subarray(stream.documentStarts[d], stream.documentStarts[d + 1]);
      open.starts.push(open.length);
      open.domains.push(domains.indexOf(stream.domains[stream.documentDomains[d]!]!));
      open.parts.push(part);
      open.length += part.length;
      if (open.length >= shardTokens) close();
    }
    total.documents += documents.length;
    total.tokens += stream.lengthTokens;
    total.bytes += stream.sizeBytes;
    say(
      `encoding ${split}: ${total.documents.toLocaleString("en")} documents, ${total.tokens.toLocaleString("en")} tokens`,
    );
  }
  close();
  return { ...total, shards };
}

interface ShardInProgress {
  readonly parts: (Uint16Array | Int32Array)[];
  readonly starts: number[];
  readonly domains: number[];
  length: number;
}

const newShard = (): ShardInProgress => ({ parts: [], starts: [], domains: [], length: 0 });
