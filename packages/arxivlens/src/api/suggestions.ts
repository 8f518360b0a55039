import { plainText } from "../arxiv/latex-text.ts";
import { allOf } from "../search/query/syntax.ts";
import { wordsOf } from "../search/words.ts";
import type { Suggestions } from "./contract.ts";
import type { Library } from "./library.ts";

const shownWords = 8;
const shownPapers = 5;
/** Shorter beginnings say too little. */
const shortestBeginning = 2;

/** What a query that is being typed may become: its last word completed, and papers whose titles hold all of it. */
export async function suggestions(library: Library, typed: string): Promise<Suggestions> {
  const words = wordsOf(typed.slice(0, 200));
  const last = words.at(-1) ?? "";
  if (last.length < shortestBeginning) return { words: [], papers: [] };
  const completions = await library.index.completions(last, shownWords);
  const nodes = words.map((word, at) => ({
    kind: "words" as const,
    field: "title" as const,
    words: [word],
    prefix: at === words.length - 1,
  }));
  const { whole } = await library.snapshot();
  const request = { query: allOf(nodes), limit: shownPapers, offset: 0 };
  // Whoever types waits for nothing: until citations are in memory, relevance decides.
  const { hits } = await library.index.search(
    whole === null ? request : { ...request, rank: "cited", standing: whole.standing("cited") },
  );
  const papers = await library.store.papers.byNumbers(hits.map(({ number }) => number));
  return {
    words: completions.map(({ word, documentFrequency }) => ({ word, papers: documentFrequency })),
    papers: hits.flatMap(({ number }) => {
      const paper = papers.get(number);
      return paper === undefined ? [] : [{ key: paper.key, title: plainText(paper.title), year: paper.year }];
    }),
  };
}
