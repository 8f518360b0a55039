/** What a comment is for: `error` says that the paper has one, `replication` reports on repeating it, `code` points to some. */
export const commentKinds = ["note", "question", "error", "replication", "code"] as const;
export type CommentKind = (typeof commentKinds)[number];

/**
 * `hidden` is put aside by a moderator until somebody restores it, `removed` is meant to stay away; `deleted` was taken
 * back by its author, and its words are gone. All of them keep their place in the thread.
 */
export type CommentState = "visible" | "hidden" | "removed" | "deleted";

/** Words of a paper that a comment is about, with what stands around them, so that they are found again in a later text. */
export interface Passage {
  readonly field: "title" | "abstract";
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface Comment {
  readonly id: number;
  /** The record it was written on; a work that this record is part of shows it too. */
  readonly paperKey: string;
  /** Null for the first comment of a thread. */
  readonly parentId: number | null;
  /** The first comment of its thread, itself included. */
  readonly threadId: number;
  /** 0 for the first comment of a thread. */
  readonly depth: number;
  /** Null when its author has left and taken everything along. */
  readonly accountKey: number | null;
  readonly kind: CommentKind;
  /** Markdown; empty when deleted. */
  readonly body: string;
  /** The arXiv version that it is about; null where the record knows none. */
  readonly paperVersion: number | null;
  readonly passage: Passage | null;
  /** 1 as written, one more with every edit. */
  readonly revision: number;
  readonly writtenAtMs: number;
  readonly editedAtMs: number | null;
  readonly state: CommentState;
  /** When, by whom and why the state became what it is; null for one that was always visible. */
  readonly stateAtMs: number | null;
  readonly stateBy: number | null;
  readonly stateReason: string | null;
  readonly ups: number;
  readonly downs: number;
}

/** One text that a comment has had. */
export interface CommentRevision {
  readonly revision: number;
  readonly kind: CommentKind;
  readonly body: string;
  readonly writtenAtMs: number;
  /** Who wrote it: the author, or a moderator. */
  readonly accountKey: number | null;
}

export const reportReasons = ["spam", "abuse", "off-topic", "personal-data", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

export interface CommentReport {
  readonly accountKey: number;
  readonly reason: ReportReason;
  /** In the reporter's own words; may be empty. */
  readonly note: string;
  readonly reportedAtMs: number;
}

/** `dismissed`: reports were looked at and the comment stays; `edited`: a moderator changed words of somebody else. */
export type ModerationAct = "hidden" | "removed" | "restored" | "dismissed" | "edited";

/** One line of the public log. */
export interface ModerationEntry {
  readonly id: number;
  readonly commentId: number;
  readonly paperKey: string;
  readonly act: ModerationAct;
  /** Null when the moderator has left. */
  readonly accountKey: number | null;
  readonly reason: string;
  readonly actedAtMs: number;
}
