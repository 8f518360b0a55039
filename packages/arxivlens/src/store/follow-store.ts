/** A list of papers that somebody follows. */
export interface Follow {
  readonly follow: number;
  /** What is followed; the kinds are the caller's. */
  readonly kind: string;
  readonly value: string;
  readonly followedAtMs: number;
  readonly visitedAtMs: number;
  /** How far the list was seen at the last visit; what it counts is the caller's. */
  readonly seen: number;
}

/** A query that somebody keeps. */
export interface SavedSearch {
  readonly search: number;
  readonly name: string;
  readonly query: string;
  /** Order of its matches. */
  readonly rank: string;
  readonly savedAtMs: number;
}

/** What readers follow and the searches they keep: by account, so every method is routed to one. */
export interface FollowStore {
  /** Returns its number; what is followed already stays as it is. */
  follow(accountKey: number, kind: string, value: string, seen: number, nowMs: number): Promise<number>;
  unfollow(accountKey: number, follow: number): Promise<boolean>;
  /** In the order in which they were begun. */
  follows(accountKey: number): Promise<readonly Follow[]>;
  /** Remembers a visit; false when it is not followed. */
  visit(accountKey: number, follow: number, seen: number, nowMs: number): Promise<boolean>;

  /** Returns its number; the same query under the same rank gets the new name. */
  saveSearch(accountKey: number, search: Omit<SavedSearch, "search">): Promise<number>;
  deleteSearch(accountKey: number, search: number): Promise<boolean>;
  /** By name. */
  searches(accountKey: number): Promise<readonly SavedSearch[]>;

  /** Everything of an account. */
  erase(accountKey: number): Promise<void>;
}
