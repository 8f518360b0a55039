/** The part of the contract that is about what readers keep: libraries, follows, saved searches. */

import type { RankMode } from "../search/search-index.ts";
import type { ExportFormat } from "../shelf/library-export.ts";
import type { LibrarySort } from "../shelf/library-list.ts";
import type { ListFormat } from "../shelf/listed-work.ts";
import type { WatchKind } from "../shelf/watch.ts";
import type { ReadState } from "../store/shelf-store.ts";
import type { QueryFault, SearchHit } from "./contract.ts";

export type { ExportFormat, LibrarySort, ListFormat, ReadState, WatchKind };

/** What every page knows of its reader's library and follows, so that lists can mark what is known. */
export interface ReaderShelf {
  /** Read states by the key of a paper. */
  readonly marks: Readonly<Record<string, ReadState>>;
  readonly follows: readonly { readonly follow: number; readonly kind: WatchKind; readonly value: string }[];
}

/** A folder of a library. */
export interface FolderView {
  readonly folder: number;
  readonly name: string;
  /** The folder that it is in; null at the top. */
  readonly parent: number | null;
  readonly papers: number;
  /** Address at which whoever knows it can read the folder; null while it is not shared. */
  readonly sharedAt: string | null;
  /** Address of its feed without the ending; null while there is none. */
  readonly feedAt: string | null;
}

/** A paper of a library, as lists show it, with what its reader added. */
export interface LibraryPaper {
  readonly hit: SearchHit;
  readonly state: ReadState;
  /** ISO date-times, UTC. */
  readonly addedAt: string;
  readonly noteChangedAt: string | null;
  /** Markdown; empty where there is none. */
  readonly note: string;
  readonly tags: readonly string[];
  readonly folders: readonly number[];
}

/** Which part of a library is shown. */
export interface LibrarySelection {
  readonly q: string;
  readonly folder: number | null;
  readonly tag: string | null;
  readonly state: ReadState | null;
  readonly sort: LibrarySort;
  readonly page: number;
}

/** What `/library` shows and `GET /api/library` answers. */
export interface LibraryView {
  readonly selection: LibrarySelection;
  readonly pageSize: number;
  /** Papers that the selection has. */
  readonly total: number;
  /** Papers of the whole library. */
  readonly papers: number;
  readonly entries: readonly LibraryPaper[];
  readonly folders: readonly FolderView[];
  /** Most used first. */
  readonly tags: readonly { readonly tag: string; readonly papers: number }[];
  readonly states: Readonly<Record<ReadState, number>>;
  /** Why the query could not be read; then nothing is shown. */
  readonly fault: QueryFault | null;
}

/** What the page about one paper of a library shows. */
export interface LibraryItemView {
  readonly entry: LibraryPaper;
  readonly folders: readonly FolderView[];
  readonly tags: readonly string[];
  /** What was typed and not kept, and why; null at first. */
  readonly refused: { readonly note: string; readonly tags: string; readonly reason: string } | null;
}

/** What an import did with each work of a list. */
export interface ImportReport {
  readonly format: ListFormat;
  /** Works that were read. */
  readonly read: number;
  readonly added: number;
  /** They were in the library already. */
  readonly known: number;
  /** Saved, though this instance has no record of them yet. */
  readonly waiting: readonly string[];
  /** Read, but no paper of this instance is meant, or it cannot be told which. */
  readonly unknown: readonly { readonly place: string; readonly text: string }[];
  readonly unreadable: readonly { readonly place: string; readonly text: string; readonly reason: string }[];
}

/** Something that is followed, with what came since the last visit. */
export interface FollowView {
  readonly follow: number;
  readonly kind: WatchKind;
  readonly value: string;
  readonly title: string;
  /** Address of the page with the whole list. */
  readonly page: string;
  /** Address of its feed. */
  readonly feed: string;
  readonly visitedAt: string;
  readonly news: number;
  /** The latest of the news. */
  readonly papers: readonly { readonly kind: "new" | "replaced" | "citing"; readonly hit: SearchHit }[];
}

export interface SavedSearchView {
  readonly search: number;
  readonly name: string;
  readonly query: string;
  readonly rank: RankMode;
  readonly page: string;
  /** The follow of this query, where there is one. */
  readonly follow: number | null;
}

/** What `/following` shows and `GET /api/following` answers. */
export interface FollowingView {
  readonly follows: readonly FollowView[];
  readonly searches: readonly SavedSearchView[];
  readonly news: number;
  /** Address of the feed of all follows without the ending; null while there is none. */
  readonly feedAt: string | null;
}

/** What whoever has the address of a shared folder may read; read states, tags and notes stay its owner's. */
export interface SharedFolderView {
  readonly name: string;
  readonly owner: string;
  readonly papers: readonly SearchHit[];
}

/** A paper for the home page, and why it is shown. */
export interface FreshHit {
  readonly hit: SearchHit;
  /** For people: "cs.CL, which you follow". */
  readonly reason: string;
}

/** The pages about what readers keep. */
export type ShelfPage =
  | {
      readonly kind: "library";
      readonly library: LibraryView;
      /** What was sent and not done, and why. */
      readonly refused: {
        readonly action: string;
        readonly field: string;
        readonly typed: string;
        readonly message: string;
      } | null;
    }
  | { readonly kind: "library-item"; readonly item: LibraryItemView }
  | {
      readonly kind: "library-import";
      readonly report: ImportReport | null;
      readonly folders: readonly FolderView[];
      /** What was typed and not read, and why. */
      readonly refused: { readonly text: string; readonly reason: string } | null;
    }
  | {
      readonly kind: "following";
      readonly following: FollowingView;
      /** What was to be followed and is not, and why. */
      readonly refused: { readonly kind: string; readonly typed: string; readonly reason: string } | null;
    }
  | { readonly kind: "shared-folder"; readonly shared: SharedFolderView };
