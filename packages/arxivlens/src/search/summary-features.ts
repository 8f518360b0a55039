/** What a sentence of an abstract is like, as numbers that the summary's ranker weighs. */

import { plainText } from "../arxiv/index.ts";
import { tokenize } from "./analysis.ts";
import { cosineSimilarity, type SparseVector } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import type { TermStatistics } from "./term-statistics.ts";
import { textVector } from "./text-similarity.ts";

/** Names of the features, in the order of the weights. */
export const summaryFeatures = [
  "title",
  "name",
  "centrality",
  "length",
  "middle",
  "first",
  "last",
  "leaning",
  "proposes",
  "thisPaperProposes",
  "isProposed",
  "finds",
  "thisPaper",
  "resultsShow",
  "contrast",
] as const;
export type SummaryFeature = (typeof summaryFeatures)[number];

const paper = "(?:paper|work|article|letter|thesis|report|study|survey)";
const cues: Partial<Readonly<Record<SummaryFeature, RegExp>>> = {
  // Sentences that lean on the one before make poor summaries on their own.
  leaning:
    /^(?:however|moreover|furthermore|in addition|besides|then|thus|hence|therefore|it|they|these|this (?!paper|work|article))\b/iu,
  proposes: /\b(?:we|i) (?:\w+ )?(?:propose|introduce|present|develop|design|describe)\b/iu,
  thisPaperProposes: new RegExp(
    `\\bthis ${paper} (?:\\w+ )?(?:proposes|introduces|presents|develops|describes)\\b`,
    "iu",
  ),
  isProposed: /\b(?:is|are) (?:\w+ )?(?:proposed|introduced|presented|developed)\b/iu,
  finds:
    /\b(?:we|i) (?:\w+ )?(?:prove|show|demonstrate|find|derive|establish|construct|study|investigate|report|measure|give)\b/iu,
  thisPaper: new RegExp(`\\bthis ${paper}\\b`, "iu"),
  resultsShow: /\b(?:results|experiments) (?:show|demonstrate|indicate)\b|\boutperforms?\b/iu,
  contrast: /\b(?:however|but|although|despite|while|previous|existing)\b/iu,
};

const bestLengthTokens = 22;

/** Sentences with their features and vectors. */
export interface DescribedSentences {
  /** A row per sentence, in the order of `summaryFeatures`. */
  readonly features: readonly Float64Array[];
  readonly vectors: readonly SparseVector[];
}

/** @param title what sentences are held against; may be a part of the paper's title */
export function describeSentences(
  title: string,
  name: readonly string[],
  sentences: readonly string[],
  statistics: TermStatistics,
): DescribedSentences {
  const titleVector = textVector(title, null, statistics);
  const vectors = sentences.map((sentence) => textVector("", sentence, statistics));
  const features = sentences.map((sentence, at) => {
    const vector = vectors[at] ?? new Map<string, number>();
    const others = vectors.filter((_, other) => other !== at);
    const likenesses = others.reduce((sum, other) => sum + cosineSimilarity(vector, other), 0);
    const values: Readonly<Record<SummaryFeature, number>> = {
      title: cosineSimilarity(vector, titleVector),
      name: holdsAll(sentence, name) ? 1 : 0,
      centrality: likenesses / Math.max(1, others.length),
      length: lengthPrior(sentence),
      middle: middlePrior(at, sentences.length),
      first: at === 0 ? 1 : 0,
      last: at === sentences.length - 1 && at > 0 ? 1 : 0,
      leaning: cue(sentence, "leaning"),
      proposes: cue(sentence, "proposes"),
      thisPaperProposes: cue(sentence, "thisPaperProposes"),
      isProposed: cue(sentence, "isProposed"),
      finds: cue(sentence, "finds"),
      thisPaper: cue(sentence, "thisPaper"),
      resultsShow: cue(sentence, "resultsShow"),
      contrast: cue(sentence, "contrast"),
    };
    return Float64Array.from(summaryFeatures, (feature) => values[feature]);
  });
  return { features, vectors };
}

const cue = (sentence: string, feature: SummaryFeature): number => (cues[feature]?.test(sentence) === true ? 1 : 0);

/** The words of the name that a title gives before its colon, as in "StableMoE: ..."; empty without one. */
export function titleName(title: string): readonly string[] {
  const name = /^([^:]{2,40}):/u.exec(plainText(title))?.[1] ?? "";
  return tokenize(name).filter((token) => !englishStopWords.has(token));
}

function holdsAll(sentence: string, words: readonly string[]): boolean {
  const present = new Set(tokenize(sentence));
  return words.length > 0 && words.every((word) => present.has(word));
}

function lengthPrior(sentence: string): number {
  const distance = Math.log(Math.max(1, tokenize(sentence).length) / bestLengthTokens);
  return Math.exp(-2 * distance * distance);
}

// Abstracts open with the setting and close with the outcome; the contribution stands between.
function middlePrior(at: number, count: number): number {
  return count === 1 ? 1 : 1 - Math.abs(at / (count - 1) - 0.4);
}
