/** Measures of a ranked list against the set of what is relevant; every relevant one counts the same. */

/** Normalised discounted cumulative gain of the first k: `sum 1 / log2(rank + 1)` over what was possible. */
export function ndcg(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  let gain = 0;
  let best = 0;
  for (let rank = 1; rank <= k; rank++) {
    const discount = 1 / Math.log2(rank + 1);
    const here = ranked[rank - 1];
    if (here !== undefined && relevant.has(here)) gain += discount;
    if (rank <= relevant.size) best += discount;
  }
  return best === 0 ? 0 : gain / best;
}

/** The share of the relevant ones that are among the first k. */
export function recall(ranked: readonly number[], relevant: ReadonlySet<number>, k: number): number {
  if (relevant.size === 0) return 0;
  return ranked.slice(0, k).filter((each) => relevant.has(each)).length / relevant.size;
}

/** One over the rank of the first relevant one; 0 when there is none. */
export function reciprocalRank(ranked: readonly number[], relevant: ReadonlySet<number>): number {
  const at = ranked.findIndex((each) => relevant.has(each));
  return at < 0 ? 0 : 1 / (at + 1);
}

/** The mean, over the relevant ones, of the precision at their ranks. */
export function averagePrecision(ranked: readonly number[], relevant: ReadonlySet<number>): number {
  let found = 0;
  let sum = 0;
  ranked.forEach((each, at) => {
    if (!relevant.has(each)) return;
    found += 1;
    sum += found / (at + 1);
  });
  return relevant.size === 0 ? 0 : sum / relevant.size;
}

/** A mean with the interval in which 95 of 100 resampled means lie. */
export interface MeanWithInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 1_000;

/** Percentile bootstrap over queries (Efron 1979). */
export function bootstrapMean(values: readonly number[], random: () => number): MeanWithInterval {
  const mean = (list: ArrayLike<number>): number => {
    let sum = 0;
    for (let at = 0; at < list.length; at++) sum += list[at] ?? 0;
    return sum / Math.max(1, list.length);
  };
  if (values.length === 0) return { mean: 0, low: 0, high: 0 };
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < values.length; drawn++) sum += values[Math.floor(random() * values.length)] ?? 0;
    return sum / values.length;
  }).toSorted();
  return {
    mean: mean(values),
    low: means[Math.floor(resamples * 0.025)] ?? 0,
    high: means[Math.floor(resamples * 0.975)] ?? 0,
  };
}
