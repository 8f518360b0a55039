import type { SearchFacets } from "../search/search-index.ts";
import type { YearCount } from "./lists-contract.ts";

/** Counts by year, earliest first, with the years between that have none. */
export function yearsWithoutGaps(counts: ReadonlyMap<number, number>): readonly YearCount[] {
  if (counts.size === 0) return [];
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  return Array.from({ length: last - first + 1 }, (_, at) => ({
    year: first + at,
    papers: counts.get(first + at) ?? 0,
  }));
}

/** Papers by year, of what was counted. */
export function facetYears(facets: SearchFacets | null): ReadonlyMap<number, number> {
  return new Map((facets?.years ?? []).map(({ value, papers }) => [Number(value), papers]));
}
