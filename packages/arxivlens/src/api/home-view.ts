import type { PaperView, SearchHit, StoreStatistics } from "./contract.ts";
import type { Library } from "./library.ts";
import { paperView } from "./paper-view.ts";
import { searchHit } from "./search-view.ts";
import { categoryOf } from "./work-summary.ts";

const recentPapers = 8;

/** Counts of the store; remembered until it changes, because counting reads all of it. */
export async function storeStatistics(library: Library): Promise<StoreStatistics> {
  const snapshot = await library.snapshot();
  return snapshot.remember("statistics", "", async () => {
    const counts = await library.store.papers.statistics();
    return { ...counts, categories: counts.categories.map(({ code, papers }) => ({ ...categoryOf(code), papers })) };
  });
}

export async function homeView(library: Library): Promise<{
  readonly statistics: StoreStatistics;
  readonly featured: PaperView | null;
  readonly recent: readonly SearchHit[];
}> {
  const snapshot = await library.snapshot();
  const recent = await library.store.papers.recent(recentPapers);
  return {
    statistics: await storeStatistics(library),
    featured: await paperView(library, library.featured),
    recent: recent.map((paper) => searchHit(snapshot, paper, [])),
  };
}
