import { StoreError } from "../errors.ts";
import type { SameWork, WorkIdentity } from "../work-identity.ts";
import type { CitationChangeTable } from "./citation-change-table.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";

interface SameWorkRow {
  readonly member: number;
  readonly into_key: number;
  readonly evidence: string;
  readonly score: number;
  readonly merged_on: string;
}

/** Two records, either of which may have been part of the other. */
interface Pair {
  readonly one: number;
  readonly other: number;
}

export interface SameWorkTableParts {
  readonly keys: KeyNumbers;
  readonly citationChanges: CitationChangeTable;
  readonly counters: Counters;
  /** Called inside the transaction of every write. */
  readonly changed: () => void;
  readonly now: () => Date;
}

/** `WorkIdentity` over table `same_work`, in which every row names the final work: there are no chains. */
export class SameWorkTable implements WorkIdentity {
  readonly #database: SqliteDatabase;
  readonly #parts: SameWorkTableParts;
  readonly #into;
  readonly #members;
  readonly #isPaper;
  readonly #touch;
  readonly #keepApart;
  readonly #forgetSplit;
  readonly #wasSplit;

  constructor(database: SqliteDatabase, parts: SameWorkTableParts) {
    this.#database = database;
    this.#parts = parts;
    this.#into = database.prepare<[number], number>("SELECT into_key FROM same_work WHERE member = ?").pluck();
    this.#members = database.prepare<[number], SameWorkRow>(
      "SELECT * FROM same_work WHERE into_key = ? ORDER BY member",
    );
    this.#isPaper = database.prepare<[number], number>("SELECT 1 FROM paper WHERE paper_key = ?").pluck();
    this.#touch = database.prepare<[number, number]>("UPDATE paper SET changed = ? WHERE paper_key = ?");
    const eitherWay = "(member = @one AND into_key = @other) OR (member = @other AND into_key = @one)";
    this.#keepApart = database.prepare<[number, number]>("INSERT OR IGNORE INTO kept_apart VALUES (?, ?)");
    this.#forgetSplit = database.prepare<[Pair]>(`DELETE FROM kept_apart WHERE ${eitherWay}`);
    this.#wasSplit = database.prepare<[Pair], number>(`SELECT 1 FROM kept_apart WHERE ${eitherWay}`).pluck();
  }

  /** True while no two records are one work, which saves readers of everything two look-ups a row. */
  get isEmpty(): boolean {
    return this.#parts.counters.read("merges") === 0;
  }

  /** Number under which a work is shown. */
  shownAs(number: number): number {
    return this.#into.get(number) ?? number;
  }

  /** Numbers of the records that are shown under this one, without itself. */
  partsOf(number: number): readonly number[] {
    return this.#members.all(number).map(({ member }) => member);
  }

  async merge(member: string, into: string, evidence: string, score: number): Promise<void> {
    this.#database
      .transaction(() => {
        const [one, other] = [this.#known(member), this.#known(into)];
        const [from, to] = [this.shownAs(one), this.shownAs(other)];
        const pairs = this.#pairs(from, to);
        if (from === to) throw new StoreError("same-work", `${member} and ${into} are one work already`);
        const mergedOn = this.#parts.now().toISOString().slice(0, 10);
        this.#regroup([from, ...this.partsOf(from)], [from, to], 1, () => {
          this.#database
            .prepare("INSERT INTO same_work VALUES (?, ?, ?, ?, ?)")
            .run(from, to, evidence, score, mergedOn);
          this.#database.prepare("UPDATE same_work SET into_key = ? WHERE into_key = ?").run(to, from);
          for (const pair of pairs) this.#forgetSplit.run(pair);
        });
      })
      .immediate();
  }

  async split(member: string): Promise<boolean> {
    return this.#database
      .transaction(() => {
        const number = this.#parts.keys.find(member);
        const into = number === null ? undefined : this.#into.get(number);
        if (number === null || into === undefined) return false;
        // What the others of the work cite stays theirs, so their citations are looked at too.
        this.#regroup([into, ...this.partsOf(into)], [number, into], -1, () => {
          this.#database.prepare("DELETE FROM same_work WHERE member = ?").run(number);
          this.#keepApart.run(number, into);
        });
        return true;
      })
      .immediate();
  }

  async wereSplit(one: string, other: string): Promise<boolean> {
    const [first, second] = [this.#parts.keys.find(one), this.#parts.keys.find(other)];
    if (first === null || second === null) return false;
    const [from, to] = [this.shownAs(first), this.shownAs(second)];
    return from !== to && this.#pairs(from, to).some((pair) => this.#wasSplit.get(pair) !== undefined);
  }

  async canonical(key: string): Promise<string> {
    const number = this.#parts.keys.find(key);
    const shown = number === null ? null : this.shownAs(number);
    return shown === null || shown === number ? key : this.#parts.keys.name(shown);
  }

  async members(key: string): Promise<readonly SameWork[]> {
    const number = this.#parts.keys.find(key);
    return number === null ? [] : this.#members.all(number).map((row) => this.#sameWork(row));
  }

  async list(): Promise<readonly SameWork[]> {
    return this.#database
      .prepare<[], SameWorkRow>("SELECT * FROM same_work ORDER BY member")
      .all()
      .map((row) => this.#sameWork(row));
  }

  #sameWork({ member, into_key, evidence, score, merged_on }: SameWorkRow): SameWork {
    return {
      member: this.#parts.keys.name(member),
      into: this.#parts.keys.name(into_key),
      evidence,
      score,
      mergedOn: merged_on,
    };
  }

  /** Every record of one work with every record of another. */
  #pairs(from: number, to: number): readonly Pair[] {
    const others = [to, ...this.partsOf(to)];
    return [from, ...this.partsOf(from)].flatMap((one) => others.map((other) => ({ one, other })));
  }

  #known(key: string): number {
    const number = this.#parts.keys.find(key);
    if (number === null || this.#isPaper.get(number) === undefined)
      throw new StoreError("unknown-work", `${key} is not among the works of this store`);
    return number;
  }

  /** Gives a work a place in the feed of changes; call inside a transaction that counts it. */
  touch(number: number, position: number): void {
    this.#touch.run(position, number);
  }

  /**
   * Changes rows, tells what that does to citations, and puts works into the feed of papers anew, because what is shown
   * of them has changed.
   */
  #regroup(records: readonly number[], works: readonly number[], merges: number, change: () => void): void {
    const { counters, citationChanges, changed } = this.#parts;
    citationChanges.tellRegrouping(records, (number) => this.shownAs(number), change);
    counters.add("merges", merges);
    for (const number of works) {
      counters.add("changes", 1);
      this.#touch.run(counters.read("changes"), number);
    }
    changed();
  }
}
