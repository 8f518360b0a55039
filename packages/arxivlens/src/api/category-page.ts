import { categoryName, canonicalCategory } from "../arxiv/taxonomy.ts";
import type { FacetCounts, SearchAnswer } from "../search/search-index.ts";
import type { SearchHit } from "./contract.ts";
import type { Library } from "./library.ts";
import type { CategoryPage } from "./lists-contract.ts";
import { drawnPapers, termsOf } from "./sampled-terms.ts";
import { searchHits } from "./search-view.ts";
import { categoryOf } from "./work-summary.ts";
import { facetYears, yearsWithoutGaps } from "./year-counts.ts";

const latestPapers = 10;
const mostCitedPapers = 10;
const influentialYears = 12;
/** Papers by influence among which each year has to find its first. */
const influentialPapers = 400;
const shownTerms = 18;
/** Papers whose terms stand for the category's. */
const readPapers = 400;
const shownNeighbours = 12;

/** The page of a category or archive; null when no paper here is in it. Remembered until the store changes. */
export async function categoryPage(library: Library, asked: string): Promise<CategoryPage | null> {
  const code = canonicalCategory(asked);
  const snapshot = await library.snapshot();
  const { page } = await snapshot.remember("category", code, async () => ({ page: await assemble(library, code) }));
  const sameCode = asked.toLowerCase() === code.toLowerCase();
  return page === null || sameCode ? page : { ...page, alias: asked };
}

async function assemble(library: Library, code: string): Promise<CategoryPage | null> {
  const snapshot = await library.snapshot();
  const query = { kind: "category", category: code.toLowerCase() } as const;
  const newest = await library.index.search({ query, limit: latestPapers, offset: 0, rank: "new", facets: true });
  if (newest.total === null || newest.total === 0) return null;
  const best = async (rank: "cited" | "influence", limit: number): Promise<SearchAnswer> =>
    library.index.search({ query, limit, offset: 0, rank, standing: await snapshot.standing(rank) });
  const listed = ({ hits }: SearchAnswer): Promise<readonly SearchHit[]> => searchHits(library, snapshot, hits, []);
  const mostCited = await listed(await best("cited", mostCitedPapers));
  const influential = await listed(await best("influence", influentialPapers));
  const categories = newest.facets?.categories ?? [];
  // An archive's own categories are its parts, everything else is cross-listed.
  const isPart = (other: string): boolean => other.startsWith(`${code}.`);
  const counted = (list: FacetCounts): CategoryPage["parts"] =>
    list.map(({ value, papers }) => ({ ...categoryOf(value), papers }));
  return {
    category: { code, name: archiveName(code, categories) },
    alias: null,
    parts: counted(categories.filter(({ value }) => isPart(value))),
    papers: newest.total,
    years: yearsWithoutGaps(facetYears(newest.facets)),
    latest: await listed(newest),
    mostCited: mostCited.filter(({ citedBy }) => citedBy > 0),
    influential: firstOfYears(influential),
    terms: await termsOf(library, await drawnPapers(library, query, readPapers), { count: shownTerms }),
    neighbours: counted(categories.filter(({ value }) => value !== code && !isPart(value)).slice(0, shownNeighbours)),
  };
}

/** The name of a category; an archive that is none itself is called by its code. */
function archiveName(code: string, categories: FacetCounts): string {
  const name = categoryName(code);
  return name === code && categories.some(({ value }) => value.startsWith(`${code}.`)) ? `Archive ${code}` : name;
}

function firstOfYears(hits: readonly SearchHit[]): CategoryPage["influential"] {
  const years = new Map<number, SearchHit>();
  for (const hit of hits) if (hit.year !== null && hit.citedBy > 0 && !years.has(hit.year)) years.set(hit.year, hit);
  return [...years]
    .map(([year, hit]) => ({ year, hit }))
    .toSorted((a, b) => b.year - a.year)
    .slice(0, influentialYears);
}
