import type { DirectionScores, Interval } from "../report/translation-evaluation.ts";
import { bleu } from "../scoring/bleu.ts";
import { chrf } from "../scoring/chrf.ts";
import { pairedBootstrap } from "../scoring/resampling.ts";
import { signatureOf } from "../scoring/signature.ts";
import {
  type SegmentStatistics,
  type TranslationMetric,
  segmentStatistics,
  sumOf,
} from "../scoring/translation-metric.ts";

const RESAMPLES = 1000;

/** BLEU and chrF2 of translations and of any part of them, with bootstrap intervals. */
export class TranslationScores {
  readonly signatures: { readonly bleu: string; readonly chrf: string };
  readonly #seed: number;
  readonly #bleu: Scored;
  readonly #chrf: Scored;

  constructor(translations: readonly string[], references: readonly string[], seed: number) {
    this.#seed = seed;
    const scored = (metric: TranslationMetric): Scored => ({
      metric,
      statistics: segmentStatistics(metric, translations, [references]),
    });
    this.#bleu = scored(bleu());
    this.#chrf = scored(chrf());
    const settings = { numReferences: 1, bootstrap: RESAMPLES, seed };
    this.signatures = {
      bleu: signatureOf(this.#bleu.metric, settings),
      chrf: signatureOf(this.#chrf.metric, settings),
    };
  }

  /** @param rows which of the translations; at least one */
  of(rows: readonly number[]): DirectionScores {
    return { sentences: rows.length, bleu: this.#interval(this.#bleu, rows), chrf: this.#interval(this.#chrf, rows) };
  }

  #interval({ metric, statistics }: Scored, rows: readonly number[]): Interval {
    const { numStatistics, values } = statistics;
    const part = new Float64Array(rows.length * numStatistics);
    for (const [i, row] of rows.entries())
      part.set(values.subarray(row * numStatistics, (row + 1) * numStatistics), i * numStatistics);
    const own = { numSegments: rows.length, numStatistics, values: part };
    const { intervals } = pairedBootstrap(metric, [own], { repetitions: RESAMPLES, seed: this.#seed });
    const { lower, upper } = intervals[0]!;
    return { score: metric.scoreOf(sumOf(own)).score, low: lower, high: upper };
  }
}

interface Scored {
  readonly metric: TranslationMetric;
  readonly statistics: SegmentStatistics;
}
