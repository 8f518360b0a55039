import { createHash } from "node:crypto";
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { SHARD_HEADER_BYTES, readShardHeader } from "../data/token-shard.ts";
import type { SplitName } from "../data/split-documents.ts";
import type { TokenSource } from "../data/token-stream.ts";
import { StableMoeError } from "../tokenizer/error.ts";

/** One part of built data. */
export interface SplitManifest {
  readonly documents: number;
  readonly tokens: number;
  /** UTF-8 bytes of the texts. */
  readonly bytes: number;
  /** Shard files in the order of their tokens. */
  readonly shards: readonly string[];
}

/** Content of `data.json`, written last: a folder with one is whole. */
export interface DataManifest {
  readonly format: 1;
  /** Decides splits and the order of documents. */
  readonly seed: number;
  readonly vocabSize: number;
  /** SHA-256 of `tokenizer.json`. */
  readonly tokenizerHash: string;
  readonly domains: readonly string[];
  readonly splits: Readonly<Record<SplitName, SplitManifest>>;
  /** [V] how often each token occurs in the training part. */
  readonly trainCounts: readonly number[];
}

export const MANIFEST = "data.json";

export const sha256Hex = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** Whether a corpus is data that `stablemoe data build` wrote. */
export const isTokenData = (path: string): boolean => existsSync(join(path, MANIFEST));

export function readManifest(folder: string): DataManifest {
  const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as DataManifest & {
    readonly kind?: string;
  };
  if (manifest.kind === "translation") {
    throw new StableMoeError(
      "data-format",
      `${folder} holds parallel text, for translation models; a language model takes data built with --corpus`,
    );
  }
  if (manifest.format === 1) return manifest;
  throw new StableMoeError("data-format", `${folder} has format ${String(manifest.format)}; this version reads 1`);
}

/** The tokenizer of built data, held against its hash. */
export function readDataTokenizer(folder: string, { tokenizerHash }: Pick<DataManifest, "tokenizerHash">): string {
  const json = readFileSync(join(folder, "tokenizer.json"), "utf8");
  if (sha256Hex(json) === tokenizerHash) return json;
  throw new StableMoeError(
    "vocabulary-mismatch",
    `${folder}/tokenizer.json is not the tokenizer that wrote its shards; build the data again`,
  );
}

interface OpenShard {
  readonly file: number;
  readonly tokensAt: number;
  readonly bytesPerToken: 2 | 4;
  /** Place of the first token in the whole row. */
  readonly first: number;
  readonly length: number;
}

/**
 * The tokens of one part, read from the shards by position whenever a batch wants them: memory does not grow with the
 * corpus, and what is read again comes from the system's file cache.
 */
export class ShardedTokens implements TokenSource {
  readonly lengthTokens: number;
  readonly #shards: readonly OpenShard[];

  /** @param verify reads every shard once and compares its checksum */
  constructor(folder: string, names: readonly string[], { verify = false }: { readonly verify?: boolean } = {}) {
    let first = 0;
    this.#shards = names.map((name) => {
      const shard = openShard(join(folder, name), first, verify);
      first += shard.length;
      return shard;
    });
    this.lengthTokens = first;
  }

  readInto(out: Int32Array, offset: number, start: number, length: number): void {
    let at = start;
    let to = offset;
    const end = Math.min(start + length, this.lengthTokens);
    for (const shard of this.#shards) {
      if (at >= shard.first + shard.length || at >= end) continue;
      const count = Math.min(end, shard.first + shard.length) - at;
      const bytes = new Uint8Array(count * shard.bytesPerToken);
      readSync(shard.file, bytes, 0, bytes.length, shard.tokensAt + (at - shard.first) * shard.bytesPerToken);
      out.set(shard.bytesPerToken === 2 ? new Uint16Array(bytes.buffer) : new Int32Array(bytes.buffer), to);
      at += count;
      to += count;
    }
  }

  close(): void {
    for (const { file } of this.#shards) closeSync(file);
  }
}

function openShard(path: string, first: number, verify: boolean): OpenShard {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch (cause) {
    throw new StableMoeError("shard", `cannot open ${path}: ${(cause as Error).message}`, { cause });
  }
  try {
    const head = new Uint8Array(SHARD_HEADER_BYTES);
    const count = readSync(file, head, 0, head.length, 0);
    const header = readShardHeader(head.subarray(0, count), fstatSync(file).size, path);
    if (verify && checksumOf(file) !== Buffer.from(header.checksum).toString("hex")) {
      throw new StableMoeError(
        "shard",
        `${path} does not have the content that its checksum stands for; build the data again with: stablemoe data build`,
      );
    }
    const { tokensAt, bytesPerToken, lengthTokens } = header;
    return { file, tokensAt, bytesPerToken, first, length: lengthTokens };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/** SHA-256 of what follows the header, in hexadecimal. */
function checksumOf(file: number): string {
  const hash = createHash("sha256");
  const block = Buffer.allocUnsafe(1 << 20);
  for (let at = SHARD_HEADER_BYTES; ;) {
    const count = readSync(file, block, 0, block.length, at);
    if (count === 0) return hash.digest("hex");
    hash.update(block.subarray(0, count));
    at += count;
  }
}
