/** The terms that tell a paper from others: tf-idf over its abstract, comparable with scores of other explorers. */

import { proseSource } from "../arxiv/latex-text.ts";
import { analyze, countTerms, tokenize } from "./analysis.ts";
import { compareTerms } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import { smoothInverseDocumentFrequency, type TermStatistics } from "./term-statistics.ts";

export interface KeyTermScore {
  readonly term: string;
  /** Weight in the vector of the abstract, whose length over all vocabulary terms is 1. */
  readonly score: number;
  readonly termFrequency: number;
  readonly documentFrequency: number;
  readonly inverseDocumentFrequency: number;
}

/**
 * Words and word pairs of the abstract by `(1 + ln tf) x idf`, normalised, best first; equal scores by term. Terms
 * outside the vocabulary of the statistics have no score, so there may be fewer than asked for. Words that stand only in
 * formulas and commands are weighed, for equal scores, but are no terms that anyone would want to read.
 */
export function keyTerms(
  abstract: string,
  statistics: TermStatistics,
  { count = 20 }: { readonly count?: number } = {},
): readonly KeyTermScore[] {
  const weighed = [];
  let squares = 0;
  for (const [term, termFrequency] of countTerms(analyze(abstract, { stopWords: englishStopWords, maxTokens: 2 }))) {
    const documentFrequency = statistics.documentFrequency(term);
    if (documentFrequency === 0) continue;
    const inverseDocumentFrequency = smoothInverseDocumentFrequency(statistics.documents, documentFrequency);
    const weight = (1 + Math.log(termFrequency)) * inverseDocumentFrequency;
    squares += weight * weight;
    weighed.push({ term, weight, termFrequency, documentFrequency, inverseDocumentFrequency });
  }
  const length = Math.sqrt(squares);
  const written = new Set(tokenize(proseSource(abstract)));
  return weighed
    .filter(({ term }) => term.split(" ").every((word) => written.has(word)))
    .toSorted((a, b) => b.weight - a.weight || compareTerms(a.term, b.term))
    .slice(0, count)
    .map(({ weight, ...term }) => ({ ...term, score: weight / length }));
}
