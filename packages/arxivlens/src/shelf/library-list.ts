import type { Paper } from "../arxiv/paper.ts";
import { plainText } from "../arxiv/latex-text.ts";
import type { QueryNode } from "../search/query/syntax.ts";
import { ReferenceIndex } from "../search/reference-index.ts";
import { indexDocument, type IndexDocument } from "../search/segments/document.ts";
import { keyNumber } from "../store/paper-key.ts";
import type { ReadState, ShelfItem } from "../store/shelf-store.ts";

export const librarySorts = ["added", "published", "title", "relevance"] as const;
export type LibrarySort = (typeof librarySorts)[number];

/** Which papers of a library are wanted; null leaves a condition out. */
export interface LibraryFilter {
  readonly query: QueryNode | null;
  /** Any of these folders: one and those inside it. */
  readonly folders: readonly number[] | null;
  readonly tag: string | null;
  readonly state: ReadState | null;
  readonly sort: LibrarySort;
}

/** A paper of a library with its record; null where the instance has none yet. */
export interface LibraryEntry {
  readonly item: ShelfItem;
  readonly paper: Paper | null;
}

/** The entries that a filter wants, in its order. */
export function libraryList(entries: readonly LibraryEntry[], filter: LibraryFilter): readonly LibraryEntry[] {
  const { folders, tag, state, query, sort } = filter;
  const kept = entries.filter(
    ({ item }) =>
      (folders === null || item.folders.some((folder) => folders.includes(folder))) &&
      (tag === null || item.tags.includes(tag)) &&
      (state === null || item.state === state),
  );
  const found = query === null ? kept : matching(kept, query);
  if (sort === "relevance") return found;
  return sort === "added" && query === null ? found : found.toSorted(orders[sort]);
}

const orders: Readonly<Record<Exclude<LibrarySort, "relevance">, (a: LibraryEntry, b: LibraryEntry) => number>> = {
  added: (a, b) => b.item.addedAtMs - a.item.addedAtMs || compare(b.item.paper, a.item.paper),
  published: (a, b) => compare(dateOf(b), dateOf(a)) || compare(a.item.paper, b.item.paper),
  title: (a, b) => titleOf(a).localeCompare(titleOf(b), "en", { sensitivity: "base", numeric: true }),
};

/** Best matches first. A library has no index of its own: it is small, and its notes and tags are searched as well. */
function matching(entries: readonly LibraryEntry[], query: QueryNode): readonly LibraryEntry[] {
  const documents = entries.map(({ item, paper }, number): IndexDocument => {
    const document = paper === null ? unknownDocument(item.paper) : indexDocument(number, paper);
    const own = [item.note, ...item.tags].join("\n");
    return { ...document, number, comments: `${document.comments}\n${own}` };
  });
  const places = new Map(entries.map(({ item }, number) => [item.paper, number]));
  const index = new ReferenceIndex(documents, (id) => (keyNumber(id) === null ? null : (places.get(id) ?? null)));
  const { hits } = index.search({ query, limit: entries.length, offset: 0 });
  return hits.flatMap(({ number }) => entries[number] ?? []);
}

function unknownDocument(key: string): IndexDocument {
  const text = { title: key, authors: "", abstract: "", comments: "" };
  return { number: 0, ...text, categories: [], day: null, licence: "", withdrawn: false, hasCode: false };
}

const titleOf = ({ item, paper }: LibraryEntry): string => (paper === null ? item.paper : plainText(paper.title));
const dateOf = ({ paper }: LibraryEntry): string => paper?.submittedAt ?? String(paper?.year ?? "");
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
