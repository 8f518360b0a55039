import type {
  Comment,
  CommentKind,
  CommentReport,
  CommentRevision,
  ModerationAct,
  ModerationEntry,
  Passage,
} from "./comment.ts";

export interface NewComment {
  /** Of the record that is commented on; an answer goes to the record of its parent. */
  readonly paperKey: string;
  readonly parentId: number | null;
  readonly accountKey: number;
  readonly kind: CommentKind;
  readonly body: string;
  readonly paperVersion: number | null;
  readonly passage: Passage | null;
  readonly writtenAtMs: number;
}

/** What one account may write, judged in the same transaction as the writing. */
export interface WritingGuard {
  /** Start of the span that counts. */
  readonly sinceMs: number;
  /** Comments of one account in that span. */
  readonly most: number;
}

export type AddOutcome =
  | { readonly outcome: "added"; readonly comment: Comment }
  /** The same words in the same place, sent twice: the first of them. */
  | { readonly outcome: "repeated"; readonly comment: Comment }
  /** The next one may come when the oldest that counts no longer does. */
  | { readonly outcome: "too-many"; readonly oldestAtMs: number };

export interface CommentEdit {
  readonly id: number;
  /** The revision that the editor saw. */
  readonly revision: number;
  readonly kind: CommentKind;
  readonly body: string;
  readonly accountKey: number;
  readonly atMs: number;
  /** Of a moderator who edits for somebody else, for the log; null for an author. */
  readonly reason: string | null;
}

/** `stale`: somebody else was faster, and nothing was written; `comment` is what stands now. */
export interface EditOutcome {
  readonly outcome: "edited" | "stale";
  readonly comment: Comment;
}

export interface ModerationRequest {
  readonly id: number;
  readonly act: Exclude<ModerationAct, "edited">;
  readonly accountKey: number;
  readonly reason: string;
  readonly atMs: number;
}

export interface RecentComments {
  /** Of this work, its other records included. */
  readonly paperKey?: string;
  readonly accountKey?: number;
  /** Comments with smaller ids only. */
  readonly before?: number;
  readonly limit: number;
}

/** Comments of one work by kind, those that are shown. */
export type CommentCounts = Readonly<Record<CommentKind, number>>;

/**
 * Comments on papers. A change here is no change of the store's `revision`, which throws computed pages away: comments
 * count their own. Ids grow with time, across all papers.
 */
export interface CommentStore {
  /**
   * Routed.
   *
   * @throws {StoreError} `unknown-work` or `unknown-comment` when the paper or the parent is not here
   */
  add(comment: NewComment, guard: WritingGuard): Promise<AddOutcome>;
  /** Null when there was never one of this number. */
  get(id: number): Promise<Comment | null>;
  /** Routed. All comments of a work and of the records that are part of it, whatever their state, oldest first. */
  ofPaper(paperKey: string): Promise<readonly Comment[]>;
  /** Routed. */
  counts(paperKey: string): Promise<CommentCounts>;
  /** Visible ones, newest first: of a paper, of an account, or all. */
  recentComments(wanted: RecentComments): Promise<readonly Comment[]>;
  /** All that an account has written and not deleted, whatever became of it, oldest first. */
  writtenBy(accountKey: number): Promise<readonly Comment[]>;
  /** Null when there is no such comment, or it is deleted. */
  edit(edit: CommentEdit): Promise<EditOutcome | null>;
  /** Every text it has had, the present one last; empty for a deleted one. */
  history(id: number): Promise<readonly CommentRevision[]>;
  /** Its words, history, votes and reports go, its place in the thread stays. False when there was nothing to delete. */
  delete(id: number, accountKey: number, atMs: number): Promise<boolean>;
  /** One vote per account; 0 takes it back. Null when there is no such comment. */
  vote(id: number, accountKey: number, value: 1 | 0 | -1): Promise<Comment | null>;
  /** Votes of one account on these comments. */
  votesOf(accountKey: number, ids: readonly number[]): Promise<ReadonlyMap<number, 1 | -1>>;
  /** All votes of one account, by comment. */
  votesCast(accountKey: number): Promise<readonly { readonly commentId: number; readonly value: 1 | -1 }[]>;
  /** One per account and comment. False when this account's word on the present text is known already. */
  report(id: number, report: CommentReport): Promise<boolean>;
  /** Comments with reports that nobody has settled, most reported first, then longest waiting. */
  reported(
    limit: number,
  ): Promise<readonly { readonly comment: Comment; readonly reports: readonly CommentReport[] }[]>;
  /** Changes the state, settles the reports and writes the log, all or nothing. Null when there is no such comment. */
  moderate(request: ModerationRequest): Promise<Comment | null>;
  /** The public log, newest first. */
  moderationLog(wanted: { readonly before?: number; readonly limit: number }): Promise<readonly ModerationEntry[]>;
  /** Grows with every change of comments, by any process. */
  version(): Promise<number>;
  /** All that an account has written becomes a trace without a name; its votes and reports go. */
  eraseAccount(accountKey: number, atMs: number): Promise<void>;
}
