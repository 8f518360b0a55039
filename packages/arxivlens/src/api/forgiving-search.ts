import { anyOf, wantedWords, type QueryNode, type WordsNode } from "../search/query/syntax.ts";
import type { SearchAnswer, SearchIndex, SearchRequest } from "../search/search-index.ts";

/** What was found, and what was done to find anything. */
export interface ForgivingAnswer {
  readonly answer: SearchAnswer;
  /** The query that found it. */
  readonly query: QueryNode;
  /** For people; null when the query was taken as it stands. */
  readonly note: string | null;
}

/**
 * Searches as asked; where nothing matches, in stated steps for beginnings of words, then for some of them. Only for
 * people who read the note: what is taken away as a file is found as asked or not at all.
 */
export async function forgivingSearch(index: SearchIndex, request: SearchRequest): Promise<ForgivingAnswer> {
  const exact = await index.search(request);
  if (exact.total !== 0 || request.query.kind === "everything")
    return { answer: exact, query: request.query, note: null };
  const begun = withPrefixes(request.query);
  const steps: readonly (readonly [QueryNode, string])[] = [
    [begun, "No paper holds these words as they stand; these hold words that begin so."],
    [anyOf(wantedWords(begun)), "No paper holds all of these words; these hold some of them."],
  ];
  // Conditions that were asked for, such as a date, are never dropped; only bare words are bent.
  for (const [query, note] of isWordsOnly(request.query) ? steps : steps.slice(0, 1)) {
    const answer = await index.search({ ...request, query });
    if (answer.total !== 0) return { answer, query, note };
  }
  return {
    answer: exact,
    query: request.query,
    note: "Nothing found. Try fewer or shorter words, an author's last name (au:name), or an arXiv id such as 2204.08396.",
  };
}

/** The same query, each single word also as the beginning of a longer one. */
function withPrefixes(query: QueryNode): QueryNode {
  if (query.kind === "words") return opened(query);
  if (query.kind === "and" || query.kind === "or") return { ...query, children: query.children.map(withPrefixes) };
  return query;
}

const opened = (node: WordsNode): WordsNode => ({
  ...node,
  prefix: node.prefix || (node.words.at(-1)?.length ?? 0) >= 3,
});

function isWordsOnly(query: QueryNode): boolean {
  return query.kind === "words" || (query.kind === "and" && query.children.every(isWordsOnly));
}
