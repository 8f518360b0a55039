import type { Follow, FollowStore, SavedSearch } from "../follow-store.ts";
import type { SqliteDatabase } from "./database.ts";

type NewFollow = Omit<Follow, "follow" | "visitedAtMs"> & { readonly account: number };
type NewSearch = Omit<SavedSearch, "search"> & { readonly account: number };

/** `FollowStore` over tables `follow` and `saved_search`. */
export class FollowTable implements FollowStore {
  readonly #database: SqliteDatabase;
  readonly #follow;
  readonly #unfollow;
  readonly #follows;
  readonly #visit;
  readonly #save;
  readonly #deleteSearch;
  readonly #searches;
  readonly #erase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    // An update that changes nothing, since only a row that is written comes back.
    this.#follow = database.prepare<NewFollow, { readonly follow: number }>(
      `INSERT INTO follow
       SELECT @account, coalesce(max(follow), 0) + 1, @kind, @value, @followedAtMs, @followedAtMs, @seen
       FROM follow WHERE account_key = @account
       ON CONFLICT (account_key, kind, value) DO UPDATE SET kind = kind RETURNING follow`,
    );
    this.#unfollow = database.prepare<[number, number]>("DELETE FROM follow WHERE account_key = ? AND follow = ?");
    this.#follows = database.prepare<[number], Follow>(
      `SELECT follow, kind, value, followed_at AS followedAtMs, visited_at AS visitedAtMs, seen
       FROM follow WHERE account_key = ? ORDER BY follow`,
    );
    this.#visit = database.prepare<[number, number, number, number]>(
      "UPDATE follow SET seen = ?, visited_at = ? WHERE account_key = ? AND follow = ?",
    );
    this.#save = database.prepare<NewSearch, { readonly search: number }>(
      `INSERT INTO saved_search SELECT @account, coalesce(max(search), 0) + 1, @name, @query, @rank, @savedAtMs
       FROM saved_search WHERE account_key = @account
       ON CONFLICT (account_key, query, rank) DO UPDATE SET name = excluded.name RETURNING search`,
    );
    this.#deleteSearch = database.prepare<[number, number]>(
      "DELETE FROM saved_search WHERE account_key = ? AND search = ?",
    );
    this.#searches = database.prepare<[number], SavedSearch>(
      "SELECT search, name, query, rank, saved_at AS savedAtMs FROM saved_search WHERE account_key = ? ORDER BY name, search",
    );
    this.#erase = ["follow", "saved_search"].map((table) =>
      database.prepare<[number]>(`DELETE FROM ${table} WHERE account_key = ?`),
    );
  }

  async follow(accountKey: number, kind: string, value: string, seen: number, nowMs: number): Promise<number> {
    const row = { account: accountKey, kind, value, seen, followedAtMs: Math.floor(nowMs) };
    return this.#follow.get(row)?.follow ?? 0;
  }

  async unfollow(accountKey: number, follow: number): Promise<boolean> {
    return this.#unfollow.run(accountKey, follow).changes > 0;
  }

  async follows(accountKey: number): Promise<readonly Follow[]> {
    return this.#follows.all(accountKey);
  }

  async visit(accountKey: number, follow: number, seen: number, nowMs: number): Promise<boolean> {
    return this.#visit.run(seen, Math.floor(nowMs), accountKey, follow).changes > 0;
  }

  async saveSearch(accountKey: number, search: Omit<SavedSearch, "search">): Promise<number> {
    const row = { ...search, account: accountKey, savedAtMs: Math.floor(search.savedAtMs) };
    return this.#save.get(row)?.search ?? 0;
  }

  async deleteSearch(accountKey: number, search: number): Promise<boolean> {
    return this.#deleteSearch.run(accountKey, search).changes > 0;
  }

  async searches(accountKey: number): Promise<readonly SavedSearch[]> {
    return this.#searches.all(accountKey);
  }

  async erase(accountKey: number): Promise<void> {
    this.#database.transaction(() => this.#erase.forEach((statement) => statement.run(accountKey))).immediate();
  }
}
