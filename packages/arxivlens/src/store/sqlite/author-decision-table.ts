import type { AuthorDecision, AuthorIdentity, AuthorJudgement, AuthorMention } from "../author-identity.ts";
import type { SqliteDatabase } from "./database.ts";

interface DecisionRow {
  readonly block: string;
  readonly number: number;
  readonly kind: AuthorJudgement["kind"];
  readonly these: string;
  readonly those: string;
  readonly decided_by: number;
  readonly note: string;
  readonly decided_at: number;
  readonly taken_back_by: number | null;
  readonly taken_back_at: number | null;
}

/** `AuthorIdentity` over table `author_decision`. */
export class AuthorDecisionTable implements AuthorIdentity {
  readonly #database: SqliteDatabase;
  readonly #insert;
  readonly #takeBack;
  readonly #list;
  readonly #last;
  readonly #madeBy;
  readonly #eraseNotes;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#insert = database.prepare<DecisionRow>(
      `INSERT INTO author_decision VALUES
        (@block, @number, @kind, @these, @those, @decided_by, @note, @decided_at, @taken_back_by, @taken_back_at)`,
    );
    this.#takeBack = database.prepare<[number, number, string, number]>(
      `UPDATE author_decision SET taken_back_by = ?, taken_back_at = ?
        WHERE block = ? AND number = ? AND taken_back_at IS NULL`,
    );
    this.#list = database.prepare<[string], DecisionRow>(
      "SELECT * FROM author_decision WHERE block = ? ORDER BY number",
    );
    this.#last = database
      .prepare<[string], number>("SELECT coalesce(max(number), 0) FROM author_decision WHERE block = ?")
      .pluck();
    this.#madeBy = database.prepare<[number], DecisionRow>(
      "SELECT * FROM author_decision WHERE decided_by = ? ORDER BY block, number",
    );
    this.#eraseNotes = database.prepare<[number]>("UPDATE author_decision SET note = '' WHERE decided_by = ?");
  }

  async decide(block: string, judgement: AuthorJudgement, nowMs: number): Promise<AuthorDecision> {
    return this.#database
      .transaction(() => {
        const row: DecisionRow = {
          block,
          number: (this.#last.get(block) ?? 0) + 1,
          kind: judgement.kind,
          these: JSON.stringify(judgement.these),
          those: JSON.stringify(judgement.those),
          decided_by: judgement.by,
          note: judgement.note,
          decided_at: Math.floor(nowMs),
          taken_back_by: null,
          taken_back_at: null,
        };
        this.#insert.run(row);
        return decisionOf(row);
      })
      .immediate();
  }

  async takeBack(block: string, number: number, by: number, nowMs: number): Promise<boolean> {
    return this.#takeBack.run(by, Math.floor(nowMs), block, number).changes > 0;
  }

  async madeBy(account: number): Promise<readonly (AuthorDecision & { readonly block: string })[]> {
    return this.#madeBy.all(account).map((row) => ({ block: row.block, ...decisionOf(row) }));
  }

  async eraseNotes(account: number): Promise<void> {
    this.#eraseNotes.run(account);
  }

  async decisions(block: string): Promise<readonly AuthorDecision[]> {
    return this.#list.all(block).map(decisionOf);
  }
}

function decisionOf(row: DecisionRow): AuthorDecision {
  return {
    number: row.number,
    kind: row.kind,
    // Only `decide` writes these columns.
    these: JSON.parse(row.these) as readonly AuthorMention[],
    those: JSON.parse(row.those) as readonly AuthorMention[],
    by: row.decided_by,
    note: row.note,
    decidedAtMs: row.decided_at,
    takenBackBy: row.taken_back_by,
    takenBackAtMs: row.taken_back_at,
  };
}
