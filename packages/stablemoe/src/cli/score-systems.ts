import {
  type BootstrapDifference,
  type ConfidenceInterval,
  type PairedDifference,
  approximateRandomisation,
  pairedBootstrap,
} from "../scoring/resampling.ts";
import { signatureOf } from "../scoring/signature.ts";
import {
  type MetricScore,
  type TranslationMetric,
  scoresOfSegments,
  segmentStatistics,
  sumOf,
} from "../scoring/translation-metric.ts";
import type { SegmentFile } from "./segment-files.ts";

/** A metric for corpora, and the same one for single sentences. */
export interface ChosenMetric {
  readonly metric: TranslationMetric;
  readonly sentenceMetric: TranslationMetric;
}

export interface ScoringRequest {
  /** The first is the baseline of comparisons. */
  readonly systems: readonly SegmentFile[];
  readonly references: readonly SegmentFile[];
  readonly metrics: readonly ChosenMetric[];
  readonly withSentences: boolean;
  /** Resamples, trials; null where not asked for. */
  readonly bootstrap: number | null;
  readonly randomisation: number | null;
  readonly seed: number;
  /** How far one stage is, and of how much; `what` names it. */
  readonly onProgress: (what: string, done: number, of: number) => void;
}

export interface SystemScore {
  readonly name: string;
  readonly score: MetricScore;
  readonly sentences: readonly number[] | null;
  readonly interval: ConfidenceInterval | null;
  /** Against the baseline; null for itself. */
  readonly bootstrap: BootstrapDifference | null;
  readonly randomisation: PairedDifference | null;
}

export interface MetricScores {
  readonly metric: TranslationMetric;
  readonly signature: string;
  readonly sentenceSignature: string;
  readonly systems: readonly SystemScore[];
}

/** Every metric over every system, statistics counted once. */
export function scoreSystems(request: ScoringRequest): MetricScores[] {
  return request.metrics.map((chosen) => scoreOne(chosen, request));
}

function scoreOne({ metric, sentenceMetric }: ChosenMetric, request: ScoringRequest): MetricScores {
  const { systems, references, bootstrap, randomisation, seed, withSentences, onProgress } = request;
  const streams = references.map(({ segments }) => segments);
  const numReferences = streams.length;
  const statistics = systems.map(({ name, segments }) =>
    segmentStatistics(metric, segments, streams, (done) =>
      onProgress(`${metric.name} of ${name}, segments`, done, segments.length),
    ),
  );
  const resampled =
    bootstrap === null
      ? null
      : pairedBootstrap(metric, statistics, {
          repetitions: bootstrap,
          seed,
          onProgress: (done) => onProgress(`${metric.name}, resamples`, done, bootstrap),
        });
  return {
    metric,
    signature: signatureOf(metric, {
      numReferences,
      ...(bootstrap === null ? {} : { bootstrap, seed }),
      ...(randomisation === null ? {} : { randomisation, seed }),
    }),
    sentenceSignature: signatureOf(sentenceMetric, { numReferences }),
    systems: systems.map(({ name }, i) => ({
      name,
      score: metric.scoreOf(sumOf(statistics[i]!)),
      sentences: withSentences ? scoresOfSegments(sentenceMetric, statistics[i]!).map(({ score }) => score) : null,
      interval: resampled?.intervals[i] ?? null,
      bootstrap: resampled?.differences[i - 1] ?? null,
      randomisation:
        randomisation === null || i === 0
          ? null
          : approximateRandomisation(metric, statistics[0]!, statistics[i]!, {
              repetitions: randomisation,
              seed,
              onProgress: (done) => onProgress(`${metric.name} of ${name}, trials`, done, randomisation),
            }),
    })),
  };
}
