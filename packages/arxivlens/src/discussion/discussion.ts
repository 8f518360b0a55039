import type { Paper } from "../arxiv/paper.ts";
import { plainText } from "../arxiv/latex-text.ts";
import type { Comment, CommentKind, ModerationAct } from "../store/comment.ts";
import type { CommentStore } from "../store/comment-store.ts";
import type { NewNotification, NotificationStore } from "../store/notification-store.ts";
import { latestVersion } from "../store/version-text.ts";
import { rightsOver, type Actor } from "./actor.ts";
import { bodyIssues, isCommentKind, isReportReason, textIssues, tidyText, type FieldIssue } from "./comment-form.ts";
import { discussionLimits } from "./limits.ts";
import { anchorPassage, type QuotableText } from "./passage.ts";

/** A comment as a form sends it. */
export interface CommentDraft {
  readonly parentId: number | null;
  readonly kind: string;
  readonly body: string;
  /** arXiv version that it is about; null for the latest. */
  readonly paperVersion: number | null;
  /** Words of the paper that it is about, as typed or selected; empty for none. */
  readonly passage: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface EditDraft {
  readonly id: number;
  /** The revision that was being edited. */
  readonly revision: number;
  readonly kind: string;
  readonly body: string;
  /** Needed of moderators who edit for somebody else. */
  readonly reason: string;
}

/** Two editors of one comment: nothing was written, and both texts are there to be put together. */
export interface EditConflict {
  /** What both began with; null when it is gone. */
  readonly base: string | null;
  readonly theirs: string;
  readonly yours: string;
  /** To be sent with the merged text. */
  readonly revision: number;
}

export type Refused = { readonly outcome: "refused"; readonly code: "not-allowed" | "unknown-comment" };
export type Invalid = { readonly outcome: "invalid"; readonly issues: readonly FieldIssue[] };
export type Done = { readonly outcome: "done"; readonly comment: Comment };

/** The rules of discussions: who may do what with comments, how much, and who is told of it. */
export interface Discussion {
  write(
    actor: Actor,
    paper: Paper,
    draft: CommentDraft,
  ): Promise<Done | Invalid | Refused | { readonly outcome: "too-many"; readonly againAtMs: number }>;
  edit(
    actor: Actor,
    draft: EditDraft,
  ): Promise<Done | Invalid | Refused | { readonly outcome: "conflict"; readonly conflict: EditConflict }>;
  delete(actor: Actor, id: number): Promise<Done | Refused>;
  vote(actor: Actor, id: number, value: 1 | 0 | -1): Promise<Done | Refused>;
  report(actor: Actor, id: number, reason: string, note: string): Promise<Done | Invalid | Refused>;
  moderate(actor: Actor, id: number, act: string, reason: string): Promise<Done | Invalid | Refused>;
}

const unknownComment: Refused = { outcome: "refused", code: "unknown-comment" };
const notAllowed: Refused = { outcome: "refused", code: "not-allowed" };

interface DiscussionStores {
  readonly comments: CommentStore;
  readonly notifications: NotificationStore;
}

export function createDiscussion({ comments, notifications }: DiscussionStores, nowMs: () => number): Discussion {
  const tell = async (told: readonly NewNotification[]): Promise<void> => {
    if (told.length > 0) await notifications.add(told);
  };
  return {
    async write(actor, paper, draft) {
      if (!actor.mayWrite) return notAllowed;
      const asked = draft.parentId === null ? null : await comments.get(draft.parentId);
      if (draft.parentId !== null && asked === null) return unknownComment;
      if (asked !== null && !rightsOver(asked, actor).reply) return notAllowed;
      const body = tidyText(draft.body);
      const { passage, issues: passageIssues } = quoted(paper, draft);
      const issues = [...bodyIssues(draft.kind, body), ...versionIssues(paper, draft), ...passageIssues];
      if (issues.length > 0 || !isCommentKind(draft.kind)) return { outcome: "invalid", issues };
      const writtenAtMs = nowMs();
      const added = await comments.add(
        {
          paperKey: paper.key,
          parentId: asked !== null && asked.depth >= discussionLimits.depth ? asked.parentId : draft.parentId,
          accountKey: actor.accountKey,
          kind: draft.kind,
          body,
          paperVersion: draft.paperVersion ?? latestVersion(paper),
          passage,
          writtenAtMs,
        },
        { sinceMs: writtenAtMs - discussionLimits.spanMs, most: discussionLimits.commentsInSpan },
      );
      if (added.outcome === "too-many")
        return { outcome: "too-many", againAtMs: added.oldestAtMs + discussionLimits.spanMs };
      if (added.outcome === "added") await tell(await toldOf(added.comment, asked, notifications));
      return { outcome: "done", comment: added.comment };
    },

    async edit(actor, draft) {
      const comment = await comments.get(draft.id);
      if (comment === null) return unknownComment;
      if (!rightsOver(comment, actor).edit) return notAllowed;
      const isMine = comment.accountKey === actor.accountKey;
      const body = tidyText(draft.body);
      const reason = tidyText(draft.reason);
      const issues = [
        ...bodyIssues(draft.kind, body),
        ...(isMine ? [] : textIssues("reason", reason, discussionLimits.reasonLength)),
      ];
      if (issues.length > 0 || !isCommentKind(draft.kind)) return { outcome: "invalid", issues };
      const { kind } = draft;
      // Words that stand there already need no new revision, whoever put them there.
      if (saysThis(comment, kind, body)) return { outcome: "done", comment };
      const atMs = nowMs();
      const edited = await comments.edit({
        id: draft.id,
        revision: draft.revision,
        kind,
        body,
        accountKey: actor.accountKey,
        atMs,
        reason: isMine ? null : reason,
      });
      if (edited === null) return unknownComment;
      if (edited.outcome === "edited") {
        if (!isMine) await tell(toldAuthor(edited.comment, actor, atMs));
        return { outcome: "done", comment: edited.comment };
      }
      if (saysThis(edited.comment, kind, body)) return { outcome: "done", comment: edited.comment };
      const history = await comments.history(draft.id);
      const base = history.find(({ revision }) => revision === draft.revision)?.body ?? null;
      const { body: theirs, revision } = edited.comment;
      return { outcome: "conflict", conflict: { base, theirs, yours: body, revision } };
    },

    async delete(actor, id) {
      const comment = await comments.get(id);
      if (comment === null) return unknownComment;
      if (!rightsOver(comment, actor).delete) return notAllowed;
      await comments.delete(id, actor.accountKey, nowMs());
      return { outcome: "done", comment: (await comments.get(id)) ?? comment };
    },

    async vote(actor, id, value) {
      const comment = await comments.get(id);
      if (comment === null) return unknownComment;
      if (!rightsOver(comment, actor).vote) return notAllowed;
      return { outcome: "done", comment: (await comments.vote(id, actor.accountKey, value)) ?? comment };
    },

    async report(actor, id, reason, typedNote) {
      const comment = await comments.get(id);
      if (comment === null) return unknownComment;
      if (!rightsOver(comment, actor).report) return notAllowed;
      const note = tidyText(typedNote);
      const issues: FieldIssue[] = isReportReason(reason) ? [] : [{ field: "reason", code: "unknown" }];
      // "Something else" says nothing by itself.
      if (note !== "" || reason === "other") issues.push(...textIssues("note", note, discussionLimits.reasonLength));
      if (issues.length > 0 || !isReportReason(reason)) return { outcome: "invalid", issues };
      await comments.report(id, { accountKey: actor.accountKey, reason, note, reportedAtMs: nowMs() });
      return { outcome: "done", comment };
    },

    async moderate(actor, id, act, typedReason) {
      const comment = await comments.get(id);
      if (comment === null) return unknownComment;
      if (!rightsOver(comment, actor).moderate) return notAllowed;
      const reason = tidyText(typedReason);
      const issues = [
        ...(isActFor(comment, act) ? [] : [{ field: "act", code: "unknown" } as const]),
        ...textIssues("reason", reason, discussionLimits.reasonLength),
      ];
      if (issues.length > 0 || !isActFor(comment, act)) return { outcome: "invalid", issues };
      const atMs = nowMs();
      const judged = await comments.moderate({ id, act, accountKey: actor.accountKey, reason, atMs });
      if (judged === null) return unknownComment;
      if (act !== "dismissed") await tell(toldAuthor(judged, actor, atMs));
      return { outcome: "done", comment: judged };
    },
  };
}

/** What a moderator may do with a comment as it stands. */
export function actsFor({ state }: Pick<Comment, "state">): readonly Exclude<ModerationAct, "edited">[] {
  switch (state) {
    case "visible":
      return ["hidden", "removed", "dismissed"];
    case "hidden":
      return ["restored", "removed"];
    case "removed":
      return ["restored"];
    case "deleted":
      return [];
    default:
      return state satisfies never;
  }
}

export function quotableText(paper: Paper): QuotableText {
  return { title: plainText(paper.title), abstract: paper.abstract === null ? "" : plainText(paper.abstract) };
}

function isActFor(comment: Comment, act: string): act is Exclude<ModerationAct, "edited"> {
  return actsFor(comment).some((possible) => possible === act);
}

const saysThis = (comment: Comment, kind: CommentKind, body: string): boolean =>
  comment.kind === kind && comment.body === body;

function versionIssues(paper: Paper, { paperVersion }: CommentDraft): readonly FieldIssue[] {
  const isKnown = paperVersion === null || paper.versions.some(({ version }) => version === paperVersion);
  return isKnown ? [] : [{ field: "version", code: "unknown" }];
}

function quoted(
  paper: Paper,
  draft: CommentDraft,
): { readonly passage: ReturnType<typeof anchorPassage>; readonly issues: readonly FieldIssue[] } {
  const typed = tidyText(draft.passage);
  if (typed === "") return { passage: null, issues: [] };
  const tooLong = textIssues("passage", typed, discussionLimits.passageLength);
  if (tooLong.length > 0) return { passage: null, issues: tooLong };
  const passage = anchorPassage(quotableText(paper), typed, draft);
  return { passage, issues: passage === null ? [{ field: "passage", code: "not-in-paper" }] : [] };
}

/** The author of what was answered, and those who follow the paper's discussion; nobody twice, nobody about themselves. */
async function toldOf(
  comment: Comment,
  answered: Comment | null,
  notifications: NotificationStore,
): Promise<readonly NewNotification[]> {
  const { id: commentId, accountKey: actorKey, writtenAtMs: createdAtMs } = comment;
  if (actorKey === null) return [];
  const told = new Map<number, NewNotification>();
  for (const accountKey of await notifications.followers(comment.paperKey))
    told.set(accountKey, { accountKey, kind: "comment", commentId, actorKey, createdAtMs });
  const author = answered?.accountKey ?? null;
  if (author !== null) told.set(author, { accountKey: author, kind: "reply", commentId, actorKey, createdAtMs });
  told.delete(actorKey);
  return [...told.values()];
}

function toldAuthor(comment: Comment, actor: Actor, createdAtMs: number): readonly NewNotification[] {
  const { id: commentId, accountKey } = comment;
  if (accountKey === null || accountKey === actor.accountKey) return [];
  return [{ accountKey, kind: "moderation", commentId, actorKey: actor.accountKey, createdAtMs }];
}
