import { safeParseArxivId } from "../arxiv/identifier.ts";
import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { PaperMatches, SearchTerm } from "../store/paper-store.ts";
import type { SearchHit, SearchView } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { parseSearchQuery, withPrefixes } from "./search-query.ts";
import { categoryOf, workSummary } from "./work-summary.ts";

export const pageSize = 20;

/** Key of the paper whose identifier the query is, in any accepted form, or null. */
export function queriedId(query: string): string | null {
  const id = safeParseArxivId(query);
  return id.ok ? id.value.id : null;
}

/** One page of results, bent to be more forgiving in stated steps when nothing matches exactly. */
export async function searchView(library: Library, query: string, page: number): Promise<SearchView> {
  const snapshot = await library.snapshot();
  const offset = (page - 1) * pageSize;
  const terms = parseSearchQuery(query);
  const id = queriedId(query);
  const known = id === null ? null : await library.store.papers.get(id);
  const result =
    known === null
      ? await forgivingSearch(library, terms, offset)
      : { total: 1, papers: offset === 0 ? [known] : [], note: null };
  const note = id !== null && known === null ? `arXiv:${id} is not among the papers of this instance.` : result.note;
  const words = terms.flatMap((term) => term.words);
  return {
    query,
    total: result.total,
    page,
    pageSize,
    hits: result.papers.map((paper) => searchHit(snapshot, paper, words)),
    note: query.trim() === "" ? "Type an arXiv id, words of a title, or an author's name." : note,
  };
}

interface NotedMatches extends PaperMatches {
  readonly note: string | null;
}

async function forgivingSearch(library: Library, terms: readonly SearchTerm[], offset: number): Promise<NotedMatches> {
  const { papers } = library.store;
  const page = { limit: pageSize, offset };
  const exact = await papers.search({ terms, mode: "all", ...page });
  if (exact.total > 0 || terms.length === 0) return { ...exact, note: null };
  const begun = await papers.search({ terms: withPrefixes(terms), mode: "all", ...page });
  if (begun.total > 0)
    return { ...begun, note: "No paper holds these words as they stand; these hold words that begin so." };
  const some = await papers.search({ terms: withPrefixes(terms), mode: "any", ...page });
  if (some.total > 0) return { ...some, note: "No paper holds all of these words; these hold some of them." };
  return {
    ...some,
    note: "Nothing found. Try fewer or shorter words, an author's last name (au:name), or an arXiv id such as 2204.08396.",
  };
}

/** A hit, with the part of the abstract in which the first of `words` stands. */
export function searchHit(snapshot: Snapshot, paper: Paper, words: readonly string[]): SearchHit {
  return {
    ...workSummary(paper.key, paper, snapshot.graph.citations(paper.key).length),
    submittedAt: paper.submittedAt,
    categories: paper.categories.map(categoryOf),
    snippet: paper.abstract === null ? null : snippet(plainText(paper.abstract), words),
  };
}

const snippetLength = 240;

function snippet(text: string, words: readonly string[]): string {
  if (text.length <= snippetLength) return text;
  const lower = text.toLowerCase();
  const first = words.map((word) => lower.indexOf(word)).filter((position) => position >= 0);
  const around = Math.max(0, Math.min(...first, text.length) - snippetLength / 3);
  const start = first.length === 0 || around === 0 ? 0 : text.indexOf(" ", around) + 1;
  const cut = text.lastIndexOf(" ", start + snippetLength);
  const end = start + snippetLength >= text.length || cut <= start ? text.length : cut;
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}
