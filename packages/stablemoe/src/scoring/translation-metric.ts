import { ScoringError } from "./error.ts";

export interface MetricScore {
  /** 0 to 100; TER may exceed 100. */
  readonly score: number;
}

/**
 * A metric as sums: each segment has a fixed number of statistics, and the score of any set of segments follows from
 * the sums over them. That makes corpus scores and resampling cheap.
 */
export interface TranslationMetric<Score extends MetricScore = MetricScore> {
  /** Such as `BLEU`, `chrF2++`, `TER`. */
  readonly name: string;
  readonly higherIsBetter: boolean;
  readonly numStatistics: number;
  /** Of one segment against its references, of which there is at least one. */
  segmentStatistics(hypothesis: string, references: readonly string[]): ArrayLike<number>;
  scoreOf(sums: ArrayLike<number>): Score;
  /** What stands behind the score in its printed line, such as precisions and lengths; empty where nothing does. */
  detailsOf(score: Score): string;
  /** Settings, `key:value`, for the signature. */
  readonly signatureFields: readonly string[];
}

/** `references[k][i]` belongs to hypothesis i; null where that segment has no k-th reference. */
export type ReferenceStreams = readonly (readonly (string | null)[])[];

/** Statistics of the segments of one system under one metric, one segment after another. */
export interface SegmentStatistics {
  readonly numSegments: number;
  readonly numStatistics: number;
  /** [numSegments, numStatistics] */
  readonly values: Float64Array;
}

/**
 * @throws {ScoringError} `no-segments`, `segment-counts` when a stream is longer or shorter than the hypotheses,
 *   `no-reference` for a segment whose references are all null
 */
export function segmentStatistics(
  metric: TranslationMetric,
  hypotheses: readonly string[],
  references: ReferenceStreams,
  onProgress?: (segments: number) => void,
): SegmentStatistics {
  const { numStatistics } = metric;
  const segments = referencesBySegment(hypotheses.length, references);
  const values = new Float64Array(segments.length * numStatistics);
  for (const [i, own] of segments.entries()) {
    const statistics = metric.segmentStatistics(hypotheses[i]!, own);
    for (let k = 0; k < numStatistics; k++) values[i * numStatistics + k] = statistics[k]!;
    onProgress?.(i + 1);
  }
  return { numSegments: segments.length, numStatistics, values };
}

/** Score of each segment by itself, from statistics that were counted before. */
export function scoresOfSegments<Score extends MetricScore>(
  metric: TranslationMetric<Score>,
  { numSegments, numStatistics, values }: SegmentStatistics,
): Score[] {
  return Array.from({ length: numSegments }, (_, i) =>
    metric.scoreOf(values.subarray(i * numStatistics, (i + 1) * numStatistics)),
  );
}

/** Sums over all segments. */
export function sumOf({ numSegments, numStatistics, values }: SegmentStatistics): Float64Array {
  const sums = new Float64Array(numStatistics);
  for (let i = 0; i < numSegments; i++) {
    for (let k = 0; k < numStatistics; k++) sums[k]! += values[i * numStatistics + k]!;
  }
  return sums;
}

/**
 * Score of all segments together, which is not the mean of the scores of segments.
 *
 * @throws {ScoringError} as {@link segmentStatistics}
 */
export function corpusScore<Score extends MetricScore>(
  metric: TranslationMetric<Score>,
  hypotheses: readonly string[],
  references: ReferenceStreams,
): Score {
  return metric.scoreOf(sumOf(segmentStatistics(metric, hypotheses, references)));
}

/**
 * Score of each segment against its own references. For BLEU make the metric with `effectiveOrder`: segments are often
 * shorter than four tokens.
 *
 * @throws {ScoringError} as {@link segmentStatistics}
 */
export function sentenceScores<Score extends MetricScore>(
  metric: TranslationMetric<Score>,
  hypotheses: readonly string[],
  references: ReferenceStreams,
): Score[] {
  return scoresOfSegments(metric, segmentStatistics(metric, hypotheses, references));
}

/** References of each segment, without the missing ones. */
function referencesBySegment(numSegments: number, references: ReferenceStreams): string[][] {
  if (numSegments === 0) throw new ScoringError("no-segments", "there is no segment to score; give at least one");
  for (const [k, stream] of references.entries()) {
    if (stream.length === numSegments) continue;
    throw new ScoringError(
      "segment-counts",
      `reference stream ${k + 1} has ${stream.length} segments for ${numSegments} hypotheses; give null where a segment has no reference`,
    );
  }
  return Array.from({ length: numSegments }, (_, i) => {
    const own = references.map((stream) => stream[i]!).filter((text) => text !== null);
    if (own.length > 0) return own;
    throw new ScoringError("no-reference", `segment ${i + 1} has no reference; leave it out or give it one`);
  });
}
