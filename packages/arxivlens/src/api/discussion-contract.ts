/** The part of the contract that is about comments. */

import type { RichText } from "../arxiv/rich-text.ts";
import type { CommentRights } from "../discussion/actor.ts";
import type { FieldIssue } from "../discussion/comment-form.ts";
import type { EditConflict } from "../discussion/discussion.ts";
import type { CommentOrder } from "../discussion/threads.ts";
import type { CommentKind, CommentState, ModerationAct, ReportReason } from "../store/comment.ts";
import type { NotificationKind } from "../store/notification-store.ts";

export type {
  CommentKind,
  CommentOrder,
  CommentRights,
  CommentState,
  EditConflict,
  FieldIssue,
  ModerationAct,
  NotificationKind,
  ReportReason,
};

/** Somebody who has written or decided something. */
export interface CommentAuthor {
  readonly name: string;
  readonly displayName: string;
  /** Address of their page. */
  readonly href: string;
}

export interface CommentView {
  readonly id: number;
  /** Permanent address. */
  readonly href: string;
  readonly parentId: number | null;
  readonly depth: number;
  readonly kind: CommentKind;
  readonly state: CommentState;
  /** Markdown; null where this reader may not see it. */
  readonly body: string | null;
  /** Null for a deleted comment and for an author who has left. */
  readonly author: CommentAuthor | null;
  /** ISO date-times, UTC. */
  readonly writtenAt: string;
  readonly editedAt: string | null;
  readonly revision: number;
  /** The arXiv version it is about, and whether there is a later one. */
  readonly paperVersion: number | null;
  readonly isOutdated: boolean;
  /** Words of the paper it is about; not `found` when the paper, as it is now, no longer holds them. */
  readonly passage: { readonly field: "title" | "abstract"; readonly exact: string; readonly found: boolean } | null;
  readonly ups: number;
  readonly downs: number;
  readonly myVote: 1 | 0 | -1;
  /** Of one that is not visible: since when, by whom and why. */
  readonly moderation: {
    readonly at: string;
    readonly by: CommentAuthor | null;
    readonly reason: string | null;
  } | null;
  readonly rights: CommentRights;
}

export interface ThreadView {
  readonly comment: CommentView;
  readonly replies: readonly ThreadView[];
}

/** The form that is open in a discussion, with what was typed into it and what is wrong with that. */
export type DiscussionForm =
  | ComposeForm
  | EditForm
  | (FormOn & { readonly kind: "delete" })
  | (FormOn & {
      readonly kind: "report";
      readonly values: { readonly reason: string; readonly note: string };
    })
  | (FormOn & {
      readonly kind: "moderate";
      readonly acts: readonly Exclude<ModerationAct, "edited">[];
      readonly values: { readonly act: string; readonly reason: string };
    });

interface FormOn {
  /** The comment it is about. */
  readonly on: number;
  readonly issues: readonly FieldIssue[];
}

export interface ComposeForm {
  readonly kind: "compose";
  /** The comment that is answered; null for a new thread. */
  readonly on: number | null;
  readonly issues: readonly FieldIssue[];
  readonly values: {
    readonly kind: string;
    readonly body: string;
    readonly version: string;
    readonly passage: string;
    readonly prefix: string;
    readonly suffix: string;
  };
  /** True when the text is to be shown as it will look. */
  readonly preview: boolean;
  /** When the account may write again, ISO; null unless it has written too much. */
  readonly againAt: string | null;
}

export interface EditForm extends FormOn {
  readonly kind: "edit";
  readonly values: {
    readonly kind: string;
    readonly body: string;
    readonly reason: string;
    readonly revision: number;
  };
  readonly preview: boolean;
  /** True for a moderator, who says why. */
  readonly needsReason: boolean;
  readonly conflict: EditConflict | null;
}

/** The discussion below a paper, as one reader sees it. */
export interface DiscussionView {
  readonly paperKey: string;
  readonly paperHref: string;
  /** Visible comments, and how many of each kind. */
  readonly total: number;
  readonly counts: Readonly<Record<CommentKind, number>>;
  readonly order: CommentOrder;
  readonly kind: CommentKind | null;
  readonly page: number;
  readonly pages: number;
  readonly threads: readonly ThreadView[];
  /** The comment that was asked for. */
  readonly current: number | null;
  readonly form: DiscussionForm | null;
  /** arXiv versions, latest first. */
  readonly versions: readonly number[];
  readonly isFollowing: boolean;
  readonly mayWrite: boolean;
}

/** What lists of comments say of the paper. */
export interface CommentedPaper {
  readonly key: string;
  readonly href: string;
  readonly title: RichText;
  readonly plainTitle: string;
}

export interface ListedComment {
  readonly comment: CommentView;
  readonly paper: CommentedPaper;
}

export interface CommentList {
  /** Newest first. */
  readonly comments: readonly ListedComment[];
  /** `before` of the next page; null at the end. */
  readonly next: number | null;
}

export interface CommentRevisionView {
  readonly revision: number;
  readonly kind: CommentKind;
  readonly body: string;
  readonly writtenAt: string;
  readonly by: CommentAuthor | null;
}

export interface ReportedComment extends ListedComment {
  readonly reports: readonly {
    readonly by: CommentAuthor | null;
    readonly reason: ReportReason;
    readonly note: string;
    readonly reportedAt: string;
  }[];
}

export interface ModerationLogEntry {
  readonly id: number;
  readonly act: ModerationAct;
  readonly by: CommentAuthor | null;
  readonly reason: string;
  readonly actedAt: string;
  readonly commentHref: string;
  readonly paper: CommentedPaper;
}

export interface NotificationView extends ListedComment {
  readonly id: number;
  readonly kind: NotificationKind;
  readonly by: CommentAuthor | null;
  readonly createdAt: string;
  readonly isRead: boolean;
}

/** Pages of comments. */
export type DiscussionPage =
  | { readonly kind: "comments"; readonly list: CommentList }
  | {
      readonly kind: "comment-history";
      readonly listed: ListedComment;
      readonly revisions: readonly CommentRevisionView[];
    }
  | { readonly kind: "moderation"; readonly reported: readonly ReportedComment[] }
  | {
      readonly kind: "moderation-log";
      readonly entries: readonly ModerationLogEntry[];
      readonly next: number | null;
    }
  | { readonly kind: "person"; readonly person: CommentAuthor; readonly since: string; readonly list: CommentList }
  | {
      readonly kind: "notifications";
      readonly notifications: readonly NotificationView[];
      readonly followed: readonly CommentedPaper[];
      readonly next: number | null;
    };
