import type { CommentReport, ModerationAct, ModerationEntry } from "../comment.ts";
import type { ModerationRequest } from "../comment-store.ts";
import type { CommentRow } from "./comment-row.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";

const stateAfter = { hidden: "hidden", removed: "removed", restored: "visible" } as const;

interface LoggedAct {
  readonly act: ModerationAct;
  readonly accountKey: number;
  readonly reason: string;
  readonly atMs: number;
}

/** Reports and what moderators made of them. Call inside transactions. */
export class CommentModerationTable {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #counters: Counters;
  readonly #report;
  readonly #reportsOf;
  readonly #settle;

  constructor(database: SqliteDatabase, keys: KeyNumbers, counters: Counters) {
    this.#database = database;
    this.#keys = keys;
    this.#counters = counters;
    // A settled report of the same account opens again only when the text has changed since.
    this.#report = database.prepare(
      `INSERT INTO comment_report VALUES (@paperNumber, @id, @accountKey, @reason, @note, @reportedAtMs, NULL)
       ON CONFLICT DO UPDATE SET reason = @reason, note = @note, reported_at = @reportedAtMs, settled_at = NULL
       WHERE settled_at < @editedAtMs`,
    );
    this.#reportsOf = database.prepare<[number], CommentReport>(
      `SELECT account_key AS accountKey, reason, note, reported_at AS reportedAtMs FROM comment_report
       WHERE comment_id = ? AND settled_at IS NULL ORDER BY reported_at, account_key`,
    );
    this.#settle = database.prepare(
      "UPDATE comment_report SET settled_at = ? WHERE paper_key = ? AND comment_id = ? AND settled_at IS NULL",
    );
  }

  report(row: CommentRow, report: CommentReport): boolean {
    const { paper_key, comment_id, edited_at } = row;
    const values = { ...report, paperNumber: paper_key, id: comment_id, editedAtMs: edited_at };
    return this.#report.run({ ...values, reportedAtMs: Math.floor(report.reportedAtMs) }).changes > 0;
  }

  reported(limit: number): readonly { readonly id: number; readonly reports: readonly CommentReport[] }[] {
    return this.#database
      .prepare<[number], { readonly id: number }>(
        `SELECT comment_id AS id FROM comment_report WHERE settled_at IS NULL
         GROUP BY comment_id ORDER BY count(*) DESC, min(reported_at) LIMIT ?`,
      )
      .all(limit)
      .map(({ id }) => ({ id, reports: this.#reportsOf.all(id) }));
  }

  act(row: CommentRow, { act, accountKey, reason, atMs }: ModerationRequest): void {
    if (act !== "dismissed")
      this.#database
        .prepare("UPDATE comment SET state = ?, state_at = ?, state_by = ?, state_reason = ? WHERE comment_id = ?")
        .run(stateAfter[act], Math.floor(atMs), accountKey, reason, row.comment_id);
    this.#settle.run(Math.floor(atMs), row.paper_key, row.comment_id);
    this.log(row, { act, accountKey, reason, atMs });
  }

  log({ paper_key, comment_id }: CommentRow, { act, accountKey, reason, atMs }: LoggedAct): void {
    this.#counters.add("moderation_acts", 1);
    this.#database
      .prepare("INSERT INTO moderation_act VALUES (?, ?, ?, ?, ?, ?, ?)")
      .run(paper_key, this.#counters.read("moderation_acts"), comment_id, act, accountKey, reason, Math.floor(atMs));
  }

  entries({
    before = Number.MAX_SAFE_INTEGER,
    limit,
  }: {
    readonly before?: number;
    readonly limit: number;
  }): readonly ModerationEntry[] {
    type Row = Omit<ModerationEntry, "paperKey"> & { readonly paperNumber: number };
    return this.#database
      .prepare<[number, number], Row>(
        `SELECT act_id AS id, comment_id AS commentId, paper_key AS paperNumber, act, account_key AS accountKey, reason,
           acted_at AS actedAtMs
         FROM moderation_act WHERE act_id < ? ORDER BY act_id DESC LIMIT ?`,
      )
      .all(before, limit)
      .map(({ paperNumber, ...entry }) => ({ ...entry, paperKey: this.#keys.name(paperNumber) }));
  }

  /** Its reports go; what it did as a moderator stays in the log without a name. */
  eraseAccount(accountKey: number): void {
    this.#database.prepare("DELETE FROM comment_report WHERE account_key = ?").run(accountKey);
    this.#database.prepare("UPDATE moderation_act SET account_key = NULL WHERE account_key = ?").run(accountKey);
  }
}
