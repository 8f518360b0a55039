import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CleanSegment } from "../data/parallel/cleaning.ts";
import type { DropCounter } from "../data/parallel/cleaning-report.ts";
import { encodePairTable } from "../data/parallel/pair-table.ts";
import { sentencesOf } from "../data/parallel/sentences.ts";
import type { Direction } from "../data/parallel/translation-batch.ts";
import type { SplitName } from "../data/split-documents.ts";
import { encodeShard } from "../data/token-shard.ts";
import type { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { sha256Hex } from "./token-data.ts";
import type { StoredText, TranslationSplitManifest } from "./translation-data.ts";

interface WriterOptions {
  readonly folder: string;
  readonly split: SplitName;
  readonly tokenizer: BpeTokenizer;
  readonly languages: readonly string[];
  readonly directions: readonly Direction[];
  readonly counter: DropCounter;
  readonly maxLength: number;
  readonly long: "drop" | "split";
  readonly shardTokens: number;
}

/**
 * Writes one part: each text once, as a sentence of a token shard whose domains are languages, and each pair as the
 * numbers of two sentences and a direction. Texts of the held-out parts are kept beside their tokens, for scoring.
 */
export class TranslationSplitWriter {
  segments = 0;
  pairs = 0;
  readonly #options: WriterOptions;
  readonly #directionOf: ReadonlyMap<string, number>;
  readonly #pairsPerDirection: number[];
  readonly #table: number[][] = [];
  readonly #texts: string[] = [];
  readonly #shards: string[] = [];
  readonly #total = { cutSegments: 0, sentences: 0, tokens: 0 };
  #open: { readonly parts: Int32Array[]; readonly languages: number[]; length: number } = newShard();

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#directionOf = new Map(options.directions.map(({ source, target }, i) => [`${source} ${target}`, i]));
    this.#pairsPerDirection = options.directions.map(() => 0);
  }

  add(segment: CleanSegment): void {
    this.segments++;
    this.#addSegment(segment);
  }

  #addSegment(segment: CleanSegment): void {
    const { tokenizer, maxLength, long, counter } = this.#options;
    const encoded = new Map(
      [...new Set(segment.pairs.flat())].map((language) => [language, tokenizer.encode(segment.texts.get(language)!)]),
    );
    const tooLong = new Set([...encoded].filter(([, ids]) => ids.length + 2 > maxLength).map(([language]) => language));
    if (tooLong.size > 0 && long === "split") {
      const parts = sentencesOf(segment, tooLong);
      if (parts !== null) {
        this.#total.cutSegments++;
        for (const part of parts) this.#addSegment(part);
        return;
      }
    }
    const places = new Map<string, number>();
    const place = (language: string): number => {
      const known = places.get(language);
      if (known !== undefined) return known;
      const added = this.#addSentence(language, encoded.get(language)!, segment);
      places.set(language, added);
      return added;
    };
    for (const [a, b] of segment.pairs) {
      if (tooLong.has(a) || tooLong.has(b)) {
        counter.add("too-many-tokens", [a, b], segment, [segment.texts.get(a)!, segment.texts.get(b)!]);
        continue;
      }
      for (const [source, target] of [
        [a, b],
        [b, a],
      ] as const) {
        const direction = this.#directionOf.get(`${source} ${target}`);
        if (direction === undefined) continue;
        this.#addPair(place(source), place(target), direction);
      }
    }
  }

  /** Writes what is still open. */
  close(): TranslationSplitManifest {
    this.#closeShard();
    const { folder, split } = this.#options;
    const write = (name: string, content: string | Uint8Array): { readonly file: string; readonly hash: string } => {
      writeFileSync(join(folder, name), content);
      return { file: name, hash: sha256Hex(content) };
    };
    return {
      segments: this.segments,
      pairs: this.pairs,
      pairsPerDirection: this.#pairsPerDirection,
      ...this.#total,
      shards: this.#shards,
      table: write(`${split}.pairs`, encodePairTable(Uint32Array.from(this.#table.flat()))),
      texts: split === "train" ? null : write(`${split}.texts.jsonl`, this.#texts.join("")),
    };
  }

  #addPair(source: number, target: number, direction: number): void {
    this.pairs++;
    this.#pairsPerDirection[direction]!++;
    let block = this.#table.at(-1);
    if (block === undefined || block.length > 1 << 16) this.#table.push((block = []));
    block.push(source, target, direction);
  }

  #addSentence(language: string, tokens: Int32Array, { document, segment, texts }: CleanSegment): number {
    const open = this.#open;
    open.parts.push(tokens);
    open.languages.push(this.#options.languages.indexOf(language));
    open.length += tokens.length;
    this.#total.tokens += tokens.length;
    if (this.#options.split !== "train") {
      const stored: StoredText = { document, segment, text: texts.get(language)! };
      this.#texts.push(`${JSON.stringify(stored)}\n`);
    }
    if (open.length >= this.#options.shardTokens) this.#closeShard();
    return this.#total.sentences++;
  }

  #closeShard(): void {
    const { parts, languages, length } = this.#open;
    if (parts.length === 0) return;
    const { folder, split, tokenizer } = this.#options;
    const tokens = tokenizer.vocabSize <= 0x10000 ? new Uint16Array(length) : new Int32Array(length);
    const documentStarts = new Uint32Array(parts.length);
    let at = 0;
    for (const [i, part] of parts.entries()) {
      documentStarts[i] = at;
      tokens.set(part, at);
      at += part.length;
    }
    const name = `${split}-${String(this.#shards.length).padStart(5, "0")}.tokens`;
    writeFileSync(
      join(folder, name),
      encodeShard({ tokens, documentStarts, documentDomains: Uint32Array.from(languages) }),
    );
    this.#shards.push(name);
    this.#open = newShard();
  }
}

function newShard(): { readonly parts: Int32Array[]; readonly languages: number[]; length: number } {
  return { parts: [], languages: [], length: 0 };
}
