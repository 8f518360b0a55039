import type { OneTimeToken, OneTimeTokenStore } from "../one-time-token-store.ts";
import type { SqliteDatabase } from "./database.ts";

type Row = OneTimeToken & { readonly tokenHash: string };

const columns = `token_hash AS tokenHash, purpose, account_key AS accountKey, role, note, created_by AS createdBy,
  created_at AS createdAtMs, expires_at AS expiresAtMs`;

/** `OneTimeTokenStore` over table `one_time_token`; a spent token's row is gone. */
export class OneTimeTokenTable implements OneTimeTokenStore {
  readonly #issue;
  readonly #find;
  readonly #spend;
  readonly #list;
  readonly #revoke;
  readonly #revokeAll;

  constructor(database: SqliteDatabase) {
    this.#issue = database.prepare<Row>(
      `INSERT INTO one_time_token
       VALUES (@tokenHash, @purpose, @accountKey, @role, @note, @createdBy, @createdAtMs, @expiresAtMs)`,
    );
    this.#find = database.prepare<[string, number], Row>(
      `SELECT ${columns} FROM one_time_token WHERE token_hash = ? AND expires_at > ?`,
    );
    this.#spend = database.prepare<[string, number], Row>(
      `DELETE FROM one_time_token WHERE token_hash = ? AND expires_at > ? RETURNING ${columns}`,
    );
    this.#list = database.prepare<[number], Row>(
      `SELECT ${columns} FROM one_time_token WHERE expires_at > ? ORDER BY created_at DESC, token_hash`,
    );
    this.#revoke = database.prepare<[string]>("DELETE FROM one_time_token WHERE token_hash = ?");
    this.#revokeAll = database.prepare<{ readonly purpose: string; readonly accountKey: number | null }>(
      "DELETE FROM one_time_token WHERE purpose = @purpose AND (@accountKey IS NULL OR account_key = @accountKey)",
    );
  }

  async issue(tokenHash: string, token: OneTimeToken): Promise<void> {
    this.#issue.run({
      ...token,
      tokenHash,
      createdAtMs: Math.floor(token.createdAtMs),
      expiresAtMs: Math.floor(token.expiresAtMs),
    });
  }

  async find(tokenHash: string, nowMs: number): Promise<OneTimeToken | null> {
    return tokenOf(this.#find.get(tokenHash, Math.floor(nowMs)));
  }

  async spend(tokenHash: string, nowMs: number): Promise<OneTimeToken | null> {
    return tokenOf(this.#spend.get(tokenHash, Math.floor(nowMs)));
  }

  async list(nowMs: number): Promise<readonly Row[]> {
    return this.#list.all(Math.floor(nowMs));
  }

  async revoke(tokenHash: string): Promise<boolean> {
    return this.#revoke.run(tokenHash).changes > 0;
  }

  async revokeAll(purpose: OneTimeToken["purpose"], accountKey: number | null): Promise<void> {
    this.#revokeAll.run({ purpose, accountKey });
  }
}

function tokenOf(row: Row | undefined): OneTimeToken | null {
  if (row === undefined) return null;
  const { tokenHash: _, ...token } = row;
  return token;
}
