import { printedDigits } from "./printed-digits.ts";
import type { ConfidenceInterval } from "./resampling.ts";
import type { MetricScore, ReferenceStreams, TranslationMetric } from "./translation-metric.ts";

/** Whose numbers they are: stands last in every signature. */
export const SCORING_VERSION = "stablemoe-0.1.0";

export interface SignatureSettings {
  /** References of a segment, `var` where segments differ. */
  readonly numReferences: number | "var";
  /** Resamples of the bootstrap, trials of the randomisation, and the seed of both. */
  readonly bootstrap?: number;
  readonly randomisation?: number;
  readonly seed?: number;
}

/** All that a reader needs to compute the same score again, in the form of sacreBLEU's signatures. */
export function signatureOf(metric: TranslationMetric, settings: SignatureSettings): string {
  const { numReferences, bootstrap, randomisation, seed } = settings;
  return [
    `nrefs:${numReferences}`,
    ...(bootstrap === undefined ? [] : [`bs:${bootstrap}`]),
    ...(randomisation === undefined ? [] : [`ar:${randomisation}`]),
    ...(seed === undefined ? [] : [`seed:${seed}`]),
    ...metric.signatureFields,
    `version:${SCORING_VERSION}`,
  ].join("|");
}

/** How many references the segments have. */
export function numReferencesOf(references: ReferenceStreams): number | "var" {
  const counts = new Set((references[0] ?? []).map((_, i) => references.filter((stream) => stream[i] !== null).length));
  const [count = 0] = counts;
  return counts.size > 1 ? "var" : count;
}

/** `NAME|SIGNATURE = SCORE (μ = MEAN ± HALF THE INTERVAL) DETAILS`, the line by which scores are published. */
export function scoreLine<Score extends MetricScore>(
  metric: TranslationMetric<Score>,
  score: Score,
  signature: string,
  interval?: ConfidenceInterval,
): string {
  const details = metric.detailsOf(score);
  return [
    `${metric.name}|${signature} = ${printedDigits(score.score, 2)}`,
    ...(interval === undefined ? [] : [`(μ = ${intervalText(interval)})`]),
    ...(details === "" ? [] : [details]),
  ].join(" ");
}

/** `MEAN ± HALF THE INTERVAL` */
export function intervalText({ mean, lower, upper }: ConfidenceInterval): string {
  return `${printedDigits(mean, 2)} ± ${printedDigits((upper - lower) / 2, 2)}`;
}
