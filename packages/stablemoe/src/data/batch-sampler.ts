import { StableMoeError } from "../tokenizer/error.ts";
import { permuted } from "./permutation.ts";
import { type TokenSource, windows } from "./token-stream.ts";

/** Token ids of B sequences of S tokens, row after row. */
export interface TokenBatch {
  /** [B * S] */
  readonly inputs: Int32Array;
  /** [B * S] the token that follows each input. */
  readonly targets: Int32Array;
}

/** Settings of a `BatchSampler`. */
export interface BatchSamplerOptions {
  /** Sequences per batch, B. */
  readonly batchSize: number;
  /** Tokens per sequence, S. */
  readonly sequenceLength: number;
  readonly seed?: number;
}

/**
 * Training batches addressed by step: `batch(step)` is a pure function of source, options and step, so an exact resume
 * needs the step number only. Every window occurs once per epoch; each epoch has its own order.
 */
export class BatchSampler {
  /** Windows of one epoch. */
  readonly windowCount: number;
  readonly #source: TokenSource;
  readonly #batchSize: number;
  readonly #sequenceLength: number;
  readonly #seed: number;

  /** @throws {StableMoeError} `batch-shape`, or `too-few-tokens` when the source holds no whole window */
  constructor(source: TokenSource, { batchSize, sequenceLength, seed = 0 }: BatchSamplerOptions) {
    assertPositive("batch size", batchSize);
    assertPositive("sequence length", sequenceLength);
    this.windowCount = windows(source, sequenceLength).count;
    if (this.windowCount === 0) {
      throw new StableMoeError(
        "too-few-tokens",
        `${source.lengthTokens} tokens hold no window of ${sequenceLength} + 1; give more text or a shorter sequence`,
      );
    }
    this.#source = source;
    this.#batchSize = batchSize;
    this.#sequenceLength = sequenceLength;
    this.#seed = seed;
  }

  /** Share of the data seen before a step; 1 is one epoch. */
  epochAt(step: number): number {
    return (step * this.#batchSize) / this.windowCount;
  }

  /** The batch of a step, counted from 0. A batch may take its first rows from one epoch and its last from the next. */
  batch(step: number): TokenBatch {
    const rows = Array.from({ length: this.#batchSize }, (_, row) => this.windowAt(step * this.#batchSize + row));
    return readBatch(this.#source, rows, this.#sequenceLength);
  }

  /** Index of the window that is drawn at a place of the endless order. */
  windowAt(place: number): number {
    const epoch = Math.floor(place / this.windowCount);
    return permuted(place % this.windowCount, this.windowCount, this.#seed, epoch);
  }
}

/** Reads whole windows as the rows of a batch. */
export function readBatch(source: TokenSource, rows: readonly number[], sequenceLength: number): TokenBatch {
  const inputs = new Int32Array(rows.length * sequenceLength);
  const targets = new Int32Array(rows.length * sequenceLength);
  for (const [row, window] of rows.entries()) {
    const start = window * sequenceLength;
    source.readInto(inputs, row * sequenceLength, start, sequenceLength);
    source.readInto(targets, row * sequenceLength, start + 1, sequenceLength);
  }
  return { inputs, targets };
}

/** @throws {StableMoeError} `batch-shape` */
export function assertPositive(name: string, value: number): void {
  if (Number.isInteger(value) && value > 0) return;
  throw new StableMoeError("batch-shape", `${name} ${value} must be a whole number above 0`);
}
