import type { RankMode } from "arxivlens/api";

/** What a page of results is: the same address gives the same page. */
export interface SearchPlace {
  readonly query: string;
  readonly rank: RankMode;
  /** Of rank `random`. */
  readonly seed: number;
  readonly page: number;
}

const parametersOf = ({ query, rank, seed }: Omit<SearchPlace, "page">): URLSearchParams => {
  const parameters = new URLSearchParams({ q: query });
  if (rank !== "relevance") parameters.set("rank", rank);
  if (rank === "random") parameters.set("seed", String(seed));
  return parameters;
};

/** Address of a page of results; what is usual is left out. */
export function searchAddress(place: SearchPlace): string {
  const parameters = parametersOf(place);
  if (place.page > 1) parameters.set("page", String(place.page));
  return `/search?${parameters}`;
}

/** Address of results as a file: one page of them, or the first 1,000. */
export function exportAddress(place: Omit<SearchPlace, "page">, page: number | null, format: string): string {
  const parameters = parametersOf(place);
  if (page !== null) parameters.set("page", String(page));
  parameters.set("format", format);
  return `/api/export?${parameters}`;
}
