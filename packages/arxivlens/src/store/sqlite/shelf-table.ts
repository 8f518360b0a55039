import { StoreError } from "../errors.ts";
import type { ReadState, ShelfChange, ShelfFolder, ShelfItem, ShelfStore } from "../shelf-store.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { ShelfItemTable } from "./shelf-item-table.ts";

/** `ShelfStore` over the tables of items and over `library_folder`. */
export class ShelfTable implements ShelfStore {
  readonly #database: SqliteDatabase;
  readonly #items: ShelfItemTable;
  readonly #folders;
  readonly #folder;
  readonly #named;
  readonly #insert;
  readonly #rename;
  readonly #lift;
  readonly #delete;
  readonly #erase;

  constructor(database: SqliteDatabase, keys: KeyNumbers) {
    this.#database = database;
    this.#items = new ShelfItemTable(database, keys);
    this.#folders = database.prepare<[number], ShelfFolder>(
      `SELECT folder, name, parent, (SELECT count(*) FROM library_filing AS filing
         WHERE filing.account_key = library_folder.account_key AND filing.folder = library_folder.folder) AS papers
       FROM library_folder WHERE account_key = ? ORDER BY name, folder`,
    );
    this.#folder = database.prepare<[number, number], Pick<ShelfFolder, "name" | "parent">>(
      "SELECT name, parent FROM library_folder WHERE account_key = ? AND folder = ?",
    );
    this.#named = database.prepare<[number, number, string], { readonly folder: number }>(
      "SELECT folder FROM library_folder WHERE account_key = ? AND coalesce(parent, 0) = ? AND name = ?",
    );
    this.#insert = database.prepare<
      { readonly account: number; readonly name: string; readonly parent: number | null },
      { readonly folder: number }
    >(
      `INSERT INTO library_folder SELECT @account, coalesce(max(folder), 0) + 1, @name, @parent
       FROM library_folder WHERE account_key = @account RETURNING folder`,
    );
    this.#rename = database.prepare<[string, number, number]>(
      "UPDATE library_folder SET name = ? WHERE account_key = ? AND folder = ?",
    );
    this.#lift = database.prepare<[string, number, number]>(
      "UPDATE library_folder SET parent = NULL, name = ? WHERE account_key = ? AND folder = ?",
    );
    this.#delete = ["library_folder", "library_filing", "shelf_link"].map((table) =>
      database.prepare<[number, number]>(`DELETE FROM ${table} WHERE account_key = ? AND folder = ?`),
    );
    this.#erase = database.prepare<[number]>("DELETE FROM library_folder WHERE account_key = ?");
  }

  async add(accountKey: number, papers: readonly string[], nowMs: number): Promise<number> {
    return this.#items.add(accountKey, papers, nowMs);
  }

  async change(accountKey: number, papers: readonly string[], change: ShelfChange): Promise<number> {
    return this.#items.change(accountKey, papers, change);
  }

  async setNote(accountKey: number, paper: string, note: string, nowMs: number): Promise<boolean> {
    return this.#items.setNote(accountKey, paper, note, nowMs);
  }

  async items(accountKey: number): Promise<readonly ShelfItem[]> {
    return this.#items.items(accountKey);
  }

  async item(accountKey: number, paper: string): Promise<ShelfItem | null> {
    return this.#items.item(accountKey, paper);
  }

  async states(accountKey: number, papers: readonly string[]): Promise<ReadonlyMap<string, ReadState>> {
    return this.#items.states(accountKey, papers);
  }

  async allStates(accountKey: number): Promise<ReadonlyMap<string, ReadState>> {
    return this.#items.allStates(accountKey);
  }

  async count(accountKey: number): Promise<number> {
    return this.#items.count(accountKey);
  }

  async folders(accountKey: number): Promise<readonly ShelfFolder[]> {
    return this.#folders.all(accountKey);
  }

  async createFolder(accountKey: number, name: string, parent: number | null): Promise<number> {
    return this.#database
      .transaction(() => {
        if (parent !== null && this.#known(accountKey, parent).parent !== null)
          throw new StoreError("too-deep", "a folder can be inside another one, but no deeper; choose one at the top");
        this.#refuseTaken(accountKey, parent, name);
        return this.#insert.get({ account: accountKey, name, parent })?.folder ?? 0;
      })
      .immediate();
  }

  async renameFolder(accountKey: number, folder: number, name: string): Promise<void> {
    this.#database
      .transaction(() => {
        const known = this.#known(accountKey, folder);
        if (known.name === name) return;
        this.#refuseTaken(accountKey, known.parent, name);
        this.#rename.run(name, accountKey, folder);
      })
      .immediate();
  }

  async deleteFolder(accountKey: number, folder: number): Promise<boolean> {
    return this.#database
      .transaction(() => {
        if (this.#folder.get(accountKey, folder) === undefined) return false;
        for (const statement of this.#delete) statement.run(accountKey, folder);
        for (const inside of this.#folders.all(accountKey).filter(({ parent }) => parent === folder))
          this.#lift.run(this.#freeName(accountKey, inside.name), accountKey, inside.folder);
        return true;
      })
      .immediate();
  }

  async erase(accountKey: number): Promise<void> {
    this.#database
      .transaction(() => {
        this.#items.erase(accountKey);
        this.#erase.run(accountKey);
      })
      .immediate();
  }

  #known(accountKey: number, folder: number): Pick<ShelfFolder, "name" | "parent"> {
    const known = this.#folder.get(accountKey, folder);
    if (known === undefined)
      throw new StoreError("unknown-folder", `there is no folder ${folder}; choose one of your folders`);
    return known;
  }

  #refuseTaken(accountKey: number, parent: number | null, name: string): void {
    if (this.#named.get(accountKey, parent ?? 0, name) !== undefined)
      throw new StoreError("folder-exists", `there is a folder "${name}" already; choose another name`);
  }

  /** The name, with a number where the top has it already. */
  #freeName(accountKey: number, name: string): string {
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : `${name} ${number}`;
      if (this.#named.get(accountKey, 0, candidate) === undefined) return candidate;
    }
  }
}
