import { parseQuery } from "../search/query/parse-query.ts";
import { QueryError } from "../search/query/query-error.ts";
import { takenConditions, withCondition } from "../search/query/refine-query.ts";
import type { SearchFacets } from "../search/search-index.ts";
import type { Refinement, Refinements } from "./lists-contract.ts";

const shownCategories = 12;

/** Links that narrow a query by what its matches are, and take back what it is narrowed by; null for an unreadable one. */
export function refinements(query: string, facets: SearchFacets | null): Refinements | null {
  if (facets === null || !isReadable(query)) return null;
  const taken = takenConditions(query);
  const refine = (condition: string, value: string, papers: number): Refinement => {
    const held = taken.find((each) => each.condition.toLowerCase() === condition.toLowerCase());
    return held === undefined
      ? { condition, value, papers, query: withCondition(query, condition), active: false }
      : { condition, value, papers, query: held.query, active: true };
  };
  const years = new Map(facets.years.map(({ value, papers }) => [Number(value), papers]));
  const [first, last] = [Math.min(...years.keys()), Math.max(...years.keys())];
  return {
    taken,
    categories: facets.categories
      .slice(0, shownCategories)
      .map(({ value, papers }) => refine(`cat:${value}`, value, papers)),
    years: Array.from({ length: years.size === 0 ? 0 : last - first + 1 }, (_, at) => first + at).map((year) =>
      refine(`date:${year}`, String(year), years.get(year) ?? 0),
    ),
    licences: facets.licences.map(({ value, name, papers }) => refine(`licence:${value}`, name, papers)),
    withCode: refine("has:code", "code", facets.withCode),
    withdrawn: refine("is:withdrawn", "withdrawn", facets.withdrawn),
    withoutWithdrawn: facets.withdrawn === 0 ? null : withCondition(query, "-is:withdrawn"),
  };
}

function isReadable(query: string): boolean {
  try {
    parseQuery(query);
    return true;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}
