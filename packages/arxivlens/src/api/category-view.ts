import { canonicalCategory } from "../arxiv/taxonomy.ts";
import type { CategoryView } from "./contract.ts";
import type { Library } from "./library.ts";
import { searchHits } from "./search-view.ts";
import { categoryOf } from "./work-summary.ts";

/** Papers of a category, or of every category of an archive; null when there is none here. */
export async function categoryView(library: Library, code: string, count: number): Promise<CategoryView | null> {
  const category = canonicalCategory(code);
  const { total, hits, facets } = await library.index.search({
    query: { kind: "category", category: category.toLowerCase() },
    limit: count,
    offset: 0,
    rank: "new",
    facets: true,
  });
  if (total === null || total === 0) return null;
  return {
    category: categoryOf(category),
    papers: total,
    years: facets?.years ?? [],
    latest: await searchHits(library, await library.snapshot(), hits, []),
  };
}
