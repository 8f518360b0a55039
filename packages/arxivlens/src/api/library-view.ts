import { QueryError } from "../search/query/query-error.ts";
import { parseQuery } from "../search/query/parse-query.ts";
import { libraryList, librarySorts, type LibraryEntry } from "../shelf/library-list.ts";
import { readStates, type ReadState, type ShelfFolder } from "../store/shelf-store.ts";
import type { ShelfLink } from "../store/shelf-link-store.ts";
import { withKnownDois } from "./asked-dois.ts";
import type { Library, Snapshot } from "./library.ts";
import { pageNumber } from "./page-number.ts";
import type { FolderView, LibraryItemView, LibraryPaper, LibrarySelection, LibraryView } from "./shelf-contract.ts";
import { shelfHits } from "./shelf-hit.ts";

const libraryPage = 50;

/** The selection that an address names; what is no choice is left out. */
export function selectionOf(query: Readonly<Record<string, string>>): LibrarySelection {
  const folder = Number(query["folder"] ?? "");
  const q = (query["q"] ?? "").trim();
  const sort = librarySorts.find((each) => each === query["sort"]) ?? (q === "" ? "added" : "relevance");
  return {
    q,
    folder: Number.isSafeInteger(folder) && folder > 0 ? folder : null,
    tag: query["tag"] === undefined || query["tag"] === "" ? null : query["tag"],
    state: readStates.find((each) => each === query["state"]) ?? null,
    // Without words nothing is more relevant than anything else.
    sort: q === "" && sort === "relevance" ? "added" : sort,
    page: pageNumber(query["page"]),
  };
}

/** All of somebody's library with records, latest added first. */
export async function libraryEntries({ store }: Library, accountKey: number): Promise<readonly LibraryEntry[]> {
  const items = await store.shelf.items(accountKey);
  const papers = await store.papers.getMany(items.map(({ paper }) => paper));
  return items.map((item) => ({ item, paper: papers.get(item.paper) ?? null }));
}

/** The entries of a selection, of all pages; a query that cannot be read selects nothing. */
export async function selectedEntries(
  { store }: Library,
  entries: readonly LibraryEntry[],
  folders: readonly ShelfFolder[],
  { q, folder, tag, state, sort }: LibrarySelection,
): Promise<{ readonly selected: readonly LibraryEntry[]; readonly fault: LibraryView["fault"] }> {
  const inside = folders.filter(({ parent }) => parent === folder).map((each) => each.folder);
  try {
    const query = q === "" ? null : await withKnownDois(store.papers, parseQuery(q));
    const wanted = folder === null ? null : [folder, ...inside];
    return { selected: libraryList(entries, { query, folders: wanted, tag, state, sort }), fault: null };
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { message, position, length, suggestion } = error;
    return { selected: [], fault: { message, position, length, suggestion } };
  }
}

export async function libraryView(
  library: Library,
  accountKey: number,
  selection: LibrarySelection,
): Promise<LibraryView> {
  const snapshot = await library.snapshot();
  const entries = await libraryEntries(library, accountKey);
  const folders = await library.store.shelf.folders(accountKey);
  const { selected, fault } = await selectedEntries(library, entries, folders, selection);
  const from = (selection.page - 1) * libraryPage;
  return {
    selection,
    pageSize: libraryPage,
    total: selected.length,
    papers: entries.length,
    entries: await libraryPapers(snapshot, selected.slice(from, from + libraryPage)),
    folders: folderViews(folders, await library.store.shelfLinks.ofAccount(accountKey)),
    tags: tagCounts(entries),
    states: stateCounts(entries),
    fault,
  };
}

/** One paper of a library; null when it is not in it. */
export async function libraryItemView(
  library: Library,
  accountKey: number,
  paper: string,
): Promise<LibraryItemView | null> {
  const { shelf, shelfLinks, papers } = library.store;
  const item = await shelf.item(accountKey, paper);
  if (item === null) return null;
  const tags = tagCounts((await shelf.items(accountKey)).map((each) => ({ item: each, paper: null })));
  const [entry] = await libraryPapers(await library.snapshot(), [{ item, paper: await papers.get(paper) }]);
  if (entry === undefined) return null;
  return {
    entry,
    folders: folderViews(await shelf.folders(accountKey), await shelfLinks.ofAccount(accountKey)),
    tags: tags.map(({ tag }) => tag),
    refused: null,
  };
}

export async function libraryPapers(
  snapshot: Snapshot,
  entries: readonly LibraryEntry[],
): Promise<readonly LibraryPaper[]> {
  const hits = await shelfHits(
    snapshot,
    entries.map(({ item, paper }) => ({ key: item.paper, paper })),
  );
  return entries.flatMap(({ item }, at) => {
    const hit = hits[at];
    if (hit === undefined) return [];
    const { state, note, tags, folders } = item;
    return [
      {
        hit: { ...hit, key: item.paper },
        state,
        addedAt: new Date(item.addedAtMs).toISOString(),
        noteChangedAt: item.noteChangedAtMs === null ? null : new Date(item.noteChangedAtMs).toISOString(),
        note,
        tags,
        folders,
      },
    ];
  });
}

export function folderViews(folders: readonly ShelfFolder[], links: readonly ShelfLink[]): readonly FolderView[] {
  const token = (folder: number, purpose: ShelfLink["purpose"]): string | null =>
    links.find((link) => link.folder === folder && link.purpose === purpose)?.token ?? null;
  return folders.map((each) => {
    const [shared, feed] = [token(each.folder, "folder-page"), token(each.folder, "folder-feed")];
    return {
      ...each,
      sharedAt: shared === null ? null : `/shared/${shared}`,
      feedAt: feed === null ? null : `/feeds/folder/${feed}`,
    };
  });
}

function tagCounts(entries: readonly LibraryEntry[]): LibraryView["tags"] {
  const counts = new Map<string, number>();
  for (const tag of entries.flatMap(({ item }) => item.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .map(([tag, papers]) => ({ tag, papers }))
    .toSorted((a, b) => b.papers - a.papers || (a.tag < b.tag ? -1 : 1));
}

function stateCounts(entries: readonly LibraryEntry[]): Readonly<Record<ReadState, number>> {
  const counts = { unread: 0, reading: 0, read: 0 };
  for (const { item } of entries) counts[item.state] += 1;
  return counts;
}
