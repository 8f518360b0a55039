import { englishStopWords } from "../search/stop-words.ts";
import { wordsOf } from "../search/words.ts";
import type { LikenessScores, Signal } from "./signal.ts";

/** A work by its words. */
export interface WorkText {
  readonly title: string;
  readonly abstract: string;
}

interface TextOptions {
  readonly name?: string;
  /** How often a word of the title counts; 0 leaves titles out. */
  readonly titleWeight?: number;
}

/** Words that a tenth of all texts hold say nothing. */
const tooCommon = 0.1;

/**
 * Cosine of tf-idf vectors, `(1 + ln tf) (ln((1 + n) / (1 + df)) + 1)`, over all texts at once: what single papers are
 * measured against in an evaluation. Memory grows with the texts; the served instance asks the index instead.
 */
export function textSignal(texts: readonly WorkText[], { name = "text", titleWeight = 2 }: TextOptions = {}): Signal {
  const counts = texts.map((text) => countWords(text, titleWeight));
  const frequencies = new Map<string, number>();
  for (const each of counts) for (const word of each.keys()) frequencies.set(word, (frequencies.get(word) ?? 0) + 1);
  const postings = new Map<string, { readonly nodes: number[]; readonly weights: number[] }>();
  const vectors = counts.map((each, node) => {
    const weights: (readonly [string, number])[] = [];
    let squares = 0;
    for (const [word, count] of each) {
      const frequency = frequencies.get(word) ?? 0;
      if (frequency > tooCommon * texts.length && texts.length > 100) continue;
      const weight = (1 + Math.log(count)) * (Math.log((1 + texts.length) / (1 + frequency)) + 1);
      squares += weight * weight;
      weights.push([word, weight]);
    }
    const length = Math.sqrt(squares) || 1;
    return weights.map(([word, weight]) => {
      const list = postings.get(word) ?? { nodes: [], weights: [] };
      postings.set(word, list);
      list.nodes.push(node);
      list.weights.push(weight / length);
      return [word, weight / length] as const;
    });
  });
  return {
    name,
    scores(node): LikenessScores {
      const sums = new Float64Array(texts.length);
      for (const [word, weight] of vectors[node] ?? []) {
        const list = postings.get(word);
        list?.nodes.forEach((other, at) => {
          sums[other] = (sums[other] ?? 0) + weight * (list.weights[at] ?? 0);
        });
      }
      sums[node] = 0;
      const scores = new Map<number, number>();
      sums.forEach((score, other) => {
        if (score > 0) scores.set(other, score);
      });
      return scores;
    },
  };
}

function countWords({ title, abstract }: WorkText, titleWeight: number): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const word of wordsOf(text))
      if (word.length > 1 && !englishStopWords.has(word) && !/^\d+$/.test(word))
        counts.set(word, (counts.get(word) ?? 0) + weight);
  };
  if (titleWeight > 0) add(title, titleWeight);
  add(abstract, 1);
  return counts;
}
