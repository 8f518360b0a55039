import type { Comment, CommentKind, CommentState, Passage } from "../comment.ts";
import type { KeyNumbers } from "./key-numbers.ts";

export interface CommentRow {
  readonly paper_key: number;
  readonly comment_id: number;
  readonly parent_id: number | null;
  readonly thread_id: number;
  readonly depth: number;
  readonly account_key: number | null;
  readonly kind: CommentKind;
  readonly body: string;
  readonly paper_version: number | null;
  readonly passage: string | null;
  readonly revision: number;
  readonly written_at: number;
  readonly edited_at: number | null;
  readonly state: CommentState;
  readonly state_at: number | null;
  readonly state_by: number | null;
  readonly state_reason: string | null;
  readonly ups: number;
  readonly downs: number;
}

export function commentOfRow(row: CommentRow, keys: KeyNumbers): Comment {
  return {
    id: row.comment_id,
    paperKey: keys.name(row.paper_key),
    parentId: row.parent_id,
    threadId: row.thread_id,
    depth: row.depth,
    accountKey: row.account_key,
    kind: row.kind,
    body: row.body,
    paperVersion: row.paper_version,
    // Written by this class from a checked value.
    passage: row.passage === null ? null : (JSON.parse(row.passage) as Passage),
    revision: row.revision,
    writtenAtMs: row.written_at,
    editedAtMs: row.edited_at,
    state: row.state,
    stateAtMs: row.state_at,
    stateBy: row.state_by,
    stateReason: row.state_reason,
    ups: row.ups,
    downs: row.downs,
  };
}
