import { plainText, splitSentences } from "../arxiv/index.ts";
import { tokenize } from "./analysis.ts";
import { cosineSimilarity } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import { describeSentences, summaryFeatures, titleName } from "./summary-features.ts";
import type { SummaryWeights } from "./summary-weights.ts";
import type { TermStatistics } from "./term-statistics.ts";
import { textVector } from "./text-similarity.ts";

/** An abstract whose sentences are known by their features and by how well they say what its title says. */
export interface SummaryExample {
  readonly features: readonly Float64Array[];
  /** Cosine of each sentence with the half of the title that the features do not know; never all zero. */
  readonly worth: readonly number[];
}

const fewestSentences = 3;

/**
 * A paper as an example, or null where it cannot teach anything. Nobody has written summaries of these papers; but their
 * authors have written titles, and the sentence that says the title's matter is what a summary should be. The words of
 * the title are dealt out at random: one half is what the ranker sees, the other half judges it. The name before a
 * colon is in neither.
 *
 * @param random gives numbers from 0 to 1
 */
export function summaryExample(
  title: string,
  abstract: string,
  statistics: TermStatistics,
  random: () => number,
): SummaryExample | null {
  const sentences = splitSentences(abstract).map(plainText);
  if (sentences.length < fewestSentences) return null;
  const name = titleName(title);
  const words = tokenize(plainText(title)).filter((word) => !englishStopWords.has(word) && !name.includes(word));
  const seen: string[] = [];
  const judging: string[] = [];
  for (const word of new Set(words)) (random() < 0.5 ? seen : judging).push(word);
  const { features, vectors } = describeSentences(seen.join(" "), name, sentences, statistics);
  const target = textVector("", judging.join(" "), statistics);
  const worth = vectors.map((vector) => cosineSimilarity(vector, target));
  return worth.some((value) => value > 0) ? { features, worth } : null;
}

/** Score of a sentence by the features and weights. */
export function weighed(features: Float64Array, weights: Float64Array): number {
  let score = 0;
  for (let at = 0; at < features.length; at++) score += (features[at] ?? 0) * (weights[at] ?? 0);
  return score;
}

/** Weights in the order of the features. */
export const weightRow = (weights: SummaryWeights): Float64Array =>
  Float64Array.from(summaryFeatures, (feature) => weights[feature]);

const passes = 8;
const learningRate = 0.1;
const decay = 1e-4;

/**
 * Learns the weights of a linear ranker: the softmax of the scores of an abstract's sentences is brought close to their
 * shares of worth (cross-entropy by lists, ListNet, Cao and others 2007), with AdaGrad.
 *
 * @returns what the loss was in each pass, and the weights
 */
export function trainSummary(examples: readonly SummaryExample[]): {
  readonly losses: readonly number[];
  readonly weights: SummaryWeights;
} {
  const weights = new Float64Array(summaryFeatures.length);
  const squares = new Float64Array(weights.length).fill(1e-8);
  const losses: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    let loss = 0;
    for (const example of examples) {
      const { gradient, value } = listLoss(example, weights);
      loss += value;
      gradient.forEach((slope, at) => {
        const whole = slope + decay * (weights[at] ?? 0);
        squares[at]! += whole * whole;
        weights[at]! -= (learningRate * whole) / Math.sqrt(squares[at] ?? 1);
      });
    }
    losses.push(loss / examples.length);
  }
  const learnt = Object.fromEntries(summaryFeatures.map((feature, at) => [feature, weights[at] ?? 0]));
  // Every feature was given its weight a line above.
  return { losses, weights: learnt as SummaryWeights };
}

/** Cross-entropy of the shares of worth and the softmax of the scores, with its gradient by the weights. */
export function listLoss(
  { features, worth }: SummaryExample,
  weights: Float64Array,
): { readonly value: number; readonly gradient: Float64Array } {
  const scores = features.map((row) => weighed(row, weights));
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  const all = worth.reduce((total, value) => total + value, 0);
  const gradient = new Float64Array(weights.length);
  let value = 0;
  features.forEach((row, at) => {
    const probability = (powers[at] ?? 0) / sum;
    const share = (worth[at] ?? 0) / all;
    value -= share * Math.log(probability);
    row.forEach((feature, column) => {
      gradient[column]! += (probability - share) * feature;
    });
  });
  return { value, gradient };
}
