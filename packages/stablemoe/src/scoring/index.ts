// Metrics
export { bleu, bleuSmoothings, type BleuOptions, type BleuScore, type BleuSmoothing } from "./bleu.ts";
export { bleuTokenizers, type BleuTokenizerName, type LineTokenizer } from "./bleu-tokenizers.ts";
export { chrf, type ChrfOptions } from "./chrf.ts";
export { ter, type TerOptions, type TerScore } from "./ter.ts";

// Scores of any of them
export {
  corpusScore,
  scoresOfSegments,
  segmentStatistics,
  sentenceScores,
  sumOf,
  type MetricScore,
  type ReferenceStreams,
  type SegmentStatistics,
  type TranslationMetric,
} from "./translation-metric.ts";
export { SCORING_VERSION, numReferencesOf, scoreLine, signatureOf, type SignatureSettings } from "./signature.ts";
export { ScoringError } from "./error.ts";

// Answers of a peer
export {
  CONFORMANCE_TOLERANCE,
  parseConformance,
  runConformance,
  type ConformanceDifference,
  type ConformanceFile,
  type ConformanceReport,
  type ConformanceResult,
} from "./conformance.ts";
export type { PeerArguments } from "./peer-names.ts";

// Significance
export {
  approximateRandomisation,
  pairedBootstrap,
  type BootstrapDifference,
  type ConfidenceInterval,
  type PairedBootstrap,
  type PairedDifference,
  type ResamplingOptions,
} from "./resampling.ts";
