import type { CitationSide } from "../../arxiv/citation-neighbours.ts";
import type { ToldList, ToldListStore } from "../told-list.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import type { SameWorkTable } from "./same-work-table.ts";

interface ToldListRow {
  readonly side: CitationSide;
  readonly source: string;
  readonly listed: number;
  readonly resolved: number;
  readonly unresolved: number;
  readonly dangling: number;
  readonly withheld: number;
  readonly cut: number;
  readonly told_on: string;
}

export interface ToldListTableParts {
  readonly keys: KeyNumbers;
  readonly works: SameWorkTable;
  /** Called inside the transaction of every write. */
  readonly changed: () => void;
  readonly now: () => Date;
}

/** `ToldListStore` over table `told_list`. */
export class ToldListTable implements ToldListStore {
  readonly #database: SqliteDatabase;
  readonly #parts: ToldListTableParts;
  readonly #put;
  readonly #of;

  constructor(database: SqliteDatabase, parts: ToldListTableParts) {
    this.#database = database;
    this.#parts = parts;
    this.#put = database.prepare("INSERT OR REPLACE INTO told_list VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.#of = database.prepare<[number], ToldListRow>(
      `SELECT side, source, listed, resolved, unresolved, dangling, withheld, cut, told_on FROM told_list
       WHERE paper_key = ? ORDER BY side, source`,
    );
  }

  async put(key: string, list: Omit<ToldList, "toldOn">): Promise<void> {
    const { keys, changed, now } = this.#parts;
    const { side, source, listed, resolved, unresolved, dangling, withheld, cut } = list;
    const toldOn = now().toISOString().slice(0, 10);
    const counts = [listed, resolved, unresolved, dangling];
    this.#database
      .transaction(() => {
        this.#put.run(keys.allot(key), side, source, ...counts, withheld ? 1 : 0, cut ? 1 : 0, toldOn);
        changed();
      })
      .immediate();
  }

  async of(key: string): Promise<readonly ToldList[]> {
    const { keys, works } = this.#parts;
    const number = keys.find(key);
    if (number === null) return [];
    const shown = works.shownAs(number);
    const told = new Map<string, ToldList>();
    for (const part of [shown, ...works.partsOf(shown)])
      for (const { withheld, cut, told_on, ...row } of this.#of.all(part)) {
        const list = `${row.side} ${row.source}`;
        if (!told.has(list)) told.set(list, { ...row, withheld: withheld === 1, cut: cut === 1, toldOn: told_on });
      }
    return [...told].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, list]) => list);
  }
}
