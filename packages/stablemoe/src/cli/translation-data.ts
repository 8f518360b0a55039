import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dropped } from "../data/parallel/cleaning-report.ts";
import { PAIR_FIELDS, readPairTable } from "../data/parallel/pair-table.ts";
import type { Direction, TokenPairs } from "../data/parallel/translation-batch.ts";
import type { SplitName } from "../data/split-documents.ts";
import { readShardSentences } from "../data/parallel/shard-sentences.ts";
import { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { languageToken } from "../tokenizer/special-tokens.ts";
import { MANIFEST, readDataTokenizer, sha256Hex } from "./token-data.ts";

/** A file and the SHA-256 of its content. */
export interface HashedFile {
  readonly file: string;
  readonly hash: string;
}

/** One part of built parallel text. */
export interface TranslationSplitManifest {
  readonly segments: number;
  /** Segments of which pairs were cut into sentences, with `--long split`. */
  readonly cutSegments: number;
  /** Texts, each stored once however many pairs it is in. */
  readonly sentences: number;
  readonly tokens: number;
  readonly pairs: number;
  /** [directions] */
  readonly pairsPerDirection: readonly number[];
  /** Token shards, in which documents are sentences and domains languages. */
  readonly shards: readonly string[];
  readonly table: HashedFile;
  /** Null for the training part. */
  readonly texts: HashedFile | null;
}

/** Content of `data.json` of parallel text, written last: a folder with one is whole. */
export interface TranslationManifest {
  readonly kind: "translation";
  readonly format: 1;
  readonly seed: number;
  readonly vocabSize: number;
  readonly tokenizerHash: string;
  /** Most tokens of a source with tag and end, and of a target with end. */
  readonly maxLength: number;
  readonly languages: readonly string[];
  readonly directions: readonly Direction[];
  readonly splits: Readonly<Record<SplitName, TranslationSplitManifest>>;
  readonly report: {
    readonly segments: number;
    /** Texts read, by language. */
    readonly texts: Readonly<Record<string, number>>;
    readonly dropped: readonly Dropped[];
  };
}

/** A line of the texts of a held-out part. */
export interface StoredText {
  readonly document: string;
  readonly segment: string;
  readonly text: string;
}

/** A pair of a held-out part as it was written. */
export interface PairText {
  readonly source: string;
  /** What a translation is scored against. */
  readonly reference: string;
  readonly direction: Direction;
  readonly document: string;
  readonly segment: string;
}

/** Parallel text that `stablemoe data build --parallel` wrote. */
export interface TranslationData {
  readonly manifest: TranslationManifest;
  readonly tokenizer: BpeTokenizer;
  /** The file itself, for run folders. */
  readonly tokenizerJson: string;
  /** [directions] tag of each direction's target language. */
  readonly tagIds: readonly number[];
  /** Pairs of a part, in memory: 2 bytes a token and 12 a pair. */
  pairs(split: SplitName): TokenPairs;
  /** The pairs of a held-out part in the same order, as text. */
  texts(split: "valid" | "test"): readonly PairText[];
}

/** Whether built data is parallel text; false where nothing was built. */
export function isTranslationData(folder: string): boolean {
  try {
    return (
      (JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as { readonly kind?: string }).kind === "translation"
    );
  } catch {
    return false;
  }
}

/**
 * Opens built parallel text. Everything that is read is held against its checksum.
 *
 * @throws {StableMoeError} `data-missing`, `data-format`, `vocabulary-mismatch`, and `shard` for a file that is missing,
 *   cut short or changed
 */
export function openTranslationData(folder: string): TranslationData {
  const manifest = readTranslationManifest(folder);
  const tokenizerJson = readDataTokenizer(folder, manifest);
  const tokenizer = BpeTokenizer.fromJson(tokenizerJson);
  return {
    manifest,
    tokenizer,
    tokenizerJson,
    tagIds: manifest.directions.map(({ target }) => tokenizer.specialId(languageToken(target))!),
    pairs: (split) => readPairs(folder, manifest, split),
    texts: (split) => readTexts(folder, manifest, split),
  };
}

export function readTranslationManifest(folder: string): TranslationManifest {
  let manifest: { readonly kind?: string; readonly format?: number };
  try {
    manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as TranslationManifest;
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new StableMoeError(
      "data-missing",
      `${folder} holds no built data (${reason}); build some with: stablemoe data build --parallel PATH --out DIR`,
      { cause },
    );
  }
  if (manifest.kind !== "translation") {
    throw new StableMoeError(
      "data-format",
      `${folder} holds text of one language; build parallel text with: stablemoe data build --parallel PATH --out DIR`,
    );
  }
  if (manifest.format === 1) return manifest as TranslationManifest;
  throw new StableMoeError("data-format", `${folder} has format ${String(manifest.format)}; this version reads 1`);
}

function readPairs(folder: string, { directions, splits }: TranslationManifest, split: SplitName): TokenPairs {
  const { shards, table, sentences, pairs } = splits[split];
  const { tokens, starts } = readShardSentences(shards.map((name) => ({ name, bytes: readWhole(folder, name) })));
  const rows = readPairTable(readWhole(folder, table.file), table.file);
  for (const [what, found, wanted] of [
    ["sentences", starts.length - 1, sentences],
    ["pairs", rows.length / PAIR_FIELDS, pairs],
  ] as const) {
    if (found === wanted) continue;
    throw new StableMoeError(
      "shard",
      `the files of ${split} in ${folder} hold ${found} ${what} where data.json says ${wanted}; build the data again`,
    );
  }
  const sentence = (index: number): ArrayLike<number> => tokens.subarray(starts[index], starts[index + 1]);
  return {
    directions,
    count: pairs,
    sourceOf: (pair) => sentence(rows[PAIR_FIELDS * pair]!),
    targetOf: (pair) => sentence(rows[PAIR_FIELDS * pair + 1]!),
    directionOf: (pair) => rows[PAIR_FIELDS * pair + 2]!,
  };
}

function readTexts(
  folder: string,
  { directions, splits }: TranslationManifest,
  split: "valid" | "test",
): readonly PairText[] {
  const { table, texts } = splits[split];
  const rows = readPairTable(readWhole(folder, table.file), table.file);
  const content = readWhole(folder, texts!.file);
  if (sha256Hex(content) !== texts!.hash) {
    throw new StableMoeError("shard", `${texts!.file} in ${folder} was changed; build the data again`);
  }
  const lines = Buffer.from(content).toString().split("\n");
  const sentences = lines.slice(0, -1).map((line) => JSON.parse(line) as StoredText);
  return Array.from({ length: rows.length / PAIR_FIELDS }, (_, pair) => {
    const source = sentences[rows[PAIR_FIELDS * pair]!]!;
    const reference = sentences[rows[PAIR_FIELDS * pair + 1]!]!;
    const direction = directions[rows[PAIR_FIELDS * pair + 2]!]!;
    const { document, segment } = source;
    return { source: source.text, reference: reference.text, direction, document, segment };
  });
}

function readWhole(folder: string, name: string): Uint8Array {
  try {
    const { buffer, byteOffset, byteLength } = readFileSync(join(folder, name));
    return new Uint8Array(buffer, byteOffset, byteLength); // a Buffer's slices are no copies
  } catch (cause) {
    throw new StableMoeError("shard", `cannot read ${name} in ${folder}: ${(cause as Error).message}`, { cause });
  }
}
