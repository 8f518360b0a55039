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
  readonly #origins: readonly string[];
  readonly #bleu: Scored;
  readonly #chrf: Scored;

  /** @param origins of each translation; those of one origin are alike, so they are resampled together */
  constructor(
    translations: readonly string[],
    references: readonly string[],
    origins: readonly string[],
    seed: number,
  ) {
    this.#seed = seed;
    this.#origins = origins;
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
    const numbers = new Map<string, number>();
    for (const row of rows) {
      const origin = this.#origins[row]!;
      if (!numbers.has(origin)) numbers.set(origin, numbers.size);
    }
    const sums = new Float64Array(numbers.size * numStatistics);
    for (const row of rows) {
      const at = numbers.get(this.#origins[row]!)! * numStatistics;
      for (let k = 0; k < numStatistics; k++) sums[at + k] = sums[at + k]! + values[row * numStatistics + k]!;
    }
    const own = { numSegments: numbers.size, numStatistics, values: sums };
    const { intervals } = pairedBootstrap(metric, [own], { repetitions: RESAMPLES, seed: this.#seed });
    const { lower, upper } = intervals[0]!;
    return { score: metric.scoreOf(sumOf(own)).score, low: lower, high: upper };
  }
}

interface Scored {
  readonly metric: TranslationMetric;
  readonly statistics: SegmentStatistics;
}
