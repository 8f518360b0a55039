/**
 * A one-sentence summary cut from the abstract: the sentence that best says what the paper does. No model writes
 * anything, so every word is the authors'.
 */

import { plainText, splitSentences } from "../arxiv/index.ts";
import { compressSentence } from "./sentence-compression.ts";
import { cosineSimilarity, type SparseVector } from "./sparse-vector.ts";
import { describeSentences, titleName } from "./summary-features.ts";
import { weighed, weightRow } from "./summary-training.ts";
import { learntWeights } from "./summary-weights.ts";
import type { TermStatistics } from "./term-statistics.ts";

export interface SentenceSummary {
  readonly text: string;
  /** Which sentence of the abstract, from 1. */
  readonly sentence: number;
  /** How many sentences the abstract has. */
  readonly sentences: number;
  /** Its place in the abstract as given, in UTF-16 units, end excluded. */
  readonly start: number;
  readonly end: number;
}

/** Null when the abstract holds no sentence. */
export function summarize(title: string, abstract: string, statistics: TermStatistics): SentenceSummary | null {
  return summarySentences(title, abstract, statistics, 1)[0] ?? null;
}

/**
 * The sentences that together say most, best first: each further one is chosen for its own score less what those before
 * have said already (maximal marginal relevance, Carbonell and Goldstein 1998).
 */
export function summarySentences(
  title: string,
  abstract: string,
  statistics: TermStatistics,
  count: number,
): readonly SentenceSummary[] {
  const parts = splitSentences(abstract);
  const sentences = parts.map(plainText);
  const places = placesOf(parts, abstract);
  const { features, vectors } = describeSentences(title, titleName(title), sentences, statistics);
  const scores = features.map((row) => weighed(row, servedWeights));
  const chosen: number[] = [];
  while (chosen.length < Math.min(count, sentences.length)) {
    const marginal = scores.map((score, index) =>
      chosen.includes(index)
        ? -Infinity
        : score - redundancyWeight * Math.max(0, ...chosen.map((each) => likeness(vectors, each, index))),
    );
    chosen.push(marginal.indexOf(Math.max(...marginal)));
  }
  return chosen.map((best) => ({
    text: compressSentence(sentences[best] ?? ""),
    sentence: best + 1,
    sentences: sentences.length,
    start: places[best]?.start ?? 0,
    end: places[best]?.end ?? 0,
  }));
}

const servedWeights = weightRow(learntWeights);

/** How much it counts against a sentence that another one has said the same. */
const redundancyWeight = 1.5;

const likeness = (vectors: readonly SparseVector[], one: number, other: number): number =>
  cosineSimilarity(vectors[one] ?? new Map(), vectors[other] ?? new Map());

/** Where each sentence stands in the text that it was cut from. */
function placesOf(
  sentences: readonly string[],
  text: string,
): readonly { readonly start: number; readonly end: number }[] {
  let from = 0;
  return sentences.map((sentence) => {
    const start = text.indexOf(sentence, from);
    from = start + sentence.length;
    return { start, end: from };
  });
}
