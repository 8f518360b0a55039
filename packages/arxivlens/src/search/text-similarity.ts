/** How alike two papers are by their words. Single words only: pairs did not help similarity in our measurements. */

import { countTerms, tokenize } from "./analysis.ts";
import { normalized, type SparseVector } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import { smoothInverseDocumentFrequency, type TermStatistics } from "./term-statistics.ts";

const titleWeight = 2;

/**
 * Title and abstract as one vector of length 1; words of the title count twice. Words outside the vocabulary take part
 * with document frequency 0, since a new word is often the topic. Words
 * that a tenth of all documents hold, and numbers, are left out.
 */
export function textVector(title: string, abstract: string | null, statistics: TermStatistics): SparseVector {
  const counts = countTerms(words(abstract ?? "", statistics));
  for (const [term, count] of countTerms(words(title, statistics))) {
    counts.set(term, (counts.get(term) ?? 0) + titleWeight * count);
  }
  const weights = new Map<string, number>();
  for (const [term, count] of counts) {
    const idf = smoothInverseDocumentFrequency(statistics.documents, statistics.documentFrequency(term));
    weights.set(term, (1 + Math.log(count)) * idf);
  }
  return normalized(weights);
}

function words(text: string, { tooCommon }: TermStatistics): readonly string[] {
  return tokenize(text).filter(
    (token) => !englishStopWords.has(token) && !tooCommon.has(token) && !/^\d+$/u.test(token),
  );
}
