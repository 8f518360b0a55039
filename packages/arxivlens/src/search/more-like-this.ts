import { anyOf } from "./query/syntax.ts";
import type { SearchHitScore, SearchIndex } from "./search-index.ts";
import { bm25Idf } from "./segments/bm25f.ts";
import { englishStopWords } from "./stop-words.ts";
import { wordsOf } from "./words.ts";

/** Words that stand for the paper: 25 find one candidate in twenty more and take half as long again. */
const queryWords = 15;
/** A word of the title counts as often as this. */
const titleWeight = 2;

/**
 * Papers whose words are like those of a text, best BM25F first; the paper itself is among them if it is in the index.
 * The text is represented by its words of the highest tf-idf.
 */
export async function moreLikeThis(
  index: SearchIndex,
  text: { readonly title: string; readonly abstract: string },
  limit: number,
): Promise<readonly SearchHitScore[]> {
  const counts = new Map<string, number>();
  const count = (words: readonly string[], weight: number): void => {
    for (const word of words)
      if (word.length > 1 && !englishStopWords.has(word)) counts.set(word, (counts.get(word) ?? 0) + weight);
  };
  count(wordsOf(text.title), titleWeight);
  count(wordsOf(text.abstract), 1);
  const frequencies = await index.frequencies([...counts.keys()]);
  const words = [...counts]
    .flatMap(([word, tf]) => {
      const df = frequencies.get(word) ?? 0;
      // A word of this paper alone finds nothing else.
      return df < 2 ? [] : [{ word, weight: (1 + Math.log(tf)) * bm25Idf(index.documents, df) }];
    })
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, queryWords);
  if (words.length === 0) return [];
  const query = anyOf(
    words.map(({ word }) => ({ kind: "words", field: "any", words: [word], prefix: false }) as const),
  );
  return (await index.search({ query, limit, offset: 0, total: false })).hits;
}
