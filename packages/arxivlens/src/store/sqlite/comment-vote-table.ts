import type { CommentRow } from "./comment-row.ts";
import type { SqliteDatabase } from "./database.ts";

type Vote = 1 | -1;

/** Votes, and their sums in the rows of comments. Call inside transactions. */
export class CommentVoteTable {
  readonly #database: SqliteDatabase;
  readonly #remove;
  readonly #put;
  readonly #count;
  readonly #of;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#remove = database.prepare(
      "DELETE FROM comment_vote WHERE paper_key = ? AND comment_id = ? AND account_key = ?",
    );
    this.#put = database.prepare("INSERT INTO comment_vote VALUES (?, ?, ?, ?)");
    this.#count = database.prepare<[number]>(
      `UPDATE comment SET
         ups = (SELECT count(*) FROM comment_vote AS v
                WHERE v.paper_key = comment.paper_key AND v.comment_id = comment.comment_id AND value = 1),
         downs = (SELECT count(*) FROM comment_vote AS v
                  WHERE v.paper_key = comment.paper_key AND v.comment_id = comment.comment_id AND value = -1)
       WHERE comment_id = ?`,
    );
    this.#of = database.prepare<[number, number], { readonly value: Vote }>(
      "SELECT value FROM comment_vote WHERE account_key = ? AND comment_id = ?",
    );
  }

  put({ paper_key, comment_id }: CommentRow, accountKey: number, value: Vote | 0): void {
    this.#remove.run(paper_key, comment_id, accountKey);
    if (value !== 0) this.#put.run(paper_key, comment_id, accountKey, value);
    this.#count.run(comment_id);
  }

  of(accountKey: number, ids: readonly number[]): ReadonlyMap<number, Vote> {
    const votes = new Map<number, Vote>();
    for (const id of ids) {
      const vote = this.#of.get(accountKey, id);
      if (vote !== undefined) votes.set(id, vote.value);
    }
    return votes;
  }

  cast(accountKey: number): readonly { readonly commentId: number; readonly value: Vote }[] {
    return this.#database
      .prepare<[number], { readonly commentId: number; readonly value: Vote }>(
        "SELECT comment_id AS commentId, value FROM comment_vote WHERE account_key = ? ORDER BY comment_id",
      )
      .all(accountKey);
  }

  eraseAccount(accountKey: number): void {
    const voted = this.#database.prepare<[number], { readonly comment_id: number }>(
      "DELETE FROM comment_vote WHERE account_key = ? RETURNING comment_id",
    );
    for (const { comment_id } of voted.all(accountKey)) this.#count.run(comment_id);
  }
}
