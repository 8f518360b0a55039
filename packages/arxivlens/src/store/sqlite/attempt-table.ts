import type { Attempts, AttemptStore } from "../attempt-store.ts";
import type { SqliteDatabase } from "./database.ts";

/** `AttemptStore` over table `sign_in_attempt`. */
export class AttemptTable implements AttemptStore {
  readonly #get;
  readonly #add;
  readonly #takeBack;
  readonly #clear;
  readonly #prune;

  constructor(database: SqliteDatabase) {
    this.#get = database.prepare<[string], Attempts>(
      "SELECT count, last_at AS lastAtMs FROM sign_in_attempt WHERE attempt_key = ?",
    );
    this.#add = database.prepare<
      { readonly key: string; readonly now: number; readonly since: number },
      { readonly count: number }
    >(
      `INSERT INTO sign_in_attempt VALUES (@key, 1, @now) ON CONFLICT (attempt_key) DO UPDATE SET
       count = CASE WHEN last_at < @since THEN 1 ELSE count + 1 END, last_at = @now RETURNING count`,
    );
    this.#takeBack = database.prepare<[string]>(
      "UPDATE sign_in_attempt SET count = count - 1 WHERE attempt_key = ? AND count > 0",
    );
    this.#clear = database.prepare<[string]>("DELETE FROM sign_in_attempt WHERE attempt_key = ?");
    this.#prune = database.prepare<[number]>("DELETE FROM sign_in_attempt WHERE last_at < ?");
  }

  async get(key: string): Promise<Attempts | null> {
    return this.#get.get(key) ?? null;
  }

  async add(key: string, nowMs: number, forgetAfterMs: number): Promise<number> {
    const now = Math.floor(nowMs);
    return this.#add.get({ key, now, since: now - Math.floor(forgetAfterMs) })?.count ?? 1;
  }

  async takeBack(key: string): Promise<void> {
    this.#takeBack.run(key);
  }

  async clear(key: string): Promise<void> {
    this.#clear.run(key);
  }

  async prune(beforeMs: number): Promise<void> {
    this.#prune.run(Math.floor(beforeMs));
  }
}
