import { ScoringError } from "./error.ts";
import type { MetricScore, TranslationMetric } from "./translation-metric.ts";
import { splitWords, withoutWhiteSpace } from "./white-space.ts";
import { type NGramCounts, matchesOf, wordNGrams } from "./word-n-grams.ts";

export interface ChrfOptions {
  /** Longest character n-gram. */
  readonly charOrder?: number;
  /** Longest word n-gram: 0 is chrF, 2 is chrF++. */
  readonly wordOrder?: number;
  /** How many times as much recall counts as precision. */
  readonly beta?: number;
  readonly lowercase?: boolean;
  /** Character n-grams with white space. */
  readonly whitespace?: boolean;
  /** Mean of the F-scores of all orders, a tiny number where an order has no n-grams, instead of leaving such orders out. */
  readonly epsSmoothing?: boolean;
}

const TINY = 1e-16;
const PUNCTUATION = /^[!-/:-@[-`{-~]$/u;

/**
 * chrF: F-score of character n-grams, and of word n-grams with `wordOrder`, in per cent; precision and recall are means
 * over the orders. A segment counts with the reference that suits it best.
 *
 * @throws {ScoringError} `metric-options` for orders or a beta that leave nothing to compute
 * @see Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation", and 2017, "chrF++: words helping
 *   character n-grams"
 */
export function chrf({
  charOrder = 6,
  wordOrder = 0,
  beta = 2,
  lowercase = false,
  whitespace = false,
  epsSmoothing = false,
}: ChrfOptions = {}): TranslationMetric {
  const orders = charOrder + wordOrder;
  if (![charOrder, wordOrder].every((order) => Number.isInteger(order) && order >= 0) || orders === 0) {
    throw new ScoringError(
      "metric-options",
      `charOrder and wordOrder must be whole numbers, not both 0, got ${charOrder} and ${wordOrder}`,
    );
  }
  if (!(beta > 0)) throw new ScoringError("metric-options", `beta must be above 0, got ${beta}`);
  const weight = beta ** 2;

  const nGramsOf = (text: string): NGramCounts[] => {
    const cased = lowercase ? text.toLowerCase() : text;
    const characters = characterNGrams(whitespace ? cased : withoutWhiteSpace(cased), charOrder);
    return wordOrder === 0 ? characters : [...characters, ...wordNGrams(wordsOf(cased), wordOrder)];
  };

  const scoreOf = (sums: ArrayLike<number>): number => {
    let smoothed = 0;
    let precisions = 0;
    let recalls = 0;
    let effective = 0;
    for (let order = 0; order < orders; order++) {
      const inHypothesis = sums[3 * order]!;
      const inReference = sums[3 * order + 1]!;
      const matches = sums[3 * order + 2]!;
      const precision = inHypothesis > 0 ? matches / inHypothesis : TINY;
      const recall = inReference > 0 ? matches / inReference : TINY;
      const denominator = weight * precision + recall;
      smoothed += denominator > 0 ? ((1 + weight) * precision * recall) / denominator : TINY;
      if (inHypothesis === 0 || inReference === 0) continue;
      precisions += precision;
      recalls += recall;
      effective++;
    }
    if (epsSmoothing) return (100 * smoothed) / orders;
    if (precisions + recalls === 0) return 0;
    const precision = precisions / effective;
    const recall = recalls / effective;
    // In just this order of operations: references that suit equally well must tie to the last bit.
    return 100 * (((1 + weight) * precision * recall) / (weight * precision + recall));
  };

  return {
    name: `chrF${beta}${"+".repeat(wordOrder)}`,
    higherIsBetter: true,
    numStatistics: 3 * orders,
    signatureFields: [
      `case:${lowercase ? "lc" : "mixed"}`,
      `eff:${epsSmoothing ? "no" : "yes"}`,
      `nc:${charOrder}`,
      `nw:${wordOrder}`,
      `space:${whitespace ? "yes" : "no"}`,
    ],
    /** N-grams of the hypothesis, of the reference, and of both, order by order. */
    segmentStatistics(hypothesis, references) {
      const own = nGramsOf(hypothesis);
      let best: readonly number[] = [];
      let bestScore = -1;
      for (const reference of references) {
        const statistics = nGramsOf(reference).flatMap((counts, order) => [
          // An order that the reference is too short for says nothing about the hypothesis.
          counts.size > 0 ? totalOf(own[order]!) : 0,
          totalOf(counts),
          matchesOf(own[order]!, counts),
        ]);
        const score = scoreOf(statistics);
        if (score <= bestScore) continue;
        bestScore = score;
        best = statistics;
      }
      return best;
    },
    scoreOf: (sums): MetricScore => ({ score: scoreOf(sums) }),
    detailsOf: () => "",
  };
}

/** N-grams of code points, one map per order. */
function characterNGrams(text: string, maxOrder: number): NGramCounts[] {
  const starts: number[] = [];
  for (let at = 0; at < text.length; at += text.codePointAt(at)! > 0xffff ? 2 : 1) starts.push(at);
  starts.push(text.length);
  return Array.from({ length: maxOrder }, (_, order) => {
    const counts: NGramCounts = new Map();
    for (let i = 0; i + order + 1 < starts.length; i++) {
      const nGram = text.slice(starts[i], starts[i + order + 1]);
      counts.set(nGram, (counts.get(nGram) ?? 0) + 1);
    }
    return counts;
  });
}

/** Words with one ASCII punctuation mark split off: the last character if it is one, else the first. */
function wordsOf(text: string): string[] {
  return splitWords(text).flatMap((word) => {
    const characters = Array.from(word);
    if (characters.length === 1) return [word];
    if (PUNCTUATION.test(characters.at(-1)!)) return [word.slice(0, -1), word.slice(-1)];
    if (PUNCTUATION.test(characters[0]!)) return [word.slice(0, 1), word.slice(1)];
    return [word];
  });
}

function totalOf(counts: NGramCounts): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
