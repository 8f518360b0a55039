import { bytesFromSymbols } from "./byte-symbols.ts";
import { StableMoeError } from "./error.ts";
import { MergeTable } from "./merge-table.ts";
import { detach, forEachPreToken } from "./pre-tokens.ts";
import { EOS_TOKEN, PAD_TOKEN } from "./special-tokens.ts";
import { bytesToText, tokenLabel } from "./token-label.ts";
import { readTokenizerJson, writeTokenizerJson } from "./tokenizer-json.ts";
import type { Tokenizer } from "./tokenizer.ts";
import type { BpeVocabulary } from "./vocabulary.ts";

const encoder = new TextEncoder();

/** Longer pre-tokens (in bytes) are merged through a heap, and not remembered. */
const WORD_BYTES = 64;
/** Remembered pre-tokens: enough for the frequent words of a language, in about 20 MB. */
const CACHE_SIZE = 1 << 17;

/** Byte-level BPE with the pre-tokens of GPT-2, read from and written to `tokenizer.json`. */
export class BpeTokenizer implements Tokenizer {
  readonly vocabSize: number;
  readonly padId: number;
  readonly eosId: number;
  readonly #vocabulary: BpeVocabulary;
  /** Bytes of each token; undefined for special tokens, which stand for no text. */
  readonly #bytes: readonly (Uint8Array | undefined)[];
  readonly #idOfByte: Int32Array = new Int32Array(256).fill(-1);
  readonly #merges: MergeTable;
  readonly #cache: Map<string, readonly number[]> = new Map();

  /**
   * @throws {StableMoeError} `vocabulary` when `<pad>`, `<eos>` or one of the 256 bytes is missing, or a token has a
   *   character that stands for no byte
   */
  constructor(vocabulary: BpeVocabulary) {
    const { tokens, specialIds, merges } = vocabulary;
    this.#vocabulary = vocabulary;
    this.vocabSize = tokens.length;
    const specialId = (name: string): number => {
      const id = specialIds.find((candidate) => tokens[candidate] === name);
      if (id !== undefined) return id;
      throw new StableMoeError("vocabulary", `the vocabulary has no special token ${name}; add it to added_tokens`);
    };
    this.padId = specialId(PAD_TOKEN);
    this.eosId = specialId(EOS_TOKEN);
    const special = new Set(specialIds);
    this.#bytes = tokens.map((token, id) => (special.has(id) ? undefined : toBytes(token, id)));
    for (const [id, bytes] of this.#bytes.entries()) if (bytes?.length === 1) this.#idOfByte[bytes[0]!] = id;
    const missing = this.#idOfByte.indexOf(-1);
    if (missing >= 0) {
      throw new StableMoeError("vocabulary", `byte ${missing} has no token; a byte-level vocabulary holds all 256`);
    }
    this.#merges = new MergeTable(merges, tokens.length);
  }

  /**
   * Reads a `tokenizer.json` of version 1.0.
   *
   * @throws {StableMoeError} `tokenizer-json` naming the field that is broken or not supported, `vocabulary` as above
   */
  static fromJson(text: string): BpeTokenizer {
    return new BpeTokenizer(readTokenizerJson(text));
  }

  /** The tokenizer as `tokenizer.json` of version 1.0; equal tokenizers give equal text. */
  toJson(): string {
    return writeTokenizerJson(this.#vocabulary);
  }

  /** Id of a special token such as `<2de>`, or undefined when the vocabulary has none of that name. */
  specialId(name: string): number | undefined {
    const { specialIds, tokens } = this.#vocabulary;
    return specialIds.find((id) => tokens[id] === name);
  }

  /** Ids of all special tokens: none of them is text. */
  get specialIds(): readonly number[] {
    return this.#vocabulary.specialIds;
  }

  encode(text: string): Int32Array {
    let ids = new Int32Array((text.length >> 1) + 16);
    let length = 0;
    forEachPreToken(text, (piece) => {
      const word = this.#encodeWord(piece);
      if (length + word.length > ids.length) {
        const grown = new Int32Array(2 * ids.length + word.length);
        grown.set(ids);
        ids = grown;
      }
      // Words are a few tokens long: a loop beats `set`.
      for (let i = 0; i < word.length; i++) ids[length + i] = word[i]!;
      length += word.length;
    });
    return ids.slice(0, length);
  }

  decode(ids: ArrayLike<number>): string {
    let length = 0;
    for (let i = 0; i < ids.length; i++) length += this.#bytesOf(ids[i])?.length ?? 0;
    const all = new Uint8Array(length);
    let offset = 0;
    for (let i = 0; i < ids.length; i++) {
      const bytes = this.#bytesOf(ids[i]);
      if (bytes === undefined) continue;
      all.set(bytes, offset);
      offset += bytes.length;
    }
    return bytesToText(all);
  }

  tokenText(id: number): string {
    const bytes = this.#bytesOf(id);
    return bytes === undefined ? this.#vocabulary.tokens[id]! : tokenLabel(bytes);
  }

  #bytesOf(id: number | undefined): Uint8Array | undefined {
    if (id !== undefined && Number.isInteger(id) && id >= 0 && id < this.vocabSize) return this.#bytes[id];
    throw new StableMoeError("token-id", `token id ${id} is outside the vocabulary 0 … ${this.vocabSize - 1}`);
  }

  #encodeWord(piece: string): ArrayLike<number> {
    const known = this.#cache.get(piece);
    if (known !== undefined) return known;
    const bytes = encoder.encode(piece);
    const ids = Int32Array.from(bytes, (byte) => this.#idOfByte[byte]!);
    if (ids.length > WORD_BYTES) return ids.subarray(0, this.#merges.mergeLong(ids, ids.length));
    // Plain arrays: short ones are smaller and quicker to read than typed arrays.
    const merged = Array.from(ids.subarray(0, this.#merges.mergeWord(ids, ids.length)));
    // Starting over is simpler than evicting one by one, and the frequent words are back at once.
    if (this.#cache.size >= CACHE_SIZE) this.#cache.clear();
    this.#cache.set(detach(piece), merged);
    return merged;
  }
}

function toBytes(token: string, id: number): Uint8Array {
  const bytes = bytesFromSymbols(token);
  if (bytes !== undefined && bytes.length > 0) return bytes;
  throw new StableMoeError("vocabulary", `token ${id} "${token}" is not made of byte symbols and not a special token`);
}
