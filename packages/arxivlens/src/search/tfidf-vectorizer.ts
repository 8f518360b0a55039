/**
 * scikit-learn's `TfidfVectorizer`, plainly: learns a vocabulary from documents held in memory and weighs them.
 * The reference for everything faster; expected values come from scikit-learn 1.2.1.
 */

import { analyze, countTerms } from "./analysis.ts";
import { SearchError } from "./errors.ts";
import { compareTerms, normalize, type SparseVector } from "./sparse-vector.ts";
import { smoothInverseDocumentFrequency } from "./term-statistics.ts";

export interface TfidfOptions {
  readonly stopWords?: ReadonlySet<string>;
  /** Longest n-gram, in tokens. */
  readonly maxTokens?: number;
  /** Fewest documents that hold a kept term. */
  readonly minDf?: number;
  /** Largest share of the documents that hold a kept term. */
  readonly maxDf?: number;
  /** Keeps the terms of the highest total count. */
  readonly maxFeatures?: number;
  /** `1 + ln(tf)` in place of tf. */
  readonly sublinearTf?: boolean;
  /** `ln((1+n)/(1+df)) + 1` in place of `ln(n/df) + 1`. */
  readonly smoothIdf?: boolean;
}

export interface VocabularyTerm {
  readonly documentFrequency: number;
  readonly inverseDocumentFrequency: number;
}

export interface TfidfModel {
  /** Sorted by code unit. */
  readonly vocabulary: ReadonlyMap<string, VocabularyTerm>;
  /** Weights of length 1 over the vocabulary; empty when no term of the text is in it. */
  transform(text: string): SparseVector;
}

/** @throws {SearchError} `empty-vocabulary` when the limits leave no term */
export function fitTfidf(
  documents: readonly string[],
  {
    stopWords,
    maxTokens = 1,
    minDf = 1,
    maxDf = 1,
    maxFeatures = Infinity,
    sublinearTf = false,
    smoothIdf = true,
  }: TfidfOptions = {},
): TfidfModel {
  const analysis = stopWords === undefined ? { maxTokens } : { maxTokens, stopWords };
  const totals = new Map<string, number>();
  const frequencies = new Map<string, number>();
  for (const document of documents) {
    for (const [term, count] of countTerms(analyze(document, analysis))) {
      totals.set(term, (totals.get(term) ?? 0) + count);
      frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
    }
  }
  const kept = [...frequencies]
    .filter(([, frequency]) => frequency >= minDf && frequency <= maxDf * documents.length)
    .toSorted(([a], [b]) => (totals.get(b) ?? 0) - (totals.get(a) ?? 0) || compareTerms(a, b))
    .slice(0, maxFeatures)
    .toSorted(([a], [b]) => compareTerms(a, b));
  if (kept.length === 0) {
    throw new SearchError(
      "empty-vocabulary",
      `no term of ${documents.length} documents is within minDf ${minDf} and maxDf ${maxDf}`,
    );
  }
  const vocabulary = new Map(
    kept.map(([term, documentFrequency]) => {
      const inverseDocumentFrequency = smoothIdf
        ? smoothInverseDocumentFrequency(documents.length, documentFrequency)
        : Math.log(documents.length / documentFrequency) + 1;
      return [term, { documentFrequency, inverseDocumentFrequency }];
    }),
  );
  return {
    vocabulary,
    transform(text) {
      const weights = new Map<string, number>();
      for (const [term, count] of countTerms(analyze(text, analysis))) {
        const known = vocabulary.get(term);
        if (known === undefined) continue;
        weights.set(term, (sublinearTf ? 1 + Math.log(count) : count) * known.inverseDocumentFrequency);
      }
      return normalize(weights);
    },
  };
}
