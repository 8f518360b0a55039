import type { PaperView, SearchHit, StoreStatistics } from "./contract.ts";
import type { Viewer } from "./account-contract.ts";
import { freshFor } from "./fresh-view.ts";
import type { FreshHit } from "./shelf-contract.ts";
import type { Library, Snapshot } from "./library.ts";
import type { FreshCategory, FreshChoice, Trends, YearCount } from "./lists-contract.ts";
import { paperView } from "./paper-view.ts";
import { searchHits } from "./search-view.ts";
import { freshByCategory, trends } from "./trends-view.ts";
import { yearsWithoutGaps } from "./year-counts.ts";
import { yearTotals } from "./year-totals.ts";
import { categoryOf } from "./work-summary.ts";

const recentPapers = 8;
const yourPapers = 6;

/** Counts of the store; remembered until it changes, because counting reads all of it. */
export async function storeStatistics(library: Library): Promise<StoreStatistics> {
  const snapshot = await library.snapshot();
  return snapshot.remember("statistics", "", async () => {
    const counts = await library.store.papers.statistics();
    const all = { query: { kind: "everything" }, limit: 0, offset: 0, facets: true } as const;
    const { facets } = await library.index.search(all);
    const categories = facets?.categories ?? [];
    return { ...counts, categories: categories.map(({ value, papers }) => ({ ...categoryOf(value), papers })) };
  });
}

/** What the first page shows; `viewer` decides which news come first. */
export async function homeView(
  library: Library,
  viewer: Viewer | null,
): Promise<{
  readonly statistics: StoreStatistics;
  readonly featured: PaperView | null;
  readonly recent: readonly SearchHit[];
  readonly trends: Trends | null;
  readonly fresh: readonly FreshCategory[];
  readonly freshBy: FreshChoice;
  readonly years: readonly YearCount[];
  readonly yours: readonly FreshHit[];
}> {
  const snapshot = await library.snapshot();
  const recent = await recentHits(library, snapshot);
  const follows = viewer === null ? [] : await library.store.follows.follows(viewer.accountKey);
  const chosen = follows.filter(({ kind }) => kind === "category").map(({ value }) => value);
  return {
    statistics: await storeStatistics(library),
    featured: await paperView(library, library.featured),
    recent,
    trends: await trends(library),
    ...(await freshByCategory(library, chosen)),
    yours: viewer === null ? [] : await freshFor(library, viewer, { count: yourPapers, followedCategories: false }),
    years: yearsWithoutGaps((await yearTotals(library, snapshot)).totals),
  };
}

/** The latest papers by date of their first version, of those with an abstract. */
function recentHits(library: Library, snapshot: Snapshot): Promise<readonly SearchHit[]> {
  return snapshot.remember("recent", "", async () => {
    const query = { kind: "property", property: "abstract" } as const;
    const { hits } = await library.index.search({ query, limit: recentPapers, offset: 0, rank: "new" });
    return searchHits(library, snapshot, hits, []);
  });
}
