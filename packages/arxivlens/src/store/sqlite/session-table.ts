import type { Session, SessionStore } from "../session-store.ts";
import type { SqliteDatabase } from "./database.ts";

const columns = `account_key AS accountKey, token_hash AS tokenHash, created_at AS createdAtMs,
  last_seen_at AS lastSeenAtMs, expires_at AS expiresAtMs, network, browser`;

/** `SessionStore` over table `session`. */
export class SessionTable implements SessionStore {
  readonly #begin;
  readonly #find;
  readonly #touch;
  readonly #end;
  readonly #endAll;
  readonly #list;
  readonly #prune;

  constructor(database: SqliteDatabase) {
    this.#begin = database.prepare<Session>(
      `INSERT INTO session
       VALUES (@accountKey, @tokenHash, @createdAtMs, @lastSeenAtMs, @expiresAtMs, @network, @browser)`,
    );
    this.#find = database.prepare<[number, string], Session>(
      `SELECT ${columns} FROM session WHERE account_key = ? AND token_hash = ?`,
    );
    this.#touch = database.prepare<[number, number, string]>(
      "UPDATE session SET last_seen_at = ? WHERE account_key = ? AND token_hash = ?",
    );
    this.#end = database.prepare<[number, string]>("DELETE FROM session WHERE account_key = ? AND token_hash = ?");
    this.#endAll = database.prepare<[number, string]>("DELETE FROM session WHERE account_key = ? AND token_hash <> ?");
    this.#list = database.prepare<[number], Session>(
      `SELECT ${columns} FROM session WHERE account_key = ? ORDER BY last_seen_at DESC, token_hash`,
    );
    this.#prune = database.prepare<[number, number]>("DELETE FROM session WHERE expires_at <= ? OR last_seen_at < ?");
  }

  async begin(session: Session): Promise<void> {
    this.#begin.run({
      ...session,
      createdAtMs: Math.floor(session.createdAtMs),
      lastSeenAtMs: Math.floor(session.lastSeenAtMs),
      expiresAtMs: Math.floor(session.expiresAtMs),
    });
  }

  async find(accountKey: number, tokenHash: string): Promise<Session | null> {
    return this.#find.get(accountKey, tokenHash) ?? null;
  }

  async touch(accountKey: number, tokenHash: string, nowMs: number): Promise<void> {
    this.#touch.run(Math.floor(nowMs), accountKey, tokenHash);
  }

  async end(accountKey: number, tokenHash: string): Promise<boolean> {
    return this.#end.run(accountKey, tokenHash).changes > 0;
  }

  async endAll(accountKey: number, exceptTokenHash: string | null): Promise<number> {
    return this.#endAll.run(accountKey, exceptTokenHash ?? "").changes;
  }

  async list(accountKey: number): Promise<readonly Session[]> {
    return this.#list.all(accountKey);
  }

  async prune(nowMs: number, unseenSinceMs: number): Promise<void> {
    this.#prune.run(Math.floor(nowMs), Math.floor(unseenSinceMs));
  }
}
