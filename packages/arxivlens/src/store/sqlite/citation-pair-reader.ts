import { setImmediate as othersTurn } from "node:timers/promises";
import type { PairsOfVersion } from "../citation-store.ts";
import type { CitationChangeTable } from "./citation-change-table.ts";
import type { SqliteDatabase } from "./database.ts";
import { GrowingNumbers } from "./growing-numbers.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import { NumberPositions } from "./number-positions.ts";
import type { SameWorkTable } from "./same-work-table.ts";

interface PairReaderParts {
  readonly keys: KeyNumbers;
  readonly works: SameWorkTable;
  readonly changes: CitationChangeTable;
}

/** Citing works that are read, and keys that are made, before others have their turn: some ten milliseconds. */
const sliceRows = 1_000;
const sliceKeys = 20_000;

/** All pairs of the store, in slices. */
export async function readPairs(
  database: SqliteDatabase,
  { keys, works, changes }: PairReaderParts,
): Promise<PairsOfVersion> {
  const { version } = changes;
  const positions = new NumberPositions();
  const [citing, cited] = [new GrowingNumbers(), new GrowingNumbers()];
  // A row for each citing work: making an object of each of millions of pairs would take most of the time.
  const rows = database
    .prepare<[number, number], [number, string]>(
      "SELECT citing, group_concat(cited) FROM reference_edge WHERE citing > ? GROUP BY citing ORDER BY citing LIMIT ?",
    )
    .raw();
  for (let last = -1; ;) {
    const slice = rows.all(last, sliceRows);
    const merged = !works.isEmpty;
    for (const [from, list] of slice) {
      const one = merged ? works.shownAs(from) : from;
      let before = -1;
      for (const number of numbersIn(list)) {
        // Claims of one pair by several sources stand side by side.
        if (number === before) continue;
        before = number;
        const other = merged ? works.shownAs(number) : number;
        if (one === other) continue;
        citing.push(positions.of(one));
        cited.push(positions.of(other));
      }
    }
    const end = slice.at(-1);
    if (end === undefined || slice.length < sliceRows) break;
    [last] = end;
    await othersTurn();
  }
  const { numbers, ranks } = await inTurns(positions.sorting());
  const ranked = async (found: Int32Array): Promise<Int32Array> => {
    await othersTurn();
    return found.map((position) => ranks[position] ?? 0);
  };
  const names: string[] = [];
  for (const number of numbers) {
    names.push(keys.name(number));
    if (names.length % sliceKeys === 0) await othersTurn();
  }
  return {
    version,
    keys: names,
    places: numbers,
    citing: await ranked(citing.values()),
    cited: await ranked(cited.values()),
  };
}

async function inTurns<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    await othersTurn();
  }
}

/** Whole numbers of a list such as `1,22,3`; millions of lists are read this way. */
function numbersIn(list: string): readonly number[] {
  const numbers: number[] = [];
  let number = 0;
  for (let at = 0; at < list.length; at++) {
    const digit = list.charCodeAt(at) - 48;
    if (digit >= 0) number = 10 * number + digit;
    else {
      numbers.push(number);
      number = 0;
    }
  }
  numbers.push(number);
  return numbers;
}
