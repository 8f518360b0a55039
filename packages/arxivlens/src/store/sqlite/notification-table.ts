import { StoreError } from "../errors.ts";
import type { NewNotification, Notification, NotificationStore } from "../notification-store.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import type { SameWorkTable } from "./same-work-table.ts";

/** `NotificationStore` over tables `notification` and `discussion_follow`. */
export class NotificationTable implements NotificationStore {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #works: SameWorkTable;
  readonly #counters: Counters;
  readonly #unread;
  readonly #isFollowing;

  constructor(database: SqliteDatabase, keys: KeyNumbers, works: SameWorkTable, counters: Counters) {
    this.#database = database;
    this.#keys = keys;
    this.#works = works;
    this.#counters = counters;
    // Asked for with every page.
    this.#unread = database
      .prepare<[number], number>("SELECT count(*) FROM notification WHERE account_key = ? AND read_at IS NULL")
      .pluck();
    this.#isFollowing = database
      .prepare<[number, number], number>("SELECT 1 FROM discussion_follow WHERE account_key = ? AND paper_key = ?")
      .pluck();
  }

  async add(notifications: readonly NewNotification[]): Promise<void> {
    const insert = this.#database.prepare("INSERT INTO notification VALUES (?, ?, ?, ?, ?, ?, NULL)");
    this.#database
      .transaction(() => {
        for (const { accountKey, kind, commentId, actorKey, createdAtMs } of notifications) {
          this.#counters.add("notifications", 1);
          const id = this.#counters.read("notifications");
          insert.run(accountKey, id, kind, commentId, actorKey, Math.floor(createdAtMs));
        }
      })
      .immediate();
  }

  async list(
    accountKey: number,
    { before = Number.MAX_SAFE_INTEGER, limit }: { readonly before?: number; readonly limit: number },
  ): Promise<readonly Notification[]> {
    return this.#database
      .prepare<[number, number, number], Notification>(
        `SELECT notification_id AS id, kind, comment_id AS commentId, actor_key AS actorKey, created_at AS createdAtMs,
           read_at AS readAtMs
         FROM notification WHERE account_key = ? AND notification_id < ? ORDER BY notification_id DESC LIMIT ?`,
      )
      .all(accountKey, before, limit);
  }

  async unread(accountKey: number): Promise<number> {
    return this.#unread.get(accountKey) ?? 0;
  }

  async markRead(
    accountKey: number,
    which: { readonly upTo: number } | { readonly commentId: number },
    atMs: number,
  ): Promise<void> {
    const [condition, value] =
      "upTo" in which ? ["notification_id <= ?", which.upTo] : ["comment_id = ?", which.commentId];
    this.#database
      .prepare(`UPDATE notification SET read_at = ? WHERE account_key = ? AND read_at IS NULL AND ${condition}`)
      .run(Math.floor(atMs), accountKey, value);
  }

  async follow(accountKey: number, paperKey: string, atMs: number): Promise<void> {
    const [shown] = this.#recordsOf(paperKey);
    if (shown === undefined) throw new StoreError("unknown-work", `${paperKey} is not among the works of this store`);
    this.#database
      .prepare("INSERT OR IGNORE INTO discussion_follow VALUES (?, ?, ?)")
      .run(accountKey, shown, Math.floor(atMs));
  }

  async unfollow(accountKey: number, paperKey: string): Promise<void> {
    const remove = this.#database.prepare("DELETE FROM discussion_follow WHERE account_key = ? AND paper_key = ?");
    for (const number of this.#recordsOf(paperKey)) remove.run(accountKey, number);
  }

  async isFollowing(accountKey: number, paperKey: string): Promise<boolean> {
    return this.#recordsOf(paperKey).some((number) => this.#isFollowing.get(accountKey, number) !== undefined);
  }

  async followed(accountKey: number): Promise<readonly string[]> {
    const numbers = this.#database
      .prepare<[number], number>(
        "SELECT paper_key FROM discussion_follow WHERE account_key = ? ORDER BY followed_at DESC, paper_key DESC",
      )
      .pluck()
      .all(accountKey);
    return numbers.map((number) => this.#keys.name(number));
  }

  async followers(paperKey: string): Promise<readonly number[]> {
    const followers = this.#database
      .prepare<[number], number>("SELECT account_key FROM discussion_follow WHERE paper_key = ?")
      .pluck();
    const found = new Set(this.#recordsOf(paperKey).flatMap((number) => followers.all(number)));
    return [...found].toSorted((a, b) => a - b);
  }

  async eraseAccount(accountKey: number): Promise<void> {
    this.#database
      .transaction(() => {
        for (const sql of [
          "DELETE FROM notification WHERE account_key = ?",
          "DELETE FROM discussion_follow WHERE account_key = ?",
          "UPDATE notification SET actor_key = NULL WHERE actor_key = ?",
        ])
          this.#database.prepare<[number]>(sql).run(accountKey);
      })
      .immediate();
  }

  /** Key numbers of a work's records, the one it is shown under first; none when it is not here. */
  #recordsOf(paperKey: string): readonly number[] {
    const number = this.#keys.find(paperKey);
    if (number === null) return [];
    const shown = this.#works.shownAs(number);
    return [shown, ...this.#works.partsOf(shown)];
  }
}
