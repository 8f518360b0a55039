import { type TerTokenizerOptions, terWords } from "./ter-tokenizer.ts";
import { translationEdits } from "./translation-edits.ts";
import type { MetricScore, TranslationMetric } from "./translation-metric.ts";

export type TerOptions = TerTokenizerOptions;

export interface TerScore extends MetricScore {
  /** Insertions, deletions, substitutions and shifts. */
  readonly edits: number;
  /** Words of the references, the mean where a segment has several. */
  readonly referenceLength: number;
}

/**
 * Translation edit rate: edits to the nearest reference per hundred reference words; lower is better.
 *
 * @see Snover et al. 2006, "A Study of Translation Edit Rate with Targeted Human Annotation"
 */
export function ter(options: TerOptions = {}): TranslationMetric<TerScore> {
  const { normalized = false, noPunctuation = false, asianSupport = false, caseSensitive = false } = options;
  const yesNo = (value: boolean): string => (value ? "yes" : "no");
  return {
    name: "TER",
    higherIsBetter: false,
    numStatistics: 2,
    signatureFields: [
      `case:${caseSensitive ? "mixed" : "lc"}`,
      "tok:tercom",
      `norm:${yesNo(normalized)}`,
      `punct:${yesNo(!noPunctuation)}`,
      `asian:${yesNo(asianSupport)}`,
    ],
    /** Fewest edits, mean length of the references. */
    segmentStatistics(hypothesis, references) {
      const words = terWords(hypothesis, options);
      // Published scores come from references that went through the tokeniser twice; it matters where the first pass
      // makes what the second splits: `it's中` becomes `it's 中`, then `it 's 中`.
      const own = references.map((reference) => terWords(terWords(reference, options).join(" "), options));
      return [
        Math.min(...own.map((reference) => translationEdits(words, reference))),
        own.reduce((sum, { length }) => sum + length, 0) / own.length,
      ];
    },
    scoreOf(sums) {
      const edits = sums[0]!;
      const referenceLength = sums[1]!;
      // Words where the references have none are all wrong.
      const rate = referenceLength > 0 ? edits / referenceLength : edits > 0 ? 1 : 0;
      return { score: 100 * rate, edits, referenceLength };
    },
    detailsOf: () => "",
  };
}
