import { StoreError } from "../errors.ts";
import type { ReadState, ShelfChange, ShelfItem } from "../shelf-store.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";

interface ItemRow {
  readonly paper: number;
  readonly addedAtMs: number;
  readonly state: ReadState;
  readonly note: string;
  readonly noteChangedAtMs: number | null;
}

type Attached<Name extends string, Value> = { readonly paper: number } & { readonly [Key in Name]: Value };

/** Papers of libraries with their tags and folders: tables `library_item`, `library_tag` and `library_filing`. */
export class ShelfItemTable {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #insert;
  readonly #note;
  readonly #state;
  readonly #tag;
  readonly #untag;
  readonly #file;
  readonly #unfile;
  readonly #remove;
  readonly #has;
  readonly #folder;
  readonly #items;
  readonly #item;
  readonly #tags;
  readonly #filings;
  readonly #states;
  readonly #count;
  readonly #erase;

  constructor(database: SqliteDatabase, keys: KeyNumbers) {
    this.#database = database;
    this.#keys = keys;
    this.#insert = database.prepare<[number, number, number]>(
      "INSERT OR IGNORE INTO library_item VALUES (?, ?, ?, 'unread', '', NULL)",
    );
    this.#note = database.prepare<[string, number | null, number, number]>(
      "UPDATE library_item SET note = ?, note_changed_at = ? WHERE account_key = ? AND paper_key = ?",
    );
    this.#state = database.prepare<[string, number, number]>(
      "UPDATE library_item SET state = ? WHERE account_key = ? AND paper_key = ?",
    );
    this.#tag = database.prepare<[number, number, string]>("INSERT OR IGNORE INTO library_tag VALUES (?, ?, ?)");
    this.#untag = database.prepare<[number, number, string]>(
      "DELETE FROM library_tag WHERE account_key = ? AND paper_key = ? AND tag = ?",
    );
    this.#file = database.prepare<[number, number, number]>("INSERT OR IGNORE INTO library_filing VALUES (?, ?, ?)");
    this.#unfile = database.prepare<[number, number, number]>(
      "DELETE FROM library_filing WHERE account_key = ? AND folder = ? AND paper_key = ?",
    );
    this.#remove = ["library_item", "library_tag", "library_filing"].map((table) =>
      database.prepare<[number, number]>(`DELETE FROM ${table} WHERE account_key = ? AND paper_key = ?`),
    );
    this.#has = database.prepare<[number, number], { readonly state: ReadState }>(
      "SELECT state FROM library_item WHERE account_key = ? AND paper_key = ?",
    );
    this.#folder = database.prepare<[number, number]>(
      "SELECT 1 FROM library_folder WHERE account_key = ? AND folder = ?",
    );
    const columns = "paper_key AS paper, added_at AS addedAtMs, state, note, note_changed_at AS noteChangedAtMs";
    this.#items = database.prepare<[number], ItemRow>(
      `SELECT ${columns} FROM library_item WHERE account_key = ? ORDER BY added_at DESC, paper_key DESC`,
    );
    this.#item = database.prepare<[number, number], ItemRow>(
      `SELECT ${columns} FROM library_item WHERE account_key = ? AND paper_key = ?`,
    );
    this.#tags = database.prepare<[number], Attached<"tag", string>>(
      "SELECT paper_key AS paper, tag FROM library_tag WHERE account_key = ? ORDER BY paper_key, tag",
    );
    this.#filings = database.prepare<[number], Attached<"folder", number>>(
      "SELECT paper_key AS paper, folder FROM library_filing WHERE account_key = ? ORDER BY folder, paper_key",
    );
    this.#states = database.prepare<[number], Attached<"state", ReadState>>(
      "SELECT paper_key AS paper, state FROM library_item WHERE account_key = ? ORDER BY paper_key",
    );
    this.#count = database.prepare<[number], { readonly papers: number }>(
      "SELECT count(*) AS papers FROM library_item WHERE account_key = ?",
    );
    this.#erase = ["library_item", "library_tag", "library_filing"].map((table) =>
      database.prepare<[number]>(`DELETE FROM ${table} WHERE account_key = ?`),
    );
  }

  add(accountKey: number, papers: readonly string[], nowMs: number): number {
    return this.#database
      .transaction(() =>
        this.#numbers(papers).reduce(
          (added, paper) => added + this.#insert.run(accountKey, paper, Math.floor(nowMs)).changes,
          0,
        ),
      )
      .immediate();
  }

  change(accountKey: number, papers: readonly string[], change: ShelfChange): number {
    return this.#database
      .transaction(() => {
        if (change.kind === "file" && this.#folder.get(accountKey, change.folder) === undefined)
          throw new StoreError("unknown-folder", `there is no folder ${change.folder}; choose one of your folders`);
        const held = this.#numbers(papers).filter((paper) => this.#has.get(accountKey, paper) !== undefined);
        for (const paper of held) this.#changeOne(accountKey, paper, change);
        return held.length;
      })
      .immediate();
  }

  setNote(accountKey: number, paper: string, note: string, nowMs: number): boolean {
    const number = this.#keys.find(paper);
    const changedAt = note === "" ? null : Math.floor(nowMs);
    return number !== null && this.#note.run(note, changedAt, accountKey, number).changes > 0;
  }

  items(accountKey: number): readonly ShelfItem[] {
    const tags = grouped(this.#tags.all(accountKey), ({ tag }) => tag);
    const folders = grouped(this.#filings.all(accountKey), ({ folder }) => folder);
    return this.#items.all(accountKey).map((row) => ({
      ...row,
      paper: this.#keys.name(row.paper),
      tags: tags.get(row.paper) ?? [],
      folders: folders.get(row.paper) ?? [],
    }));
  }

  item(accountKey: number, paper: string): ShelfItem | null {
    const number = this.#keys.find(paper);
    const row = number === null ? undefined : this.#item.get(accountKey, number);
    if (row === undefined) return null;
    const own = ({ paper: other }: { readonly paper: number }): boolean => other === number;
    return {
      ...row,
      paper: this.#keys.name(row.paper),
      tags: this.#tags
        .all(accountKey)
        .filter(own)
        .map(({ tag }) => tag),
      folders: this.#filings
        .all(accountKey)
        .filter(own)
        .map(({ folder }) => folder),
    };
  }

  states(accountKey: number, papers: readonly string[]): ReadonlyMap<string, ReadState> {
    const states = new Map<string, ReadState>();
    for (const paper of papers) {
      const number = this.#keys.find(paper);
      const row = number === null ? undefined : this.#has.get(accountKey, number);
      if (row !== undefined) states.set(paper, row.state);
    }
    return states;
  }

  allStates(accountKey: number): ReadonlyMap<string, ReadState> {
    return new Map(this.#states.all(accountKey).map(({ paper, state }) => [this.#keys.name(paper), state]));
  }

  count(accountKey: number): number {
    return this.#count.get(accountKey)?.papers ?? 0;
  }

  erase(accountKey: number): void {
    for (const statement of this.#erase) statement.run(accountKey);
  }

  #changeOne(accountKey: number, paper: number, change: ShelfChange): void {
    switch (change.kind) {
      case "state":
        this.#state.run(change.state, accountKey, paper);
        return;
      case "tag":
        this.#tag.run(accountKey, paper, change.tag);
        return;
      case "untag":
        this.#untag.run(accountKey, paper, change.tag);
        return;
      case "file":
        this.#file.run(accountKey, change.folder, paper);
        return;
      case "unfile":
        this.#unfile.run(accountKey, change.folder, paper);
        return;
      case "remove":
        for (const statement of this.#remove) statement.run(accountKey, paper);
        return;
      default:
        change satisfies never;
    }
  }

  /** Of those keys that can have a number: works without an arXiv id must be in the store. */
  #numbers(papers: readonly string[]): readonly number[] {
    return [...new Set(papers.flatMap((paper) => this.#keys.find(paper) ?? []))];
  }
}

function grouped<Row extends { readonly paper: number }, Value>(
  rows: readonly Row[],
  valueOf: (row: Row) => Value,
): ReadonlyMap<number, readonly Value[]> {
  const groups = new Map<number, Value[]>();
  for (const row of rows) {
    const known = groups.get(row.paper);
    if (known === undefined) groups.set(row.paper, [valueOf(row)]);
    else known.push(valueOf(row));
  }
  return groups;
}
