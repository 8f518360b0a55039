/**
 * A one-sentence summary cut from the abstract: the sentence that best says what the paper does. No model writes
 * anything, so every word is the authors'.
 */

import { plainText, splitSentences } from "../arxiv/index.ts";
import { tokenize } from "./analysis.ts";
import { compressSentence } from "./sentence-compression.ts";
import { cosineSimilarity, type SparseVector } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import type { TermStatistics } from "./term-statistics.ts";
import { textVector } from "./text-similarity.ts";

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

// Strength of a phrase as a sign that the sentence states the contribution; the strongest one counts.
const cues: readonly (readonly [RegExp, number])[] = [
  [/\b(?:we|i) (?:\w+ )?(?:propose|introduce|present|develop|design|describe)\b/iu, 1],
  [
    /\bthis (?:paper|work|article|letter|thesis|report|study) (?:\w+ )?(?:proposes|introduces|presents|develops|describes)\b/iu,
    1,
  ],
  [/\b(?:is|are) (?:\w+ )?(?:proposed|introduced|presented|developed)\b/iu, 0.7],
  [
    /\b(?:we|i) (?:\w+ )?(?:prove|show|demonstrate|find|derive|establish|construct|study|investigate|report|measure|give)\b/iu,
    0.6,
  ],
  [
    /\bthis (?:paper|work|article|letter|thesis|report|study|survey)\b|\bin this (?:paper|work|article|letter)\b/iu,
    0.5,
  ],
  [/\b(?:results|experiments) (?:show|demonstrate|indicate)\b|\boutperforms?\b/iu, 0.3],
];

// Sentences that lean on the one before make poor summaries on their own.
const leaning =
  /^(?:however|moreover|furthermore|in addition|besides|then|thus|hence|therefore|it|they|these|this (?!paper|work|article))\b/iu;

const bestLengthTokens = 22;

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
  const titleVector = textVector(title, null, statistics);
  const vectors = sentences.map((sentence) => textVector("", sentence, statistics));
  const scores = sentences.map((sentence, index) => {
    const vector = vectors[index] ?? new Map<string, number>();
    const others = vectors.filter((_, other) => other !== index);
    const centrality =
      others.reduce((sum, other) => sum + cosineSimilarity(vector, other), 0) / Math.max(1, others.length);
    return (
      cueStrength(sentence) +
      1.2 * cosineSimilarity(vector, titleVector) +
      0.8 * centrality +
      0.5 * nameOverlap(title, sentence) +
      0.3 * lengthPrior(sentence) +
      0.1 * positionPrior(index, sentences.length) -
      (leaning.test(sentence) ? 0.3 : 0)
    );
  });
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

function cueStrength(sentence: string): number {
  return Math.max(0, ...cues.map(([pattern, strength]) => (pattern.test(sentence) ? strength : 0)));
}

/** 1 when the sentence says the name that the title gives before its colon, as in "StableMoE: ...". */
function nameOverlap(title: string, sentence: string): number {
  const name = /^([^:]{2,40}):/u.exec(plainText(title))?.[1];
  if (name === undefined) return 0;
  const wanted = tokenize(name).filter((token) => !englishStopWords.has(token));
  const present = new Set(tokenize(sentence));
  return wanted.length > 0 && wanted.every((token) => present.has(token)) ? 1 : 0;
}

function lengthPrior(sentence: string): number {
  const distance = Math.log(Math.max(1, tokenize(sentence).length) / bestLengthTokens);
  return Math.exp(-2 * distance * distance);
}

// Abstracts open with the setting and close with the outcome; the contribution stands between.
function positionPrior(index: number, count: number): number {
  if (count === 1) return 1;
  return 1 - Math.abs(index / (count - 1) - 0.4);
}
