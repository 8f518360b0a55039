/**
 * Is one system better than another, or were the segments kind to it? Two answers, both from the statistics of segments,
 * so no text is looked at again: the paired bootstrap (Koehn 2004, "Statistical Significance Tests for Machine
 * Translation Evaluation") and approximate randomisation (Noreen 1989; Riezler and Maxwell 2005, "On Some Pitfalls in
 * Automatic Evaluation and Significance Testing for MT").
 */
import { philox4x32 } from "@stablemoe/tensor";
import { ScoringError } from "./error.ts";
import { type SegmentStatistics, type TranslationMetric, sumOf } from "./translation-metric.ts";

export interface ResamplingOptions {
  /** Resamples or trials: 1000 for the bootstrap, 10,000 for the randomisation. */
  readonly repetitions?: number;
  readonly seed?: number;
  readonly onProgress?: (repetitions: number) => void;
}

/** Middle 95 per cent of resampled values. */
export interface ConfidenceInterval {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
}

export interface PairedDifference {
  /** Score of the system minus that of the baseline. */
  readonly difference: number;
  /** Two-sided: how often chance alone makes a difference at least as large. */
  readonly pValue: number;
}

export interface BootstrapDifference extends PairedDifference {
  readonly interval: ConfidenceInterval;
  /** Share of resamples in which the system is better than the baseline. */
  readonly wins: number;
}

export interface PairedBootstrap {
  /** Of the score of each system, in the order given. */
  readonly intervals: readonly ConfidenceInterval[];
  /** Of each system after the first against the first. */
  readonly differences: readonly BootstrapDifference[];
}

/** Differences that are equal but for rounding count as equal. */
const ROUNDING = 1e-9;
const TWO_32 = 0x100000000;
/** Streams of random numbers, one per method. */
const BOOTSTRAP = 1;
const RANDOMISATION = 2;

/**
 * Scores all systems on the same resamples: as many segments as there are, drawn with replacement. The p-value centres
 * the resampled differences: `(1 + #{|d* - mean(d*)| >= |d|}) / (1 + repetitions)`.
 *
 * @param systems statistics of the same segments under the same metric, the baseline first
 * @throws {ScoringError} `segment-counts`, `repetitions`
 */
export function pairedBootstrap(
  metric: TranslationMetric,
  systems: readonly SegmentStatistics[],
  { repetitions = 1000, seed = 1, onProgress }: ResamplingOptions = {},
): PairedBootstrap {
  assertComparable(systems, repetitions);
  const [first] = systems;
  const scores = systems.map(() => new Float64Array(repetitions));
  const weights = new Uint32Array(first!.numSegments);
  for (let r = 0; r < repetitions; r++) {
    drawInto(weights, seed, r);
    for (const [k, system] of systems.entries()) scores[k]![r] = metric.scoreOf(weightedSum(system, weights)).score;
    onProgress?.(r + 1);
  }
  const observed = systems.map((system) => metric.scoreOf(sumOf(system)).score);
  const [baseline] = scores;
  return {
    intervals: scores.map(confidenceInterval),
    differences: scores.slice(1).map((own, k) => {
      const difference = observed[k + 1]! - observed[0]!;
      const resampled = own.map((score, r) => score - baseline![r]!);
      const interval = confidenceInterval(resampled);
      const sign = metric.higherIsBetter ? 1 : -1;
      return {
        difference,
        interval,
        wins: resampled.filter((d) => sign * d > ROUNDING).length / repetitions,
        pValue: shareAtLeast(
          resampled.map((d) => d - interval.mean),
          difference,
        ),
      };
    }),
  };
}

/**
 * Swaps the outputs of the two systems for a random half of the segments, again and again: were they equally good, the
 * difference would be as large as the observed one just as often.
 *
 * @throws {ScoringError} `segment-counts`, `repetitions`
 */
export function approximateRandomisation(
  metric: TranslationMetric,
  baseline: SegmentStatistics,
  system: SegmentStatistics,
  { repetitions = 10_000, seed = 1, onProgress }: ResamplingOptions = {},
): PairedDifference {
  assertComparable([baseline, system], repetitions);
  const sumOfBaseline = sumOf(baseline);
  const sumOfSystem = sumOf(system);
  const changes = changesOf(baseline, system);
  const swaps = new Uint32Array(Math.ceil(changes.numSegments / 32));
  const differences = new Float64Array(repetitions);
  for (let r = 0; r < repetitions; r++) {
    fillRandomInto(swaps, seed, r, RANDOMISATION);
    const moved = sumOfChosen(changes, swaps);
    differences[r] =
      metric.scoreOf(sumOfSystem.map((sum, k) => sum - moved[k]!)).score -
      metric.scoreOf(sumOfBaseline.map((sum, k) => sum + moved[k]!)).score;
    onProgress?.(r + 1);
  }
  const difference = metric.scoreOf(sumOfSystem).score - metric.scoreOf(sumOfBaseline).score;
  return { difference, pValue: shareAtLeast(differences, difference) };
}

function assertComparable([first, ...others]: readonly SegmentStatistics[], repetitions: number): void {
  if (!Number.isInteger(repetitions) || repetitions < 1) {
    throw new ScoringError("repetitions", `repetitions must be a whole number from 1, got ${repetitions}`);
  }
  for (const { numSegments } of others) {
    if (numSegments === first!.numSegments) continue;
    throw new ScoringError(
      "segment-counts",
      `systems have ${first!.numSegments} and ${numSegments} segments; a paired test needs the same ones`,
    );
  }
}

/** How often each segment is in resample `r`; the same for every system and metric. */
function drawInto(weights: Uint32Array, seed: number, r: number): void {
  const drawn = new Uint32Array(weights.length);
  fillRandomInto(drawn, seed, r, BOOTSTRAP);
  weights.fill(0);
  for (const word of drawn) weights[Math.floor((word / TWO_32) * weights.length)]!++;
}

/** Random words that depend on seed, repetition and stream only. */
function fillRandomInto(out: Uint32Array, seed: number, repetition: number, stream: number): void {
  const key: [number, number] = [seed >>> 0, Math.floor(seed / TWO_32) >>> 0];
  for (let i = 0; i < out.length; i += 4) {
    const words = philox4x32([i, repetition, stream, 0], key);
    for (let k = 0; k < 4 && i + k < out.length; k++) out[i + k] = words[k]!;
  }
}

function weightedSum({ numSegments, numStatistics, values }: SegmentStatistics, weights: Uint32Array): Float64Array {
  const sums = new Float64Array(numStatistics);
  for (let i = 0; i < numSegments; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    for (let k = 0; k < numStatistics; k++) sums[k]! += weight * values[i * numStatistics + k]!;
  }
  return sums;
}

/** What swapping each segment changes, without the segments in which that is nothing. */
function changesOf(baseline: SegmentStatistics, system: SegmentStatistics): SegmentStatistics {
  const { numSegments, numStatistics } = baseline;
  const changes = system.values.map((value, i) => value - baseline.values[i]!);
  const swappable = Array.from({ length: numSegments }, (_, i) =>
    changes.subarray(i * numStatistics, (i + 1) * numStatistics),
  ).filter((change) => change.some((value) => value !== 0));
  const values = new Float64Array(swappable.length * numStatistics);
  for (const [i, change] of swappable.entries()) values.set(change, i * numStatistics);
  return { numSegments: swappable.length, numStatistics, values };
}

/** Sums over the segments whose bit is set. */
function sumOfChosen({ numSegments, numStatistics, values }: SegmentStatistics, chosen: Uint32Array): Float64Array {
  const sums = new Float64Array(numStatistics);
  for (let i = 0; i < numSegments; i++) {
    if (((chosen[i >>> 5]! >>> (i & 31)) & 1) === 0) continue;
    for (let k = 0, at = i * numStatistics; k < numStatistics; k++, at++) sums[k]! += values[at]!;
  }
  return sums;
}

/** One of forty is left out at either end, as sacreBLEU's intervals do. */
function confidenceInterval(values: Float64Array): ConfidenceInterval {
  const sorted = values.toSorted();
  const tail = Math.floor(sorted.length / 40);
  return {
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    lower: sorted[tail]!,
    upper: sorted[sorted.length - tail - 1]!,
  };
}

/** The observed value counts as one of the repetitions, so p is never 0; ties count against the difference. */
function shareAtLeast(values: Float64Array, observed: number): number {
  const extreme = values.filter((value) => Math.abs(value) >= Math.abs(observed) - ROUNDING).length;
  return (extreme + 1) / (values.length + 1);
}
