export const readStates = ["unread", "reading", "read"] as const;
export type ReadState = (typeof readStates)[number];

/** A paper in somebody's library. */
export interface ShelfItem {
  /** Key of the paper; the store need not have a record of it yet. */
  readonly paper: string;
  readonly addedAtMs: number;
  readonly state: ReadState;
  /** Markdown; empty where there is none. */
  readonly note: string;
  readonly noteChangedAtMs: number | null;
  /** Numbers of its folders, rising. */
  readonly folders: readonly number[];
  /** In order of their names. */
  readonly tags: readonly string[];
}

/** A folder; one inside another one is as deep as it gets. */
export interface ShelfFolder {
  readonly folder: number;
  readonly name: string;
  /** The folder that it is in; null at the top. */
  readonly parent: number | null;
  readonly papers: number;
}

/** What can be done to many papers at once. */
export type ShelfChange =
  | { readonly kind: "state"; readonly state: ReadState }
  | { readonly kind: "tag" | "untag"; readonly tag: string }
  | { readonly kind: "file" | "unfile"; readonly folder: number }
  | { readonly kind: "remove" };

/** Libraries of readers: by account, so every method is routed to one. */
export interface ShelfStore {
  /** One transaction. Those that are there already stay as they are; returns how many were added. */
  add(accountKey: number, papers: readonly string[], nowMs: number): Promise<number>;
  /**
   * One transaction; papers outside of the library are left out. Returns how many of the papers are in the library.
   *
   * @throws {StoreError} `unknown-folder`
   */
  change(accountKey: number, papers: readonly string[], change: ShelfChange): Promise<number>;
  /** False when the paper is not in the library. An empty note is none. */
  setNote(accountKey: number, paper: string, note: string, nowMs: number): Promise<boolean>;
  /** Latest added first, then by key number. */
  items(accountKey: number): Promise<readonly ShelfItem[]>;
  item(accountKey: number, paper: string): Promise<ShelfItem | null>;
  /** Of these papers, those in the library. */
  states(accountKey: number, papers: readonly string[]): Promise<ReadonlyMap<string, ReadState>>;
  /** Of the whole library. */
  allStates(accountKey: number): Promise<ReadonlyMap<string, ReadState>>;
  count(accountKey: number): Promise<number>;

  /** By name. */
  folders(accountKey: number): Promise<readonly ShelfFolder[]>;
  /**
   * Returns its number.
   *
   * @throws {StoreError} `folder-exists`, `unknown-folder` for the parent, `too-deep` when that is inside another one
   */
  createFolder(accountKey: number, name: string, parent: number | null): Promise<number>;
  /** @throws {StoreError} `unknown-folder` or `folder-exists` */
  renameFolder(accountKey: number, folder: number, name: string): Promise<void>;
  /** Its papers stay in the library, folders inside it move to its place, its links end. False when there is none. */
  deleteFolder(accountKey: number, folder: number): Promise<boolean>;

  /** Everything of an account: library, folders, tags. */
  erase(accountKey: number): Promise<void>;
}
