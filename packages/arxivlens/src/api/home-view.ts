import type { PaperView, SearchHit, StoreStatistics } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { paperView } from "./paper-view.ts";
import { searchHits } from "./search-view.ts";
import { categoryOf } from "./work-summary.ts";

const recentPapers = 8;

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

export async function homeView(library: Library): Promise<{
  readonly statistics: StoreStatistics;
  readonly featured: PaperView | null;
  readonly recent: readonly SearchHit[];
}> {
  const snapshot = await library.snapshot();
  const recent = await recentHits(library, snapshot);
  return {
    statistics: await storeStatistics(library),
    featured: await paperView(library, library.featured),
    recent,
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
