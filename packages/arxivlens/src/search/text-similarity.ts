/** How alike two papers are by their words. Single words only: pairs did not help similarity in our measurements. */

import { tokenize } from "./analysis.ts";
import { normalize, type SparseVector } from "./sparse-vector.ts";
import { englishStopWords } from "./stop-words.ts";
import { smoothInverseDocumentFrequency, type TermStatistics } from "./term-statistics.ts";

const titleWeight = 2;

/**
 * Title and abstract as one vector of length 1; words of the title count twice. Words outside the vocabulary take part
 * with document frequency 0, since a new word is often the topic. Words
 * that a tenth of all documents hold, and numbers, are left out.
 */
export function textVector(title: string, abstract: string | null, statistics: TermStatistics): SparseVector {
  const idf = wordWeights(statistics);
  const counts = new Map<string, number>();
  const count = (text: string, weight: number): void => {
    for (const word of tokenize(text)) counts.set(word, (counts.get(word) ?? 0) + weight);
  };
  count(abstract ?? "", 1);
  count(title, titleWeight);
  // Counts become weights where they stand: a page needs thirty of these.
  for (const [word, times] of counts) {
    const weight = idf(word);
    if (weight > 0) counts.set(word, (1 + Math.log(times)) * weight);
    else counts.delete(word);
  }
  return normalize(counts);
}

/** Words of which the weight is remembered, about ten megabytes: texts share most of theirs. */
const keptWeights = 100_000;
const known = new WeakMap<TermStatistics, Map<string, number>>();

/** Inverse document frequency of words; 0 for those that are left out. */
function wordWeights(statistics: TermStatistics): (word: string) => number {
  const kept = known.get(statistics) ?? new Map<string, number>();
  known.set(statistics, kept);
  return (word) => {
    const remembered = kept.get(word);
    if (remembered !== undefined) return remembered;
    const weight = weightOf(word, statistics);
    if (kept.size < keptWeights) kept.set(word, weight);
    return weight;
  };
}

function weightOf(word: string, statistics: TermStatistics): number {
  if (englishStopWords.has(word) || statistics.tooCommon.has(word) || /^\d+$/u.test(word)) return 0;
  return smoothInverseDocumentFrequency(statistics.documents, statistics.documentFrequency(word));
}
