import { streamOf } from "@stablemoe/tensor";
import { StableMoeError } from "../../tokenizer/error.ts";
import { permuted } from "../permutation.ts";
import { type LengthBucket, lengthBuckets } from "./length-buckets.ts";
import { temperatureShares } from "./temperature.ts";
import type { TokenPairs, TranslationBatch, TranslationBatches } from "./translation-batch.ts";

/** Ids that frame the sentences of a batch. */
export interface SentenceMarks {
  readonly padId: number;
  readonly eosId: number;
  /** [directions] tag of each direction's target language. */
  readonly tagIds: readonly number[];
}

/** Settings of `BucketedBatches`. */
export interface BucketedBatchesOptions extends SentenceMarks {
  /** Most tokens of a batch, sources and targets together, with tags, ends and padding. */
  readonly maxTokens: number;
  readonly seed?: number;
  /** Of the sampling of directions: p ∝ n^(1/T). 1 takes every pair once an epoch. */
  readonly temperature?: number;
}

/** Batches that a bucket should fill before lengths are told apart more finely. */
const MIN_BATCHES = 8;

/** Pairs of one bucket and direction. */
interface Cell {
  /** Place in `#order` of the first. */
  readonly first: number;
  readonly count: number;
  /** Draws from it in one epoch, and the draws of the cells before it in the bucket. */
  readonly draws: number;
  readonly drawsBefore: number;
}

interface Bucket {
  readonly cells: readonly Cell[];
  readonly draws: number;
  readonly batches: number;
  readonly batchesBefore: number;
}

/**
 * Batches of pairs with like lengths, addressed by update: `batchAt(update)` is a pure function of pairs and options.
 *
 * An epoch holds as many draws as there are pairs, shared among the directions by temperature. A direction that is drawn
 * more or less often than once an epoch still goes through all its pairs before any comes again (within lengths). Each
 * epoch mixes the pairs of a bucket anew and has its own order of batches.
 */
export class BucketedBatches implements TranslationBatches {
  /** Updates of one epoch. */
  readonly batchesPerEpoch: number;
  readonly #pairs: TokenPairs;
  readonly #options: Required<BucketedBatchesOptions>;
  readonly #buckets: readonly Bucket[];
  /** Pairs ordered by bucket and direction. */
  readonly #order: Uint32Array;

  /** @throws {StableMoeError} `too-few-pairs`, `batch-shape` for a pair longer than a batch, `temperature` below 1 */
  constructor(pairs: TokenPairs, { seed = 0, temperature = 1, ...options }: BucketedBatchesOptions) {
    if (pairs.count === 0) throw new StableMoeError("too-few-pairs", "there are no pairs to make batches of");
    this.#pairs = pairs;
    this.#options = { ...options, seed, temperature };
    const { buckets, order } = arrange(pairs, options.maxTokens, temperature);
    this.#buckets = buckets;
    this.#order = order;
    const last = buckets.at(-1)!;
    this.batchesPerEpoch = last.batchesBefore + last.batches;
  }

  /** Share of the data seen before an update; 1 is one epoch. */
  epochAt(update: number): number {
    return update / this.batchesPerEpoch;
  }

  batchAt(update: number): TranslationBatch {
    return readPairs(this.#pairs, this.pairsAt(update), this.#options);
  }

  /** Indices of the pairs of a batch. */
  pairsAt(update: number): readonly number[] {
    if (!Number.isInteger(update) || update < 0) {
      throw new StableMoeError("batch-shape", `update ${update} must be a whole number from 0 on`);
    }
    const { seed } = this.#options;
    const epoch = Math.floor(update / this.batchesPerEpoch);
    const place = permuted(update % this.batchesPerEpoch, this.batchesPerEpoch, seed, epoch);
    const number = lastAtMost(this.#buckets, place, ({ batchesBefore }) => batchesBefore);
    const { cells, draws, batches, batchesBefore } = this.#buckets[number]!;
    // Draws are dealt out evenly, so that no batch of an epoch is a small rest.
    const first = Math.floor(((place - batchesBefore) * draws) / batches);
    const end = Math.floor(((place - batchesBefore + 1) * draws) / batches);
    const mixing = streamOf(`bucket ${number}, epoch ${epoch}`);
    return Array.from({ length: end - first }, (_, row) => {
      const draw = permuted(first + row, draws, seed, mixing);
      const cell = cells[lastAtMost(cells, draw, ({ drawsBefore }) => drawsBefore)]!;
      const turn = epoch * cell.draws + (draw - cell.drawsBefore);
      const round = Math.floor(turn / cell.count);
      return this.#order[
        cell.first + permuted(turn % cell.count, cell.count, seed, streamOf(`cell ${cell.first}, ${round}`))
      ]!;
    });
  }
}

/** Pads the given pairs to a batch. */
export function readPairs(
  pairs: TokenPairs,
  rows: readonly number[],
  { padId, eosId, tagIds }: SentenceMarks,
): TranslationBatch {
  const sources = rows.map((pair) => pairs.sourceOf(pair));
  const targets = rows.map((pair) => pairs.targetOf(pair));
  const directions = Int32Array.from(rows, (pair) => pairs.directionOf(pair));
  const sourceLengths = Int32Array.from(sources, (tokens) => tokens.length + 2);
  const targetLengths = Int32Array.from(targets, (tokens) => tokens.length + 1);
  const batch: TranslationBatch = {
    batch: rows.length,
    sourceLength: Math.max(0, ...sourceLengths),
    targetLength: Math.max(0, ...targetLengths),
    source: new Int32Array(rows.length * Math.max(0, ...sourceLengths)).fill(padId),
    sourceLengths,
    inputs: new Int32Array(rows.length * Math.max(0, ...targetLengths)).fill(padId),
    targets: new Int32Array(rows.length * Math.max(0, ...targetLengths)).fill(-1),
    targetLengths,
    directions,
  };
  for (let row = 0; row < rows.length; row++) {
    const source = row * batch.sourceLength;
    batch.source[source] = tagIds[directions[row]!]!;
    batch.source.set(sources[row]!, source + 1);
    batch.source[source + sourceLengths[row]! - 1] = eosId;
    const target = row * batch.targetLength;
    batch.inputs[target] = eosId;
    batch.inputs.set(targets[row]!, target + 1);
    batch.targets.set(targets[row]!, target);
    batch.targets[target + targetLengths[row]! - 1] = eosId;
  }
  return batch;
}

function arrange(
  pairs: TokenPairs,
  maxTokens: number,
  temperature: number,
): { readonly buckets: readonly Bucket[]; readonly order: Uint32Array } {
  const numDirections = pairs.directions.length;
  const { lengths, bucketOf, bounds } = bucketPairs(pairs, maxTokens);
  const sizes = Array.from({ length: numDirections }, () => 0);
  const cellSizes = new Float64Array(bounds.length * numDirections);
  const cellOf = Uint32Array.from({ length: pairs.count }, (_, pair) => {
    const direction = pairs.directionOf(pair);
    sizes[direction]!++;
    const cell = bucketOf(lengths[2 * pair]!, lengths[2 * pair + 1]!) * numDirections + direction;
    cellSizes[cell]!++;
    return cell;
  });
  const shares = temperatureShares(sizes, temperature);
  let first = 0;
  let batchesBefore = 0;
  const buckets = bounds.map(({ maxSource, maxTarget }, b): Bucket => {
    let draws = 0;
    const cells: Cell[] = [];
    for (let direction = 0; direction < numDirections; direction++) {
      const count = cellSizes[b * numDirections + direction]!;
      if (count > 0) {
        // Without a temperature the share is the size, and rounding must not change it.
        const weight = temperature === 1 ? 1 : (shares[direction]! * pairs.count) / sizes[direction]!;
        const own = Math.max(1, Math.round(weight * count));
        cells.push({ first, count, draws: own, drawsBefore: draws });
        draws += own;
      }
      first += count;
    }
    // The corner of a bucket may be longer than any of its pairs.
    const rows = Math.max(1, Math.floor(maxTokens / (maxSource + maxTarget)));
    const batches = Math.ceil(draws / rows);
    const bucket = { cells, draws, batches, batchesBefore };
    batchesBefore += batches;
    return bucket;
  });
  return { buckets, order: orderBy(cellOf, cellSizes) };
}

/** Lengths of every pair with tag and ends, and the bucket of each pair of lengths. */
function bucketPairs(
  pairs: TokenPairs,
  maxTokens: number,
): {
  readonly lengths: Uint32Array;
  readonly bounds: readonly LengthBucket[];
  readonly bucketOf: (source: number, target: number) => number;
} {
  const lengths = new Uint32Array(2 * pairs.count);
  let maxSource = 0;
  let maxTarget = 0;
  for (let pair = 0; pair < pairs.count; pair++) {
    const source = pairs.sourceOf(pair).length + 2;
    const target = pairs.targetOf(pair).length + 1;
    if (source + target > maxTokens) {
      throw new StableMoeError(
        "batch-shape",
        `pair ${pair} has ${source} + ${target} tokens, more than the ${maxTokens} of a batch; ` +
          `allow more, or build the data with a smaller --max-length`,
      );
    }
    lengths[2 * pair] = source;
    lengths[2 * pair + 1] = target;
    maxSource = Math.max(maxSource, source);
    maxTarget = Math.max(maxTarget, target);
  }
  const width = maxTarget + 1;
  const counts = new Float64Array((maxSource + 1) * width);
  for (let pair = 0; pair < pairs.count; pair++) counts[lengths[2 * pair]! * width + lengths[2 * pair + 1]!]!++;
  const bounds = lengthBuckets({ maxSource, maxTarget, counts }, maxTokens, MIN_BATCHES);
  const buckets = new Uint32Array(counts.length);
  for (const [index, bucket] of bounds.entries()) {
    for (let source = bucket.minSource; source <= bucket.maxSource; source++) {
      buckets.fill(index, source * width + bucket.minTarget, source * width + bucket.maxTarget + 1);
    }
  }
  return { lengths, bounds, bucketOf: (source, target) => buckets[source * width + target]! };
}

/** Items by their cell, in their own order within one. */
function orderBy(cellOf: Uint32Array, cellSizes: Float64Array): Uint32Array {
  const next = new Uint32Array(cellSizes.length);
  for (let cell = 1; cell < next.length; cell++) next[cell] = next[cell - 1]! + cellSizes[cell - 1]!;
  const order = new Uint32Array(cellOf.length);
  for (const [item, cell] of cellOf.entries()) order[next[cell]!++] = item;
  return order;
}

/** Index of the last item whose value is at most the given one; values ascend from 0. */
function lastAtMost<T>(items: readonly T[], value: number, valueOf: (item: T) => number): number {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (valueOf(items[middle]!) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
