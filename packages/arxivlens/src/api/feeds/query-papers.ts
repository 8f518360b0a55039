import { arxivIdMonth } from "../../arxiv/identifier.ts";
import type { Paper } from "../../arxiv/paper.ts";
import { isWithin } from "../../search/query/category-match.ts";
import type { QueryNode } from "../../search/query/syntax.ts";
import { withKnownDois } from "../asked-dois.ts";
import type { Library } from "../library.ts";
import { recentChanges } from "../recent-changes.ts";

/** What a feed leaves out. */
export interface FeedSwitches {
  /** False: only papers whose primary category is one that was asked for. */
  readonly crosslists: boolean;
  /** False: only first versions; a later one makes no news. */
  readonly replacements: boolean;
  /** Entries wanted. */
  readonly count: number;
}

/** A paper of a feed, and the day on which it was news. */
export interface DatedPaper {
  readonly paper: Paper;
  readonly day: string | null;
}

/** With cross-lists left out, this many papers are read for each one wanted. */
const readPerWanted = 6;

/** The latest papers that match a query, and where wanted those that got a new version lately. */
export async function queryPapers(
  library: Library,
  query: QueryNode,
  { crosslists, replacements, count }: FeedSwitches,
): Promise<readonly DatedPaper[]> {
  const wanted = crosslists ? [] : wantedCategories(query);
  const limit = wanted.length === 0 ? count : count * readPerWanted;
  const meant = await withKnownDois(library.store.papers, query);
  const { hits } = await library.index.search({ query: meant, limit, offset: 0, rank: "new", total: false });
  const found = await library.store.papers.byNumbers(hits.map(({ number }) => number));
  const papers = new Map([...found.values()].map((paper) => [paper.key, paper]));
  if (replacements)
    for (const { paper } of (await recentChanges(library)).matching(query))
      if (isReplaced(paper)) papers.set(paper.key, paper);
  return [...papers.values()]
    .filter(
      ({ categories: [primary = ""] }) =>
        wanted.length === 0 || wanted.some((each) => isWithin(primary.toLowerCase(), each)),
    )
    .map((paper) => ({ paper, day: (replacements ? paper.updatedAt : null) ?? paper.submittedAt }))
    .toSorted((a, b) => compare(latestDay(b), latestDay(a)) || compare(b.paper.key, a.paper.key))
    .slice(0, count);
}

/** Announced papers have no date yet, and are the latest of their month. */
const latestDay = ({ paper, day }: DatedPaper): string => day ?? arxivIdMonth(paper.arxivId)?.last ?? "";

const isReplaced = ({ submittedAt, updatedAt }: Paper): boolean =>
  submittedAt !== null && updatedAt !== null && updatedAt > submittedAt;

/** Categories, as codes are written, of which a match must have one; those under a NOT are none. */
function wantedCategories(query: QueryNode): readonly string[] {
  if (query.kind === "category") return [query.category];
  return query.kind === "and" || query.kind === "or" ? query.children.flatMap(wantedCategories) : [];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
