import type { SourceSentences } from "stablemoe";
import type { TranslationBenchmark } from "./model.ts";

/** Padded pairs as plain numbers, so that every peer reads the same. */
export interface PairBatch {
  readonly batch: number;
  readonly sourceLength: number;
  readonly targetLength: number;
  /** [B*S] */
  readonly source: readonly number[];
  /** [B] */
  readonly sourceLengths: readonly number[];
  /** [B*T] */
  readonly inputs: readonly number[];
  /** [B*T], -1 where there is padding */
  readonly targets: readonly number[];
  readonly targetTokens: number;
}

/** Shortest and longest sentence, and the width of a bucket of lengths. */
const LENGTHS = { shortest: 10, longest: 60, bucket: 10 };
/** Ids below are padding, end and language tags. */
const FIRST_WORD = 8;

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Words with a Zipf-like distribution. */
const wordsOf = (uniform: () => number, vocabSize: number, length: number): number[] =>
  Array.from({ length }, () => FIRST_WORD + Math.floor((vocabSize - FIRST_WORD) * uniform() ** 4));

function padded(rows: readonly (readonly number[])[], length: number, filling: number): number[] {
  return rows.flatMap((row) => [...row, ...Array.from({ length: length - row.length }, () => filling)]);
}

const longest = (rows: readonly (readonly number[])[]): number => Math.max(...rows.map((row) => row.length));

/**
 * Batches of pairs from one bucket of lengths each, up to `batchTokens` padded tokens on the longer side. Each word of a
 * translation depends on one of its source, so that losses fall.
 */
export function makeBatches(size: TranslationBenchmark, count: number): PairBatch[] {
  const { vocabSize, endId, padId, batchTokens } = size;
  const uniform = generator(12345);
  const buckets = (LENGTHS.longest - LENGTHS.shortest) / LENGTHS.bucket;
  return Array.from({ length: count }, (_, b) => {
    // Buckets in turns, beginning in the middle, where most sentences are.
    const shortest = LENGTHS.shortest + ((b + 1) % buckets) * LENGTHS.bucket;
    const sources: number[][] = [];
    const targets: number[][] = [];
    for (;;) {
      const length = shortest + Math.floor((LENGTHS.bucket + 1) * uniform());
      const words = wordsOf(uniform, vocabSize, length);
      const translated = Math.max(
        LENGTHS.shortest,
        Math.min(LENGTHS.longest, Math.round(length * (0.9 + 0.2 * uniform()))),
      );
      const source = [2, ...words, endId];
      const target = Array.from(
        { length: translated },
        (_word, i) => FIRST_WORD + ((7 * words[Math.min(i, length - 1)]! + 3) % (vocabSize - FIRST_WORD)),
      );
      const side = Math.max(longest([...sources, source]), longest([...targets, target]) + 1);
      if (side * (sources.length + 1) > batchTokens) break;
      sources.push(source);
      targets.push(target);
    }
    const [sourceLength, targetLength] = [longest(sources), longest(targets) + 1];
    return {
      batch: sources.length,
      sourceLength,
      targetLength,
      source: padded(sources, sourceLength, padId),
      sourceLengths: sources.map((row) => row.length),
      inputs: padded(
        targets.map((row) => [endId, ...row]),
        targetLength,
        padId,
      ),
      targets: padded(
        targets.map((row) => [...row, endId]),
        targetLength,
        -1,
      ),
      targetTokens: targets.reduce((sum, row) => sum + row.length + 1, 0),
    };
  });
}

/** Sentences of all lengths to be translated together. */
export function makeSentences({ sentences, vocabSize, endId, padId }: TranslationBenchmark): PairBatch {
  const uniform = generator(54321);
  const { shortest, longest: most } = LENGTHS;
  const sources = Array.from({ length: sentences }, (_, i) => {
    const length = shortest + Math.floor((i * (most - shortest)) / Math.max(1, sentences - 1));
    return [2, ...wordsOf(uniform, vocabSize, length), endId];
  });
  const sourceLength = longest(sources);
  return {
    batch: sentences,
    sourceLength,
    targetLength: 0,
    source: padded(sources, sourceLength, padId),
    sourceLengths: sources.map((row) => row.length),
    inputs: [],
    targets: [],
    targetTokens: 0,
  };
}

export const sourceOf = ({ batch, sourceLength, source, sourceLengths }: PairBatch): SourceSentences => ({
  batch,
  sourceLength,
  source: Int32Array.from(source),
  sourceLengths: Int32Array.from(sourceLengths),
});
