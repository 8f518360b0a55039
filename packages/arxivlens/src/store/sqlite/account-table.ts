import type {
  Account,
  AccountChanges,
  AccountOutcome,
  AccountStore,
  NewAccount,
  OutsideIdentity,
} from "../account-store.ts";
import type { SqliteDatabase } from "./database.ts";

const columns = `account.account_key AS accountKey, name, display_name AS displayName, email, role,
  created_at AS createdAtMs, disabled_at AS disabledAtMs, erased_at AS erasedAtMs`;

/** `AccountStore` over `account`, `account_password` and `account_identity`. */
export class AccountTable implements AccountStore {
  readonly #database: SqliteDatabase;
  readonly #insert;
  readonly #get;
  readonly #byName;
  readonly #list;
  readonly #otherAdmins;
  readonly #update;
  readonly #erase;
  readonly #passwordHash;
  readonly #setPasswordHash;
  readonly #byIdentity;
  readonly #identities;
  readonly #addIdentity;
  readonly #proposeSecret;
  readonly #secret;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#insert = database.prepare<NewAccount>(
      `INSERT INTO account (name, display_name, email, role, created_at)
       VALUES (@name, @displayName, @email, @role, @createdAtMs) ON CONFLICT (name) DO NOTHING`,
    );
    this.#get = database.prepare<[number], Account>(`SELECT ${columns} FROM account WHERE account_key = ?`);
    this.#byName = database.prepare<[string], Account>(`SELECT ${columns} FROM account WHERE name = ?`);
    this.#list = database.prepare<[], Account>(
      `SELECT ${columns} FROM account WHERE erased_at IS NULL ORDER BY account_key`,
    );
    this.#otherAdmins = database.prepare<[number], { readonly others: number }>(
      `SELECT count(*) AS others FROM account
       WHERE role = 'admin' AND disabled_at IS NULL AND erased_at IS NULL AND account_key <> ?`,
    );
    this.#update = database.prepare<Account>(
      `UPDATE account SET name = @name, display_name = @displayName, email = @email, role = @role, disabled_at = @disabledAtMs
       WHERE account_key = @accountKey`,
    );
    this.#erase = database.prepare<[number, number]>(
      `UPDATE account SET name = 'erased-' || account_key, display_name = '', email = NULL, role = 'reader',
       disabled_at = NULL, erased_at = ? WHERE account_key = ?`,
    );
    this.#passwordHash = database.prepare<[number], { readonly hash: string }>(
      "SELECT hash FROM account_password WHERE account_key = ?",
    );
    this.#setPasswordHash = database.prepare<[number, string, number]>(
      "INSERT OR REPLACE INTO account_password VALUES (?, ?, ?)",
    );
    this.#byIdentity = database.prepare<OutsideIdentity, Account>(
      `SELECT ${columns} FROM account_identity JOIN account USING (account_key)
       WHERE issuer = @issuer AND subject = @subject`,
    );
    this.#identities = database.prepare<[number], OutsideIdentity>(
      "SELECT issuer, subject FROM account_identity WHERE account_key = ? ORDER BY issuer, subject",
    );
    this.#addIdentity = database.prepare<[number, string, string]>(
      "INSERT INTO account_identity VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    );
    this.#proposeSecret = database.prepare<[string]>("INSERT OR IGNORE INTO instance_secret VALUES ('forms', ?)");
    this.#secret = database.prepare<[], { readonly value: string }>(
      "SELECT value FROM instance_secret WHERE name = 'forms'",
    );
  }

  async create(account: NewAccount): Promise<Account | null> {
    const { changes, lastInsertRowid } = this.#insert.run({ ...account, createdAtMs: Math.floor(account.createdAtMs) });
    return changes === 0 ? null : this.get(Number(lastInsertRowid));
  }

  async get(accountKey: number): Promise<Account | null> {
    return this.#get.get(accountKey) ?? null;
  }

  async getMany(accountKeys: readonly number[]): Promise<ReadonlyMap<number, Account>> {
    const found = new Map<number, Account>();
    for (const key of new Set(accountKeys)) {
      const account = this.#get.get(key);
      if (account !== undefined) found.set(key, account);
    }
    return found;
  }

  async byName(name: string): Promise<Account | null> {
    return this.#byName.get(name) ?? null;
  }

  async list(): Promise<readonly Account[]> {
    return this.#list.all();
  }

  async change(accountKey: number, changes: AccountChanges): Promise<AccountOutcome> {
    return this.#guarded(accountKey, (account) => {
      const changed = { ...account, ...changes };
      return { changed, write: () => void this.#update.run(changed) };
    });
  }

  async erase(accountKey: number, nowMs: number): Promise<AccountOutcome> {
    return this.#guarded(accountKey, (account) => ({
      changed: { ...account, erasedAtMs: nowMs },
      write: () => {
        this.#erase.run(Math.floor(nowMs), accountKey);
        for (const table of ["account_password", "account_identity", "session", "one_time_token"])
          this.#database.prepare<[number]>(`DELETE FROM ${table} WHERE account_key = ?`).run(accountKey);
      },
    }));
  }

  async passwordHash(accountKey: number): Promise<string | null> {
    return this.#passwordHash.get(accountKey)?.hash ?? null;
  }

  async setPasswordHash(accountKey: number, hash: string, nowMs: number): Promise<void> {
    this.#setPasswordHash.run(accountKey, hash, Math.floor(nowMs));
  }

  async byIdentity(identity: OutsideIdentity): Promise<Account | null> {
    return this.#byIdentity.get(identity) ?? null;
  }

  async identities(accountKey: number): Promise<readonly OutsideIdentity[]> {
    return this.#identities.all(accountKey);
  }

  async addIdentity(accountKey: number, { issuer, subject }: OutsideIdentity): Promise<boolean> {
    return this.#addIdentity.run(accountKey, issuer, subject).changes > 0;
  }

  async instanceSecret(proposed: string): Promise<string> {
    this.#proposeSecret.run(proposed);
    return this.#secret.get()?.value ?? proposed;
  }

  /** In one immediate transaction, so that two admins who demote each other at once leave one. */
  #guarded(
    accountKey: number,
    plan: (account: Account) => { readonly changed: Account; readonly write: () => void },
  ): AccountOutcome {
    return this.#database
      .transaction((): AccountOutcome => {
        const account = this.#get.get(accountKey);
        if (account === undefined || account.erasedAtMs !== null) return "unknown";
        const { changed, write } = plan(account);
        if (isActiveAdmin(account) && !isActiveAdmin(changed) && this.#otherAdmins.get(accountKey)?.others === 0)
          return "last-admin";
        const holder = this.#byName.get(changed.name);
        if (holder !== undefined && holder.accountKey !== accountKey) return "name-taken";
        write();
        return "done";
      })
      .immediate();
  }
}

const isActiveAdmin = ({ role, disabledAtMs, erasedAtMs }: Account): boolean =>
  role === "admin" && disabledAtMs === null && erasedAtMs === null;
