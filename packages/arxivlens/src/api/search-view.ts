import type { Result } from "../arxiv/errors.ts";
import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { highlights, nameHighlights, snippet } from "../search/highlight.ts";
import { parseQuery } from "../search/query/parse-query.ts";
import { QueryError } from "../search/query/query-error.ts";
import { plainWords } from "../search/query/query-fields.ts";
import { wantedWords, type QueryNode, type WordsNode } from "../search/query/syntax.ts";
import type { RankMode, SearchHitScore } from "../search/search-index.ts";
import { askedIdentifier, withKnownDois, type AskedIdentifier } from "./asked-dois.ts";
import type { QueryFault, SearchHit, SearchView, SpellingHelp } from "./contract.ts";
import { forgivingSearch } from "./forgiving-search.ts";
import type { Library, Snapshot } from "./library.ts";
import { categoryOf, workSummary } from "./work-summary.ts";

export const pageSize = 20;

/** What a search varies besides its words. */
export interface SearchOptions {
  readonly rank?: RankMode;
  /** Of rank `random`. */
  readonly seed?: number;
  readonly facets?: boolean;
  /** Hits of a page. */
  readonly size?: number;
}

/**
 * One page of results, bent to be more forgiving in stated steps when nothing matches exactly. Remembered until the store
 * changes: counting the facets of a word that a fifth of all papers hold takes tens of milliseconds.
 */
export async function searchView(
  library: Library,
  query: string,
  page: number,
  { rank = "relevance", seed = 0, facets = false, size = pageSize }: SearchOptions = {},
): Promise<SearchView> {
  const snapshot = await library.snapshot();
  const asked = JSON.stringify([query, page, rank, rank === "random" ? seed : 0, facets, size]);
  return snapshot.remember("search", asked, () => found(library, snapshot, query, page, { rank, seed, facets, size }));
}

async function found(
  library: Library,
  snapshot: Snapshot,
  query: string,
  page: number,
  { rank, seed, facets, size }: Required<SearchOptions>,
): Promise<SearchView> {
  const offset = (page - 1) * size;
  const shared = { query, page, pageSize: size, rank };
  const empty = { ...shared, total: 0, pages: 0, hits: [], facets: null, fault: null, spellings: [], note: null };
  if (query.trim() === "") return { ...empty, note: "Type an arXiv id, words of a title, or an author's name." };
  const { papers } = library.store;
  const asked = await askedIdentifier(papers, query);
  const known = asked === null || asked.key === null ? null : await papers.get(asked.key);
  if (known !== null)
    return {
      ...empty,
      total: 1,
      pages: 1,
      hits: offset === 0 ? await paperHits(snapshot, [known]) : [],
      note: beyond(page, 1),
    };
  const { tree: typed, fault } = readQuery(query);
  if (typed.kind === "everything") return { ...empty, fault, note: "The query holds no word to look for." };
  if (asked !== null && typed.kind === "id") return { ...empty, note: notHere(asked) };
  const tree = await withKnownDois(papers, typed);
  const standing = rank === "cited" || rank === "influence" ? await snapshot.standing(rank) : undefined;
  const request = { query: tree, limit: size, offset, rank, seed, facets };
  const {
    answer,
    note,
    query: searched,
  } = await forgivingSearch(library.index, standing === undefined ? request : { ...request, standing });
  const total = answer.total ?? 0;
  const pages = Math.ceil(total / size);
  const help = asked === null ? note : notHere(asked);
  return {
    ...shared,
    total,
    pages,
    hits: await searchHits(library, snapshot, answer.hits, wantedWords(searched)),
    facets: answer.facets,
    fault,
    spellings: note === null ? [] : await spellingHelp(library, tree),
    note: total === 0 ? help : (beyond(page, pages) ?? help),
  };
}

/** What to say of a page beyond the last one; null for one that is there. */
const beyond = (page: number, pages: number): string | null =>
  page > pages ? `There is no page ${page}: the last one is ${pages}.` : null;

const notHere = ({ name }: AskedIdentifier): string => `${name} is not among the papers of this instance.`;

/**
 * Papers in the order of a page of results, without anything around them, or why the query cannot be read. What is taken
 * away as a file carries no note, so the query is never bent: no match is no paper.
 */
export async function foundPapers(
  library: Library,
  query: string,
  {
    rank,
    seed,
    offset,
    limit,
  }: { readonly rank: RankMode; readonly seed: number; readonly offset: number; readonly limit: number },
): Promise<Result<readonly Paper[], QueryFault>> {
  const asked = await askedIdentifier(library.store.papers, query);
  if (asked !== null) {
    const known = asked.key === null ? null : await library.store.papers.get(asked.key);
    return { ok: true, value: known === null || offset > 0 ? [] : [known] };
  }
  const { tree: typed, fault } = readQuery(query);
  if (fault !== null) return { ok: false, error: fault };
  if (typed.kind === "everything") return { ok: true, value: [] };
  const tree = await withKnownDois(library.store.papers, typed);
  const snapshot = await library.snapshot();
  const standing = rank === "cited" || rank === "influence" ? await snapshot.standing(rank) : undefined;
  const request = { query: tree, limit, offset, rank, seed };
  const { hits } = await library.index.search(standing === undefined ? request : { ...request, standing });
  const papers = await library.store.papers.byNumbers(hits.map(({ number }) => number));
  return { ok: true, value: hits.flatMap(({ number }) => papers.get(number) ?? []) };
}

/** The query as a tree; one that cannot be read is taken as plain words, and its fault told. */
function readQuery(query: string): { readonly tree: QueryNode; readonly fault: QueryFault | null } {
  try {
    return { tree: parseQuery(query), fault: null };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { message, position, length, suggestion } = error;
    return { tree: plainWords(query.slice(0, 500)), fault: { message, position, length, suggestion } };
  }
}

/** For each word that no paper holds, words that were probably meant. */
async function spellingHelp(library: Library, query: QueryNode): Promise<readonly SpellingHelp[]> {
  const words = [...new Set(wantedWords(query).flatMap((node) => node.words))];
  const frequencies = await library.index.frequencies(words);
  const unknown = words.filter((word) => (frequencies.get(word) ?? 0) === 0).slice(0, 5);
  const help = await Promise.all(
    unknown.map(async (word) => ({ word, meant: (await library.index.spellings(word, 3)).map((each) => each.word) })),
  );
  return help.filter(({ meant }) => meant.length > 0);
}

/** Hits of the index as lists show them; a paper that has left the store since is left out. */
export async function searchHits(
  { store }: Library,
  snapshot: Snapshot,
  hits: readonly SearchHitScore[],
  words: readonly WordsNode[],
): Promise<readonly SearchHit[]> {
  const papers = await store.papers.byNumbers(hits.map(({ number }) => number));
  return paperHits(
    snapshot,
    hits.flatMap(({ number }) => papers.get(number) ?? []),
    words,
  );
}

/** Papers as lists show them, with the part of each abstract in which the first of `words` stands; all of `words` marked. */
export async function paperHits(
  { citations }: Snapshot,
  papers: readonly Paper[],
  words: readonly WordsNode[] = [],
): Promise<readonly SearchHit[]> {
  const citedBy = await citations.citedBy(papers.map(({ key }) => key));
  return papers.map((paper) => searchHit(paper, citedBy.get(paper.key) ?? 0, words));
}

function searchHit(paper: Paper, citedBy: number, words: readonly WordsNode[]): SearchHit {
  const summary = workSummary(paper.key, paper, citedBy);
  const part = paper.abstract === null ? null : snippet(plainText(paper.abstract), words, "abstract");
  const comments = snippet(paper.comments ?? "", words, "comments");
  return {
    ...summary,
    submittedAt: paper.submittedAt,
    categories: paper.categories.map(categoryOf),
    titleHighlights: highlights(summary.plainTitle, words, "title"),
    authorHighlights: nameHighlights(summary.authors, words),
    snippet: part?.text ?? null,
    snippetHighlights: part?.highlights ?? [],
    comments: comments.highlights.length === 0 ? null : comments.text,
    commentsHighlights: comments.highlights,
  };
}
