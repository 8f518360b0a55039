import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BucketedBatches, readPairs } from "./bucketed-batches.ts";
import { temperatureShares } from "./temperature.ts";
import type { TokenPairs } from "./translation-batch.ts";

const marks = { padId: 0, eosId: 1, tagIds: [2, 3, 4] };

/** Pairs of the given lengths whose tokens tell which pair they are of. */
function pairsOf(rows: readonly (readonly [source: number, target: number, direction: number])[]): TokenPairs {
  return {
    directions: [
      { source: "de", target: "en" },
      { source: "fr", target: "en" },
      { source: "en", target: "de" },
    ],
    count: rows.length,
    directionOf: (pair) => rows[pair]![2],
    sourceOf: (pair) => new Int32Array(rows[pair]![0]).fill(10 + pair),
    targetOf: (pair) => new Int32Array(rows[pair]![1]).fill(10 + pair),
  };
}

const rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), fc.nat(2)), {
  minLength: 1,
  maxLength: 200,
});
const settings = fc.record({ maxTokens: fc.integer({ min: 43, max: 300 }), seed: fc.nat(1000) });

const epochOf = (batches: BucketedBatches, epoch: number): number[] =>
  Array.from({ length: batches.batchesPerEpoch }, (_, i) =>
    batches.pairsAt(epoch * batches.batchesPerEpoch + i),
  ).flat();

describe("batches of like lengths", () => {
  test("every pair appears exactly once in every epoch", () => {
    fc.assert(
      fc.property(rows, settings, (lengths, options) => {
        const batches = new BucketedBatches(pairsOf(lengths), { ...marks, ...options });
        for (const epoch of [0, 1, 5]) {
          expect(epochOf(batches, epoch).toSorted((a, b) => a - b)).toEqual(lengths.map((_, i) => i));
        }
      }),
    );
  });

  test("no batch has more tokens than allowed, padding counted, or none at all", () => {
    fc.assert(
      fc.property(rows, settings, fc.double({ min: 1, max: 10, noNaN: true }), (lengths, options, temperature) => {
        const batches = new BucketedBatches(pairsOf(lengths), { ...marks, ...options, temperature });
        for (let update = 0; update < 2 * batches.batchesPerEpoch; update++) {
          const { batch, sourceLength, targetLength } = batches.batchAt(update);
          expect(batch).toBeGreaterThan(0);
          expect(batch * (sourceLength + targetLength)).toBeLessThanOrEqual(options.maxTokens);
        }
      }),
    );
  });

  test("the same update gives the same batch, whatever came before", () => {
    fc.assert(
      fc.property(
        rows,
        settings,
        fc.array(fc.nat(500), { minLength: 1, maxLength: 8 }),
        (lengths, options, updates) => {
          const create = (): BucketedBatches =>
            new BucketedBatches(pairsOf(lengths), { ...marks, ...options, temperature: 2 });
          const used = create();
          for (const update of updates) used.batchAt(update);
          expect(used.batchAt(updates[0]!)).toEqual(create().batchAt(updates[0]!));
        },
      ),
    );
  });

  test("an epoch is not the one before in another order of the same batches", () => {
    const lengths = Array.from({ length: 400 }, (_, i) => [1 + (i % 10), 1 + (i % 12), 0] as const);
    const batches = new BucketedBatches(pairsOf(lengths), { ...marks, maxTokens: 100 });
    const contents = (epoch: number): Set<string> =>
      new Set(
        Array.from({ length: batches.batchesPerEpoch }, (_, i) =>
          batches
            .pairsAt(epoch * batches.batchesPerEpoch + i)
            .toSorted((a, b) => a - b)
            .join(),
        ),
      );
    const second = contents(1);
    const kept = [...contents(0)].filter((content) => second.has(content)).length;
    expect(kept).toBeLessThan(batches.batchesPerEpoch / 4);
  });

  test("many pairs of all lengths are padded by less than a fifth", () => {
    const lengths = Array.from(
      { length: 4000 },
      (_, i) => [1 + ((i * 7) % 60), 1 + ((i * 7 + i / 3) % 60), 0] as const,
    );
    const batches = new BucketedBatches(pairsOf(lengths.map(([s, t, d]) => [s, Math.floor(t), d])), {
      ...marks,
      maxTokens: 1000,
    });
    let padded = 0;
    let real = 0;
    for (let update = 0; update < batches.batchesPerEpoch; update++) {
      const batch = batches.batchAt(update);
      padded += batch.batch * (batch.sourceLength + batch.targetLength);
      for (let row = 0; row < batch.batch; row++) real += batch.sourceLengths[row]! + batch.targetLengths[row]!;
    }
    expect(real / padded).toBeGreaterThan(0.8);
  });

  test("a pair that no batch can hold is refused by number", () => {
    expect(() => new BucketedBatches(pairsOf([[5, 5, 0]]), { ...marks, maxTokens: 12 })).toThrow(
      /pair 0 has 7 \+ 6 tokens, more than the 12 of a batch/,
    );
    expect(() => new BucketedBatches(pairsOf([]), { ...marks, maxTokens: 12 })).toThrow(/no pairs/);
  });
});

describe("temperature", () => {
  test("shares are those of p ∝ n^(1/T)", () => {
    expect(temperatureShares([900, 100, 0], 1)).toEqual([expect.closeTo(0.9, 12), expect.closeTo(0.1, 12), 0]);
    // Square roots 30 and 10.
    const [large, small] = temperatureShares([900, 100], 2) as [number, number];
    expect([large, small]).toEqual([expect.closeTo(0.75, 12), expect.closeTo(0.25, 12)]);
    expect(() => temperatureShares([1], 0.5)).toThrow(/temperature 0.5/);
  });

  test("directions are drawn by their shares, and each goes through all its pairs before one comes again", () => {
    const lengths = Array.from({ length: 1000 }, (_, i) => [5, 5, i < 900 ? 0 : 1] as const);
    const batches = new BucketedBatches(pairsOf(lengths), { ...marks, maxTokens: 260, temperature: 2, seed: 3 });
    const draws = [0, 1, 2, 3, 4, 5].flatMap((epoch) => epochOf(batches, epoch));
    const counts = new Map<number, number>();
    for (const pair of draws) counts.set(pair, (counts.get(pair) ?? 0) + 1);
    expect(draws.filter((pair) => pair < 900).length / draws.length).toBeCloseTo(0.75, 2);
    // 6 epochs of 750 draws go 5 times through 900 pairs, 6 of 250 draws 15 times through 100.
    expect(new Set(Array.from({ length: 900 }, (_, pair) => counts.get(pair)))).toEqual(new Set([5]));
    expect(new Set(Array.from({ length: 100 }, (_, i) => counts.get(900 + i)))).toEqual(new Set([15]));
  });
});

test("a batch frames its sentences: tag and end around the source, begin before the inputs, end after the targets", () => {
  const batch = readPairs(
    pairsOf([
      [2, 1, 1],
      [1, 3, 2],
    ]),
    [0, 1],
    marks,
  );
  expect(batch).toEqual({
    batch: 2,
    sourceLength: 4,
    targetLength: 4,
    source: Int32Array.of(3, 10, 10, 1, 4, 11, 1, 0),
    sourceLengths: Int32Array.of(4, 3),
    inputs: Int32Array.of(1, 10, 0, 0, 1, 11, 11, 11),
    targets: Int32Array.of(10, 1, -1, -1, 11, 11, 11, 1),
    targetLengths: Int32Array.of(2, 4),
    directions: Int32Array.of(1, 2),
  });
});
