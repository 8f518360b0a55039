/** `reply` to a comment of mine, `comment` on a paper whose discussion I follow, `moderation` of a comment of mine. */
export type NotificationKind = "reply" | "comment" | "moderation";

export interface Notification {
  readonly id: number;
  readonly kind: NotificationKind;
  readonly commentId: number;
  /** Who caused it; null when that account has left. */
  readonly actorKey: number | null;
  readonly createdAtMs: number;
  readonly readAtMs: number | null;
}

export interface NewNotification {
  readonly accountKey: number;
  readonly kind: NotificationKind;
  readonly commentId: number;
  readonly actorKey: number;
  readonly createdAtMs: number;
}

/** What has happened that somebody wants to know, and whose discussions they follow. Routed by account. */
export interface NotificationStore {
  add(notifications: readonly NewNotification[]): Promise<void>;
  /** Newest first. */
  list(
    accountKey: number,
    wanted: { readonly before?: number; readonly limit: number },
  ): Promise<readonly Notification[]>;
  unread(accountKey: number): Promise<number>;
  /** Those up to this id, or all about one comment. */
  markRead(
    accountKey: number,
    which: { readonly upTo: number } | { readonly commentId: number },
    atMs: number,
  ): Promise<void>;
  /** @throws {StoreError} `unknown-work` when the paper is not here */
  follow(accountKey: number, paperKey: string, atMs: number): Promise<void>;
  unfollow(accountKey: number, paperKey: string): Promise<void>;
  isFollowing(accountKey: number, paperKey: string): Promise<boolean>;
  /** Papers whose discussions an account follows, newest first. */
  followed(accountKey: number): Promise<readonly string[]>;
  /** Scan of an index. Accounts that follow a work or one of its records. */
  followers(paperKey: string): Promise<readonly number[]>;
  eraseAccount(accountKey: number): Promise<void>;
}
