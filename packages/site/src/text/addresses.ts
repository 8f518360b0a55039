/** Address of the page about everyone who writes under a name. */
export function authorHref(name: string): string {
  return `/author/${encodeURIComponent(name)}`;
}

/** Address of the page about a word or phrase. */
export function termHref(term: string): string {
  return `/term/${encodeURIComponent(term)}`;
}

/** Address of the page about a category, or about all of an archive. */
export function categoryHref(code: string): string {
  return `/category/${encodeURIComponent(code)}`;
}

/** Address of the results of a query. */
export function searchHref(query: string): string {
  return `/search?q=${encodeURIComponent(query)}`;
}
