import type { SqliteDatabase } from "./database.ts";

/** Whole numbers that are kept beside the rows they count, so that nobody has to count them. */
export class Counters {
  readonly #read;
  readonly #add;

  constructor(database: SqliteDatabase) {
    this.#read = database.prepare<[string], { value: number }>("SELECT value FROM counter WHERE name = ?");
    this.#add = database.prepare<[number, string]>("UPDATE counter SET value = value + ? WHERE name = ?");
  }

  read(name: string): number {
    return this.#read.get(name)?.value ?? 0;
  }

  /** Call inside the transaction of the rows. */
  add(name: string, amount: number): void {
    if (amount !== 0) this.#add.run(amount, name);
  }
}
