import { type BleuTokenizerName, bleuTokenizers } from "./bleu-tokenizers.ts";
import { ScoringError } from "./error.ts";
import { printedDigits } from "./printed-digits.ts";
import type { MetricScore, TranslationMetric } from "./translation-metric.ts";
import { splitWords, trimEnd } from "./white-space.ts";
import { type NGramCounts, matchesOf, wordNGrams } from "./word-n-grams.ts";

/**
 * What stands in for a precision of zero: `exp` 1/2, 1/4, … of a match for the first, second, … such order; `floor` a
 * small number of matches; `add-k` adds k to matches and n-grams of the orders above 1; `none` leaves it.
 * Chen and Cherry 2014, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU", methods 3, 1 and 2.
 */
export type BleuSmoothing = "exp" | "floor" | "add-k" | "none";

/** Default of `smoothingValue`, null where a method takes none. */
const smoothingDefaults: Readonly<Record<BleuSmoothing, number | null>> = {
  exp: null,
  floor: 0.1,
  "add-k": 1,
  none: null,
};
export const bleuSmoothings: readonly BleuSmoothing[] = Object.keys(smoothingDefaults) as BleuSmoothing[];

export interface BleuOptions {
  readonly tokenizer?: BleuTokenizerName;
  readonly smoothing?: BleuSmoothing;
  /** Matches of `floor`, k of `add-k`. */
  readonly smoothingValue?: number;
  readonly maxOrder?: number;
  readonly lowercase?: boolean;
  /** Leaves out orders that the hypothesis is too short for; meant for single sentences. */
  readonly effectiveOrder?: boolean;
}

export interface BleuScore extends MetricScore {
  /** Matched n-grams of each order, with what smoothing added. */
  readonly counts: readonly number[];
  /** N-grams of the hypotheses of each order, with what smoothing added. */
  readonly totals: readonly number[];
  /** Per cent, smoothed. */
  readonly precisions: readonly number[];
  readonly brevityPenalty: number;
  /** Tokens. */
  readonly hypothesisLength: number;
  /** Tokens of the closest reference of each segment. */
  readonly referenceLength: number;
}

/**
 * BLEU: brevity penalty times the geometric mean of clipped n-gram precisions, in per cent.
 *
 * @throws {ScoringError} `metric-options` for an order below 1 or a smoothing value below 0
 * @see Papineni et al. 2002, "BLEU: a Method for Automatic Evaluation of Machine Translation"; Post 2018,
 *   arXiv:1804.08771
 */
export function bleu({
  tokenizer = "13a",
  smoothing = "exp",
  smoothingValue,
  maxOrder = 4,
  lowercase = false,
  effectiveOrder = false,
}: BleuOptions = {}): TranslationMetric<BleuScore> {
  if (!Number.isInteger(maxOrder) || maxOrder < 1) {
    throw new ScoringError("metric-options", `maxOrder must be a whole number from 1, got ${maxOrder}`);
  }
  const value = smoothingValue ?? smoothingDefaults[smoothing] ?? 0;
  if (!(value >= 0)) throw new ScoringError("metric-options", `smoothingValue must be at least 0, got ${value}`);
  const tokenize = bleuTokenizers[tokenizer];
  const tokensOf = (text: string): string[] => splitWords(tokenize(trimEnd(lowercase ? text.toLowerCase() : text)));

  return {
    name: "BLEU",
    higherIsBetter: true,
    numStatistics: 2 + 2 * maxOrder,
    signatureFields: [
      `case:${lowercase ? "lc" : "mixed"}`,
      `eff:${effectiveOrder ? "yes" : "no"}`,
      `tok:${tokenizer}`,
      `smooth:${smoothing}${smoothingDefaults[smoothing] === null ? "" : `[${printedDigits(value, 2)}]`}`,
    ],
    /** Length of hypothesis and closest reference, matches by order, n-grams by order. */
    segmentStatistics(hypothesis, references) {
      const tokens = tokensOf(hypothesis);
      const nGrams = wordNGrams(tokens, maxOrder);
      const referenceTokens = references.map(tokensOf);
      const allowed = mostFrequent(referenceTokens.map((own) => wordNGrams(own, maxOrder)));
      return [
        tokens.length,
        closestLength(
          tokens.length,
          referenceTokens.map(({ length }) => length),
        ),
        ...nGrams.map((own, order) => matchesOf(own, allowed[order]!)),
        ...nGrams.map((_, order) => Math.max(0, tokens.length - order)),
      ];
    },
    scoreOf: (sums) => bleuOf(sums, { smoothing, value, maxOrder, effectiveOrder }),
    detailsOf({ precisions, brevityPenalty, hypothesisLength, referenceLength }) {
      const ratio = referenceLength === 0 ? 0 : hypothesisLength / referenceLength;
      return (
        `${precisions.map((precision) => printedDigits(precision, 1)).join("/")} ` +
        `(BP = ${printedDigits(brevityPenalty, 3)} ratio = ${printedDigits(ratio, 3)} ` +
        `hyp_len = ${hypothesisLength} ref_len = ${referenceLength})`
      );
    },
  };
}

interface Smoothed {
  readonly smoothing: BleuSmoothing;
  readonly value: number;
  readonly maxOrder: number;
  readonly effectiveOrder: boolean;
}

function bleuOf(sums: ArrayLike<number>, { smoothing, value, maxOrder, effectiveOrder }: Smoothed): BleuScore {
  const hypothesisLength = sums[0]!;
  const referenceLength = sums[1]!;
  const counts = Array.from({ length: maxOrder }, (_, order) => sums[2 + order]!);
  const totals = Array.from({ length: maxOrder }, (_, order) => sums[2 + maxOrder + order]!);
  const precisions = Array.from({ length: maxOrder }, () => 0);
  const brevityPenalty =
    hypothesisLength >= referenceLength
      ? 1
      : hypothesisLength > 0
        ? Math.exp(1 - referenceLength / hypothesisLength)
        : 0;
  const lengths = { counts, totals, precisions, brevityPenalty, hypothesisLength, referenceLength };
  // Smoothing is not to invent a score for text without a single common n-gram.
  if (counts.every((count) => count === 0)) return { score: 0, ...lengths };

  let orders = maxOrder;
  let share = 1;
  for (let order = 0; order < maxOrder; order++) {
    if (smoothing === "add-k" && order > 0) {
      counts[order]! += value;
      totals[order]! += value;
    }
    if (totals[order] === 0) break;
    if (effectiveOrder) orders = order + 1;
    if (counts[order]! > 0) precisions[order] = (100 * counts[order]!) / totals[order]!;
    else if (smoothing === "exp") precisions[order] = 100 / ((share *= 2) * totals[order]!);
    else if (smoothing === "floor") precisions[order] = (100 * value) / totals[order]!;
  }
  // A precision of zero makes the mean zero: its logarithm is minus infinity.
  const logarithms = precisions.slice(0, orders).reduce((sum, precision) => sum + Math.log(precision), 0);
  return { score: brevityPenalty * Math.exp(logarithms / orders), ...lengths };
}

/** Of each n-gram the count of the reference that has it most often. */
function mostFrequent([first, ...others]: readonly NGramCounts[][]): readonly NGramCounts[] {
  const most = first!;
  for (const reference of others) {
    for (const [order, counts] of reference.entries()) {
      const ofOrder = most[order]!;
      for (const [nGram, count] of counts) ofOrder.set(nGram, Math.max(ofOrder.get(nGram) ?? 0, count));
    }
  }
  return most;
}

/** The length nearest to the hypothesis's, of two equally near the shorter. */
function closestLength(length: number, lengths: readonly number[]): number {
  return lengths.reduce((closest, candidate) => {
    const gain = Math.abs(length - closest) - Math.abs(length - candidate);
    return gain > 0 || (gain === 0 && candidate < closest) ? candidate : closest;
  });
}
