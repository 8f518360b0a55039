import { type Backend, type MemoryPool, Tape, Tensor } from "@stablemoe/tensor";
import { KeyValueCache } from "../../nn/key-value-cache.ts";
import { type TokenChain, longerBy, tokensOf } from "./token-chain.ts";
import type { EncodedSources, SourceSentences, TranslationModel } from "./translation-model.ts";

/**
 * Beginnings of translations under way: K of each of some sentences, in the order of the sentences. All have the same
 * length. `step` gives the hidden states of the next token, `keep` decides which go on.
 */
export interface DecodingState extends Disposable {
  /** Sentences that are still translated, as indices of those given. */
  readonly sentences: readonly number[];
  /** Hidden states behind the last token of every beginning, [N, D]; alive until the next step. */
  step(tape: Tape): Tensor;
  /**
   * @param from [N'] the beginning that each new one continues
   * @param next [N'] its next token
   * @param sentences those that go on, a subset in rising order; beginnings are theirs, equally many each
   */
  keep(from: Int32Array, next: Int32Array, sentences: readonly number[]): void;
}

interface StateParts {
  readonly model: TranslationModel;
  readonly source: SourceSentences;
  /** First token of every target. */
  readonly beginId: number;
}

/** Keys and values of earlier places are kept: a step runs one token of each beginning. */
export class CachedDecoding implements DecodingState {
  readonly #model: TranslationModel;
  /** Of what lives as long as the state. */
  readonly #tape: Tape;
  #sentences: readonly number[];
  #sources: EncodedSources;
  #blocks: readonly KeyValueCache[];
  /** What each beginning holds before its last token. */
  #past: readonly (TokenChain | null)[];
  #last: Int32Array;

  /**
   * @param memory is taken from here, and given back at the end
   * @param places longest target
   */
  constructor(
    { model, source, beginId }: StateParts,
    backend: Backend,
    memory: MemoryPool,
    { beams, places }: { readonly beams: number; readonly places: number },
  ) {
    const { decoderLayers, width } = model.config;
    this.#model = model;
    this.#tape = new Tape(backend, { recording: false, memory });
    this.#sentences = Array.from({ length: source.batch }, (_, b) => b);
    this.#sources = model.encode(this.#tape, source, "infer");
    this.#blocks = Array.from(
      { length: decoderLayers },
      () => new KeyValueCache(backend, { capacity: places, width, sequences: source.batch * beams }, this.#tape),
    );
    for (const block of this.#blocks) block.keep(Int32Array.from({ length: source.batch }, (_, n) => n));
    this.#past = this.#sentences.map(() => null);
    this.#last = new Int32Array(source.batch).fill(beginId);
  }

  get sentences(): readonly number[] {
    return this.#sentences;
  }

  step(tape: Tape): Tensor {
    const inputs = this.#last;
    const beginnings = { inputs, batch: inputs.length, targetLength: 1 };
    const before = this.#past;
    const ids = (): readonly Int32Array[] => before.map((chain) => Int32Array.from(tokensOf(chain)));
    const past = { blocks: this.#blocks, sequences: before.length, length: before[0]?.length ?? 0, ids };
    return this.#model.decode(tape, beginnings, this.#sources, "infer", { past }).hidden;
  }

  keep(from: Int32Array, next: Int32Array, sentences: readonly number[]): void {
    for (const block of this.#blocks) block.keep(from);
    this.#past = Array.from(from, (n) => longerBy(this.#past[n]!, this.#last[n]!));
    this.#last = next;
    if (sentences.length < this.#sentences.length) this.#drop(sentences);
  }

  [Symbol.dispose](): void {
    this.#tape.reset();
  }

  #drop(sentences: readonly number[]): void {
    const rows = sentences.map((sentence) => this.#sentences.indexOf(sentence));
    const { keysAndValues, lengths, languages } = this.#sources;
    const places = (keysAndValues[0]?.shape[0] ?? 0) / this.#sentences.length;
    this.#sources = {
      keysAndValues: keysAndValues.map((tensor) => {
        const size = places * (tensor.shape[1] ?? 0);
        // Rows rise, so moving them forward in place never overwrites one that is still needed.
        for (const [i, row] of rows.entries()) tensor.data.copyWithin(i * size, row * size, (row + 1) * size);
        const shape = [rows.length * places, tensor.shape[1] ?? 0];
        return new Tensor("encoded", shape, tensor.data.subarray(0, rows.length * size), false, null);
      }),
      lengths: Int32Array.from(rows, (row) => lengths[row]!),
      languages: Int32Array.from(rows, (row) => languages[row]!),
    };
    this.#sentences = sentences;
  }
}

/** Every step runs all tokens from the beginning: slow, and what the other is held against. */
export class UncachedDecoding implements DecodingState {
  readonly #parts: StateParts;
  #sentences: readonly number[];
  /** Ids of each beginning, the first token included. */
  #ids: readonly Int32Array[];

  constructor(parts: StateParts) {
    this.#parts = parts;
    this.#sentences = Array.from({ length: parts.source.batch }, (_, b) => b);
    this.#ids = this.#sentences.map(() => Int32Array.of(parts.beginId));
  }

  get sentences(): readonly number[] {
    return this.#sentences;
  }

  step(tape: Tape): Tensor {
    const { model, source } = this.#parts;
    const { sourceLength } = source;
    const chosen = {
      batch: this.#sentences.length,
      sourceLength,
      source: Int32Array.from(
        this.#sentences.flatMap((b) => [...source.source.subarray(b * sourceLength, (b + 1) * sourceLength)]),
      ),
      sourceLengths: Int32Array.from(this.#sentences, (b) => source.sourceLengths[b]!),
    };
    const encoded = model.encode(tape, chosen, "infer");
    const targetLength = this.#ids[0]?.length ?? 0;
    const inputs = Int32Array.from(this.#ids.flatMap((ids) => [...ids]));
    const { hidden } = model.decode(tape, { inputs, batch: this.#ids.length, targetLength }, encoded, "infer");
    const { width } = model.config;
    const last = new Float64Array(this.#ids.length * width);
    for (let n = 0; n < this.#ids.length; n++) {
      const at = ((n + 1) * targetLength - 1) * width;
      last.set(hidden.data.subarray(at, at + width), n * width);
    }
    return tape.constant("last", [this.#ids.length, width], last);
  }

  keep(from: Int32Array, next: Int32Array, sentences: readonly number[]): void {
    this.#ids = Array.from(from, (n, i) => Int32Array.from([...this.#ids[n]!, next[i]!]));
    this.#sentences = sentences;
  }

  [Symbol.dispose](): void {}
}
