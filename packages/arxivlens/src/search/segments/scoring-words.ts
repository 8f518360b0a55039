import { wantedWords, type QueryNode, type WordsNode } from "../query/syntax.ts";
import { bm25Idf } from "./bm25f.ts";
import type { ScoringWord } from "./max-score.ts";
import { fieldMasks } from "./segment-data.ts";
import type { Segment } from "./segment.ts";

const encoder = new TextEncoder();

/** Endings of a prefix that are scored, the most frequent ones. */
const scoredEndings = 10;

/** Documents of all segments that hold the word. */
export function documentFrequency(segments: readonly Segment[], word: string): number {
  const bytes = encoder.encode(word);
  return segments.reduce((total, segment) => total + (segment.data.documentFrequencies[segment.find(bytes)] ?? 0), 0);
}

/** Words of all segments that begin with `prefix`, most frequent first, ties in the order of the alphabet. */
export function completions(
  segments: readonly Segment[],
  prefix: string,
  limit: number,
): readonly { readonly word: string; readonly documentFrequency: number }[] {
  const frequencies = new Map<string, number>();
  for (const segment of segments)
    for (const term of segment.termsOf(prefix, true)) {
      const word = segment.term(term);
      frequencies.set(word, (frequencies.get(word) ?? 0) + (segment.data.documentFrequencies[term] ?? 0));
    }
  return [...frequencies]
    .map(([word, count]) => ({ word, documentFrequency: count }))
    .toSorted((a, b) => b.documentFrequency - a.documentFrequency || (a.word < b.word ? -1 : 1))
    .slice(0, limit);
}

/** The words that a query is scored by, each once, the most telling first. */
export function scoringWords(segments: readonly Segment[], query: QueryNode): readonly ScoringWord[] {
  // Replaced documents count until a merge drops them, here as in the frequencies of words.
  const documents = segments.reduce((total, segment) => total + segment.documents, 0);
  const words = new Map<string, ScoringWord>();
  const add = (word: string, node: WordsNode, frequency: number): void => {
    const mask = fieldMasks[node.field];
    if (frequency > 0) words.set(`${mask} ${word}`, { word, mask, idf: bm25Idf(documents, frequency) });
  };
  for (const node of wantedWords(query))
    node.words.forEach((word, at) => {
      const open = node.prefix && at === node.words.length - 1;
      if (!open) return add(word, node, documentFrequency(segments, word));
      for (const ending of completions(segments, word, scoredEndings)) add(ending.word, node, ending.documentFrequency);
    });
  return [...words.values()].toSorted(
    (a, b) => b.idf - a.idf || (a.word < b.word ? -1 : a.word > b.word ? 1 : a.mask - b.mask),
  );
}
