import type { Comment, CommentReport, CommentRevision, ModerationEntry } from "../comment.ts";
import type {
  AddOutcome,
  CommentCounts,
  CommentEdit,
  CommentStore,
  EditOutcome,
  ModerationRequest,
  NewComment,
  RecentComments,
  WritingGuard,
} from "../comment-store.ts";
import { StoreError } from "../errors.ts";
import { CommentModerationTable } from "./comment-moderation-table.ts";
import { commentOfRow, type CommentRow } from "./comment-row.ts";
import { CommentVoteTable } from "./comment-vote-table.ts";
import type { Counters } from "./counters.ts";
import type { SqliteDatabase } from "./database.ts";
import type { KeyNumbers } from "./key-numbers.ts";
import type { SameWorkTable } from "./same-work-table.ts";

/** `CommentStore` over table `comment` and those around it. */
export class CommentTable implements CommentStore {
  readonly #database: SqliteDatabase;
  readonly #keys: KeyNumbers;
  readonly #works: SameWorkTable;
  readonly #counters: Counters;
  readonly #votes: CommentVoteTable;
  readonly #moderation: CommentModerationTable;
  readonly #byId;
  readonly #ofRecord;
  readonly #since;
  readonly #insert;
  readonly #keepText;

  constructor(database: SqliteDatabase, keys: KeyNumbers, works: SameWorkTable, counters: Counters) {
    this.#database = database;
    this.#keys = keys;
    this.#works = works;
    this.#counters = counters;
    this.#votes = new CommentVoteTable(database);
    this.#moderation = new CommentModerationTable(database, keys, counters);
    this.#byId = database.prepare<[number], CommentRow>("SELECT * FROM comment WHERE comment_id = ?");
    this.#ofRecord = database.prepare<[number], CommentRow>(
      "SELECT * FROM comment WHERE paper_key = ? ORDER BY comment_id",
    );
    this.#since = database.prepare<[number, number], CommentRow>(
      "SELECT * FROM comment WHERE account_key = ? AND written_at >= ? ORDER BY comment_id",
    );
    this.#insert = database.prepare(
      `INSERT INTO comment VALUES (@paperNumber, @id, @parentId, @threadId, @depth, @accountKey, @kind, @body,
         @paperVersion, @passage, 1, @writtenAtMs, NULL, 'visible', NULL, NULL, NULL, 0, 0)`,
    );
    this.#keepText = database.prepare("INSERT INTO comment_revision VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  async add(comment: NewComment, guard: WritingGuard): Promise<AddOutcome> {
    return this.#database.transaction(() => this.#addNow(comment, guard)).immediate();
  }

  async get(id: number): Promise<Comment | null> {
    return this.#getNow(id);
  }

  async ofPaper(paperKey: string): Promise<readonly Comment[]> {
    return this.#recordsOf(paperKey)
      .flatMap((number) => this.#ofRecord.all(number))
      .toSorted((a, b) => a.comment_id - b.comment_id)
      .map((row) => commentOfRow(row, this.#keys));
  }

  async counts(paperKey: string): Promise<CommentCounts> {
    const counts = { note: 0, question: 0, error: 0, replication: 0, code: 0 };
    const count = this.#database.prepare<[number], { readonly kind: keyof CommentCounts; readonly comments: number }>(
      "SELECT kind, count(*) AS comments FROM comment WHERE paper_key = ? AND state = 'visible' GROUP BY kind",
    );
    for (const number of this.#recordsOf(paperKey))
      for (const { kind, comments } of count.all(number)) counts[kind] += comments;
    return counts;
  }

  async recentComments({ paperKey, accountKey, before, limit }: RecentComments): Promise<readonly Comment[]> {
    const records = paperKey === undefined ? null : this.#recordsOf(paperKey);
    const conditions = ["state = 'visible'", "comment_id < @before"];
    if (records !== null) conditions.push(`paper_key IN (${records.join(", ")})`);
    if (accountKey !== undefined) conditions.push("account_key = @accountKey");
    return this.#database
      .prepare<object, CommentRow>(
        `SELECT * FROM comment WHERE ${conditions.join(" AND ")} ORDER BY comment_id DESC LIMIT @limit`,
      )
      .all({ before: before ?? Number.MAX_SAFE_INTEGER, limit, ...(accountKey === undefined ? {} : { accountKey }) })
      .map((row) => commentOfRow(row, this.#keys));
  }

  async writtenBy(accountKey: number): Promise<readonly Comment[]> {
    return this.#since
      .all(accountKey, Number.MIN_SAFE_INTEGER)
      .filter(({ state }) => state !== "deleted")
      .map((row) => commentOfRow(row, this.#keys));
  }

  async edit({ id, revision, kind, body, accountKey, atMs, reason }: CommentEdit): Promise<EditOutcome | null> {
    return this.#write((): EditOutcome | null => {
      const row = this.#byId.get(id);
      if (row === undefined || row.state === "deleted") return null;
      if (row.revision !== revision) return { outcome: "stale", comment: commentOfRow(row, this.#keys) };
      this.#database
        .prepare("UPDATE comment SET kind = ?, body = ?, revision = revision + 1, edited_at = ? WHERE comment_id = ?")
        .run(kind, body, Math.floor(atMs), id);
      this.#keepText.run(row.paper_key, id, revision + 1, kind, body, Math.floor(atMs), accountKey);
      if (reason !== null) this.#moderation.log(row, { act: "edited", accountKey, reason, atMs });
      return { outcome: "edited", comment: this.#known(id) };
    });
  }

  async history(id: number): Promise<readonly CommentRevision[]> {
    const row = this.#byId.get(id);
    if (row === undefined) return [];
    return this.#database
      .prepare<[number, number], CommentRevision>(
        `SELECT revision, kind, body, written_at AS writtenAtMs, account_key AS accountKey FROM comment_revision
         WHERE paper_key = ? AND comment_id = ? ORDER BY revision`,
      )
      .all(row.paper_key, id);
  }

  async delete(id: number, accountKey: number, atMs: number): Promise<boolean> {
    return this.#write(() => {
      const row = this.#byId.get(id);
      if (row === undefined || row.state === "deleted") return false;
      this.#forget(row, accountKey, atMs);
      return true;
    });
  }

  async vote(id: number, accountKey: number, value: 1 | 0 | -1): Promise<Comment | null> {
    return this.#write(() => {
      const row = this.#byId.get(id);
      if (row === undefined) return null;
      this.#votes.put(row, accountKey, value);
      return this.#known(id);
    });
  }

  async votesOf(accountKey: number, ids: readonly number[]): Promise<ReadonlyMap<number, 1 | -1>> {
    return this.#votes.of(accountKey, ids);
  }

  async votesCast(accountKey: number): Promise<readonly { readonly commentId: number; readonly value: 1 | -1 }[]> {
    return this.#votes.cast(accountKey);
  }

  async report(id: number, report: CommentReport): Promise<boolean> {
    return this.#write(() => {
      const row = this.#byId.get(id);
      return row === undefined ? false : this.#moderation.report(row, report);
    });
  }

  async reported(
    limit: number,
  ): Promise<readonly { readonly comment: Comment; readonly reports: readonly CommentReport[] }[]> {
    return this.#moderation
      .reported(limit)
      .map(({ id, reports }) => ({ comment: this.#known(id), reports }))
      .filter(({ comment }) => comment.state !== "deleted");
  }

  async moderate(request: ModerationRequest): Promise<Comment | null> {
    return this.#write(() => {
      const row = this.#byId.get(request.id);
      if (row === undefined || row.state === "deleted") return null;
      this.#moderation.act(row, request);
      return this.#known(request.id);
    });
  }

  async moderationLog(wanted: {
    readonly before?: number;
    readonly limit: number;
  }): Promise<readonly ModerationEntry[]> {
    return this.#moderation.entries(wanted);
  }

  async version(): Promise<number> {
    return this.#counters.read("comment_changes");
  }

  async eraseAccount(accountKey: number, atMs: number): Promise<void> {
    this.#write(() => {
      const mine = this.#database.prepare<[number], CommentRow>("SELECT * FROM comment WHERE account_key = ?");
      for (const row of mine.all(accountKey)) this.#forget(row, null, atMs);
      const erased = [
        "UPDATE comment SET account_key = NULL WHERE account_key = ?",
        "UPDATE comment SET state_by = NULL WHERE state_by = ?",
        "UPDATE comment_revision SET account_key = NULL WHERE account_key = ?",
      ];
      for (const sql of erased) this.#database.prepare<[number]>(sql).run(accountKey);
      this.#votes.eraseAccount(accountKey);
      this.#moderation.eraseAccount(accountKey);
    });
  }

  #addNow(comment: NewComment, { sinceMs, most }: WritingGuard): AddOutcome {
    const { parentId, accountKey } = comment;
    const parent = parentId === null ? null : this.#byId.get(parentId);
    if (parent === undefined) throw new StoreError("unknown-comment", `there is no comment ${parentId} to answer`);
    const paperNumber = parent?.paper_key ?? this.#keys.find(comment.paperKey);
    if (paperNumber === null)
      throw new StoreError("unknown-work", `${comment.paperKey} is not among the works of this store`);
    const since = this.#since.all(accountKey, Math.floor(sinceMs));
    const twin = since.find(
      (row) =>
        row.paper_key === paperNumber &&
        row.parent_id === parentId &&
        row.body === comment.body &&
        row.state !== "deleted",
    );
    if (twin !== undefined) return { outcome: "repeated", comment: commentOfRow(twin, this.#keys) };
    const [oldest] = since.slice(-most);
    if (oldest !== undefined && since.length >= most) return { outcome: "too-many", oldestAtMs: oldest.written_at };
    this.#counters.add("comments", 1);
    this.#counters.add("comment_changes", 1);
    const id = this.#counters.read("comments");
    const writtenAtMs = Math.floor(comment.writtenAtMs);
    this.#insert.run({
      ...comment,
      id,
      paperNumber,
      threadId: parent?.thread_id ?? id,
      depth: parent === null ? 0 : parent.depth + 1,
      passage: comment.passage === null ? null : JSON.stringify(comment.passage),
      writtenAtMs,
    });
    this.#keepText.run(paperNumber, id, 1, comment.kind, comment.body, writtenAtMs, accountKey);
    return { outcome: "added", comment: this.#known(id) };
  }

  /** What an author takes back: everything but the place. */
  #forget(row: CommentRow, by: number | null, atMs: number): void {
    this.#database
      .prepare(
        `UPDATE comment SET body = '', passage = NULL, state = 'deleted', state_at = ?, state_by = ?, state_reason = NULL,
           ups = 0, downs = 0 WHERE comment_id = ?`,
      )
      .run(Math.floor(atMs), by, row.comment_id);
    for (const table of ["comment_revision", "comment_vote", "comment_report"])
      this.#database
        .prepare(`DELETE FROM ${table} WHERE paper_key = ? AND comment_id = ?`)
        .run(row.paper_key, row.comment_id);
  }

  #write<Value>(change: () => Value): Value {
    return this.#database
      .transaction(() => {
        this.#counters.add("comment_changes", 1);
        return change();
      })
      .immediate();
  }

  #getNow(id: number): Comment | null {
    const row = this.#byId.get(id);
    return row === undefined ? null : commentOfRow(row, this.#keys);
  }

  #known(id: number): Comment {
    const comment = this.#getNow(id);
    if (comment === null) throw new StoreError("unknown-comment", `there is no comment ${id}`);
    return comment;
  }

  /** Key numbers of a work's records: the one it is shown under and its parts. */
  #recordsOf(paperKey: string): readonly number[] {
    const number = this.#keys.find(paperKey);
    if (number === null) return [];
    const shown = this.#works.shownAs(number);
    return [shown, ...this.#works.partsOf(shown)];
  }
}
