import type { LibrarySelection } from "arxivlens/api";

/** Query of an address with part of a library; what is usual is left out. */
export function selectionQuery(selection: Partial<LibrarySelection>): string {
  const { q = "", folder = null, tag = null, state = null, sort, page = 1 } = selection;
  const parameters = new URLSearchParams();
  if (q !== "") parameters.set("q", q);
  if (folder !== null) parameters.set("folder", String(folder));
  if (tag !== null) parameters.set("tag", tag);
  if (state !== null) parameters.set("state", state);
  if (sort !== undefined && sort !== (q === "" ? "added" : "relevance")) parameters.set("sort", sort);
  if (page > 1) parameters.set("page", String(page));
  const query = parameters.toString();
  return query === "" ? "" : `?${query}`;
}

/** Address of the map of that part. */
export function mapHref(selection: Partial<LibrarySelection>): string {
  const query = selectionQuery({ ...selection, page: 1 });
  return `/map?from=library${query.replace("?", "&")}`;
}

export const selectionHref = (selection: Partial<LibrarySelection>): string => `/library${selectionQuery(selection)}`;
