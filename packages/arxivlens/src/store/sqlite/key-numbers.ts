import { arxivKey, firstWorkNumber, keyNumber, paperNumber } from "../paper-key.ts";
import type { SqliteDatabase } from "./database.ts";

/** Text keys to key numbers and back. Works outside arXiv get theirs from the store, once, through the alias table. */
export class KeyNumbers {
  readonly #find;
  readonly #addAlias;
  readonly #addWork;
  readonly #next;
  readonly #name;

  constructor(database: SqliteDatabase) {
    this.#find = database.prepare<[string], { paper_key: number }>(
      "SELECT paper_key FROM identifier_alias WHERE alias = ?",
    );
    this.#name = database.prepare<[number], { key: string }>("SELECT key FROM work WHERE paper_key = ?");
    this.#addAlias = database.prepare("INSERT INTO identifier_alias VALUES (?, ?)");
    this.#addWork = database.prepare("INSERT INTO work VALUES (?, ?)");
    this.#next = database.prepare<[], { value: number }>(
      "UPDATE counter SET value = value + 1 WHERE name = 'works' RETURNING value",
    );
  }

  /** Null for a work that is not in the store and for a malformed id. */
  find(key: string): number | null {
    if (key.startsWith("work:")) return this.#find.get(`key:${key}`)?.paper_key ?? null;
    return keyNumber(key);
  }

  /**
   * The number of a key, allotted now where a work has none; call inside a transaction.
   *
   * @throws {StoreError} `bad-key` for a malformed arXiv id
   */
  allot(key: string): number {
    if (!key.startsWith("work:")) return paperNumber(key);
    const known = this.find(key);
    if (known !== null) return known;
    const number = firstWorkNumber + (this.#next.get()?.value ?? 0);
    this.#addAlias.run(`key:${key}`, number);
    this.#addWork.run(number, key);
    return number;
  }

  name(number: number): string {
    if (number < firstWorkNumber) return arxivKey(number);
    return this.#name.get(number)?.key ?? `work:${number}`;
  }
}
