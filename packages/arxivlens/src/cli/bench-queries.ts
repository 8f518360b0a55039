import { seededRandom } from "../graph/seeded-random.ts";
import { anyOf, allOf, type QueryNode, type WordsNode } from "../search/query/syntax.ts";
import { englishStopWords } from "../search/stop-words.ts";
import { wordsOf } from "../search/words.ts";

/** Kinds of queries that are timed, and how long 95 of 100 may take over 740,000 papers. */
export const queryKinds = [
  { name: "one term", targetMs: 5 },
  { name: "three terms", targetMs: 10 },
  { name: "ten-term OR", targetMs: 25 },
  { name: "phrase", targetMs: 25 },
] as const;
export type QueryKind = (typeof queryKinds)[number]["name"];

const word = (text: string): WordsNode => ({ kind: "words", field: "any", words: [text], prefix: false });

/**
 * Queries as people make them: words of titles in the store, stop words left out; three terms come from one title, the
 * ten of an OR from all over, a phrase of two or three words begins and ends with a telling one.
 */
export function benchQueries(
  titles: readonly string[],
  kind: QueryKind,
  count: number,
  seed: number,
): readonly QueryNode[] {
  const random = seededRandom(seed);
  const telling = (each: string): boolean => each.length > 2 && !englishStopWords.has(each) && !/^\d/.test(each);
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const titleOf = (least: number): readonly string[] => {
    for (let attempt = 0; attempt < 1_000; attempt++) {
      const words = wordsOf(pick(titles) ?? "").filter(telling);
      if (words.length >= least) return words;
    }
    return ["model", "theory", "data"].slice(0, Math.max(1, least));
  };
  const anyWord = (): string => pick(titleOf(1)) ?? "model";
  const phrase = (): readonly string[] => {
    for (let attempt = 0; attempt < 1_000; attempt++) {
      const words = wordsOf(pick(titles) ?? "");
      const length = 2 + Math.floor(random() * 2);
      const start = Math.floor(random() * Math.max(1, words.length - length));
      const part = words.slice(start, start + length);
      if (part.length === length && telling(part[0] ?? "") && telling(part.at(-1) ?? "")) return part;
    }
    return ["neural", "networks"];
  };
  const make: Readonly<Record<QueryKind, () => QueryNode>> = {
    "one term": () => word(anyWord()),
    "three terms": () => allOf(titleOf(3).slice(0, 3).map(word)),
    "ten-term OR": () => anyOf(Array.from({ length: 10 }, () => word(anyWord()))),
    phrase: () => ({ kind: "words", field: "any", words: phrase(), prefix: false }),
  };
  return Array.from({ length: count }, make[kind]);
}
