import type { Paper } from "../../arxiv/paper.ts";
import { isWithin } from "../../search/query/category-match.ts";
import type { QueryNode } from "../../search/query/syntax.ts";
import { ReferenceIndex } from "../../search/reference-index.ts";
import { indexDocument } from "../../search/segments/document.ts";
import { keyNumber } from "../../store/paper-key.ts";
import type { Library } from "../library.ts";

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

/** Latest changes of the store that are looked through for new versions. */
const examinedChanges = 2_000;
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
  const { hits } = await library.index.search({ query, limit, offset: 0, rank: "new", total: false });
  const found = await library.store.papers.byNumbers(hits.map(({ number }) => number));
  const papers = new Map([...found.values()].map((paper) => [paper.key, paper]));
  if (replacements) for (const paper of await replacedPapers(library, query)) papers.set(paper.key, paper);
  return [...papers.values()]
    .filter(
      ({ categories: [primary = ""] }) =>
        wanted.length === 0 || wanted.some((each) => isWithin(primary.toLowerCase(), each)),
    )
    .map((paper) => ({ paper, day: (replacements ? paper.updatedAt : null) ?? paper.submittedAt }))
    .toSorted((a, b) => compare(b.day ?? "", a.day ?? "") || compare(b.paper.key, a.paper.key))
    .slice(0, count);
}

/** Papers among the latest changes of the store that have a later version than their first and match a query. */
async function replacedPapers(library: Library, query: QueryNode): Promise<readonly Paper[]> {
  const snapshot = await library.snapshot();
  const { index, papers } = await snapshot.remember("replaced", "", async () => {
    const last = await library.store.papers.lastChange();
    const changes = await library.store.papers.changes(Math.max(0, last - examinedChanges), examinedChanges);
    const replaced = new Map(
      changes.flatMap(({ number, paper }) => (paper !== null && isReplaced(paper) ? [[number, paper] as const] : [])),
    );
    const documents = [...replaced].map(([number, paper]) => indexDocument(number, paper));
    return { index: new ReferenceIndex(documents, keyNumber), papers: replaced };
  });
  return index.matching(query).flatMap((number) => papers.get(number) ?? []);
}

const isReplaced = ({ submittedAt, updatedAt }: Paper): boolean =>
  submittedAt !== null && updatedAt !== null && updatedAt > submittedAt;

/** Categories, as codes are written, of which a match must have one; those under a NOT are none. */
function wantedCategories(query: QueryNode): readonly string[] {
  if (query.kind === "category") return [query.category];
  return query.kind === "and" || query.kind === "or" ? query.children.flatMap(wantedCategories) : [];
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
