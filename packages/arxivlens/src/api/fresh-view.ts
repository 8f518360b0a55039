import { anyOf, type QueryNode } from "../search/query/syntax.ts";
import { watchQuery } from "../shelf/watch.ts";
import type { Viewer } from "./account-contract.ts";
import { watchOf } from "./following-view.ts";
import type { Library } from "./library.ts";
import { libraryEntries } from "./library-view.ts";
import { searchHits } from "./search-view.ts";
import type { FreshHit } from "./shelf-contract.ts";

/** Without a followed category, the most frequent ones of the library stand in. */
const guessedCategories = 3;

export interface FreshOptions {
  readonly count: number;
  /** False where they are shown elsewhere. */
  readonly followedCategories: boolean;
}

interface Reason {
  readonly kind: string;
  readonly query: QueryNode;
  readonly reason: string;
}

/**
 * The latest papers by the authors, terms, searches and categories that a reader follows, or else in the categories of
 * their library, each with its reason; what is in the library already is left out.
 */
export async function freshFor(
  library: Library,
  { accountKey }: Pick<Viewer, "accountKey">,
  { count, followedCategories }: FreshOptions,
): Promise<readonly FreshHit[]> {
  const reasons = (await reasonsOf(library, accountKey)).filter(
    ({ kind }) => followedCategories || kind !== "category",
  );
  if (reasons.length === 0) return [];
  const known = await library.store.shelf.allStates(accountKey);
  const query = anyOf(reasons.map((each) => each.query));
  const request = { query, limit: count + Math.min(known.size, 100), offset: 0, rank: "new", total: false } as const;
  const { hits } = await library.index.search(request);
  const shown = (await searchHits(library, await library.snapshot(), hits, [])).filter(({ key }) => !known.has(key));
  const why = await whyOf(library, reasons, hits.length);
  return shown.slice(0, count).map((hit) => ({ hit, reason: why(hit.key) }));
}

/** What makes a paper fresh for this reader, the most telling first: a person says more than a field. */
async function reasonsOf(library: Library, accountKey: number): Promise<readonly Reason[]> {
  const order = ["author", "term", "search", "category"];
  const followed = (await library.store.follows.follows(accountKey))
    .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
    .flatMap((follow): readonly Reason[] => {
      const watch = watchOf(follow);
      const query = watch === null ? null : watchQuery(watch);
      return query === null ? [] : [{ kind: follow.kind, query, reason: `${follow.value}, which you follow` }];
    });
  if (followed.some(({ kind }) => kind === "category")) return followed;
  const counts = new Map<string, number>();
  for (const { paper } of await libraryEntries(library, accountKey)) {
    const [primary] = paper?.categories ?? [];
    if (primary !== undefined) counts.set(primary, (counts.get(primary) ?? 0) + 1);
  }
  const guessed = [...counts]
    .toSorted(([a, aPapers], [b, bPapers]) => bPapers - aPapers || (a < b ? -1 : 1))
    .slice(0, guessedCategories)
    .map(([category, papers]): Reason => ({
      kind: "library",
      query: { kind: "category", category: category.toLowerCase() },
      reason: `${category}, as ${papers === 1 ? "a paper" : `${papers} papers`} of your library`,
    }));
  return [...followed, ...guessed];
}

/** The first reason that holds for each of the latest papers. */
async function whyOf(
  { index, store }: Library,
  reasons: readonly Reason[],
  limit: number,
): Promise<(key: string) => string> {
  const found = new Map<string, string>();
  for (const { query, reason } of reasons) {
    const { hits } = await index.search({ query, limit, offset: 0, rank: "new", total: false });
    for (const { key } of (await store.papers.byNumbers(hits.map(({ number }) => number))).values())
      if (!found.has(key)) found.set(key, reason);
  }
  return (key) => found.get(key) ?? "new here";
}
