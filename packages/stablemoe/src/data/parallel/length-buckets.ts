/** Pairs whose padded lengths lie in one rectangle, bounds included. */
export interface LengthBucket {
  readonly minSource: number;
  readonly maxSource: number;
  readonly minTarget: number;
  readonly maxTarget: number;
}

/** How many pairs have which lengths. */
export interface LengthHistogram {
  /** Longest source and target. */
  readonly maxSource: number;
  readonly maxTarget: number;
  /** [maxSource + 1, maxTarget + 1] pairs of each source and target length. */
  readonly counts: Float64Array;
}

/**
 * Cuts the plane of lengths into rectangles, each time where padding shrinks most, as long as both halves still fill
 * `minBatches` batches: long runs of like pairs where there are many, and no bucket of a few stragglers.
 */
export function lengthBuckets(
  histogram: LengthHistogram,
  maxTokens: number,
  minBatches: number,
): readonly LengthBucket[] {
  const sums = prefixSums(histogram);
  const shrink = (bucket: LengthBucket): LengthBucket => {
    let { minSource, maxSource, minTarget, maxTarget } = bucket;
    const isEmpty = (part: LengthBucket): boolean => countIn(sums, histogram, part) === 0;
    while (minSource < maxSource && isEmpty({ minSource: maxSource, maxSource, minTarget, maxTarget })) maxSource--;
    while (minSource < maxSource && isEmpty({ minSource, maxSource: minSource, minTarget, maxTarget })) minSource++;
    while (minTarget < maxTarget && isEmpty({ minSource, maxSource, minTarget: maxTarget, maxTarget })) maxTarget--;
    while (minTarget < maxTarget && isEmpty({ minSource, maxSource, minTarget, maxTarget: minTarget })) minTarget++;
    return { minSource, maxSource, minTarget, maxTarget };
  };
  const padded = (bucket: LengthBucket): number =>
    countIn(sums, histogram, bucket) * (bucket.maxSource + bucket.maxTarget);
  const found: LengthBucket[] = [];
  const open = [shrink({ minSource: 0, maxSource: histogram.maxSource, minTarget: 0, maxTarget: histogram.maxTarget })];
  for (let bucket = open.pop(); bucket !== undefined; bucket = open.pop()) {
    let best: readonly [LengthBucket, LengthBucket] | undefined;
    let least = padded(bucket);
    for (const [low, high] of cuts(bucket)) {
      const halves = [shrink(low), shrink(high)] as const;
      const cost = padded(halves[0]) + padded(halves[1]);
      if (cost >= least || halves.some((half) => padded(half) < minBatches * maxTokens)) continue;
      best = halves;
      least = cost;
    }
    if (best === undefined) found.push(bucket);
    else open.push(best[1], best[0]);
  }
  return found;
}

function* cuts(bucket: LengthBucket): Generator<readonly [LengthBucket, LengthBucket], void, undefined> {
  for (let at = bucket.minSource; at < bucket.maxSource; at++) {
    yield [
      { ...bucket, maxSource: at },
      { ...bucket, minSource: at + 1 },
    ];
  }
  for (let at = bucket.minTarget; at < bucket.maxTarget; at++) {
    yield [
      { ...bucket, maxTarget: at },
      { ...bucket, minTarget: at + 1 },
    ];
  }
}

/** [maxSource + 2, maxTarget + 2] pairs with smaller source and target lengths. */
function prefixSums({ maxSource, maxTarget, counts }: LengthHistogram): Float64Array {
  const width = maxTarget + 2;
  const sums = new Float64Array((maxSource + 2) * width);
  for (let s = 0; s <= maxSource; s++) {
    let row = 0;
    for (let t = 0; t <= maxTarget; t++) {
      row += counts[s * (maxTarget + 1) + t]!;
      sums[(s + 1) * width + t + 1] = sums[s * width + t + 1]! + row;
    }
  }
  return sums;
}

function countIn(sums: Float64Array, { maxTarget }: LengthHistogram, bucket: LengthBucket): number {
  const width = maxTarget + 2;
  const at = (source: number, target: number): number => sums[source * width + target]!;
  const { minSource, maxSource, minTarget, maxTarget: maxT } = bucket;
  return (
    at(maxSource + 1, maxT + 1) - at(minSource, maxT + 1) - at(maxSource + 1, minTarget) + at(minSource, minTarget)
  );
}
