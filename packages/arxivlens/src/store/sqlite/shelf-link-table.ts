import type { ShelfLink, ShelfLinkPurpose, ShelfLinkStore } from "../shelf-link-store.ts";
import type { SqliteDatabase } from "./database.ts";

/** `ShelfLinkStore` over table `shelf_link`. */
export class ShelfLinkTable implements ShelfLinkStore {
  readonly #open;
  readonly #close;
  readonly #byToken;
  readonly #ofAccount;
  readonly #erase;

  constructor(database: SqliteDatabase) {
    const columns = "token, account_key AS accountKey, purpose, folder, opened_at AS openedAtMs";
    // Replaces by either key: a link for the same purpose and folder goes.
    this.#open = database.prepare<ShelfLink>(
      "INSERT OR REPLACE INTO shelf_link VALUES (@token, @accountKey, @purpose, @folder, @openedAtMs)",
    );
    this.#close = database.prepare<[number, string, number]>(
      "DELETE FROM shelf_link WHERE account_key = ? AND purpose = ? AND coalesce(folder, 0) = ?",
    );
    this.#byToken = database.prepare<[string], ShelfLink>(`SELECT ${columns} FROM shelf_link WHERE token = ?`);
    this.#ofAccount = database.prepare<[number], ShelfLink>(
      `SELECT ${columns} FROM shelf_link WHERE account_key = ? ORDER BY opened_at, purpose, folder`,
    );
    this.#erase = database.prepare<[number]>("DELETE FROM shelf_link WHERE account_key = ?");
  }

  async open(link: ShelfLink): Promise<void> {
    this.#open.run({ ...link, openedAtMs: Math.floor(link.openedAtMs) });
  }

  async close(accountKey: number, purpose: ShelfLinkPurpose, folder: number | null): Promise<boolean> {
    return this.#close.run(accountKey, purpose, folder ?? 0).changes > 0;
  }

  async byToken(token: string): Promise<ShelfLink | null> {
    return this.#byToken.get(token) ?? null;
  }

  async ofAccount(accountKey: number): Promise<readonly ShelfLink[]> {
    return this.#ofAccount.all(accountKey);
  }

  async erase(accountKey: number): Promise<void> {
    this.#erase.run(accountKey);
  }
}
