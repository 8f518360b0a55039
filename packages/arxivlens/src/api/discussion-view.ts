import type { Context } from "hono";
import type { Paper } from "../arxiv/paper.ts";
import { rightsOver } from "../discussion/actor.ts";
import { isCommentKind } from "../discussion/comment-form.ts";
import { actsFor } from "../discussion/discussion.ts";
import { commentOrders, threadPage, type CommentOrder, type Thread } from "../discussion/threads.ts";
import { commentKinds, type Comment, type CommentKind } from "../store/comment.ts";
import { StoreError } from "../store/errors.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { Viewer } from "./account-contract.ts";
import { actorOf, commentContext, commentView } from "./discussion-comment-view.ts";
import type { ComposeForm, DiscussionForm, DiscussionView, ThreadView } from "./discussion-contract.ts";
import { pageNumber } from "./page-number.ts";
import { viewerOf } from "./viewer.ts";
import { hrefOf } from "./work-summary.ts";

/** Which part of a discussion is asked for, and which form is open in it. */
export interface DiscussionRequest {
  readonly order: CommentOrder;
  readonly kind: CommentKind | null;
  readonly page: number;
  /** A comment to be on the page; goes before `page` and `kind`. */
  readonly comment: number | null;
  readonly form: { readonly name: string; readonly on: number } | null;
}

/** Reads `?order=votes&kind=error&page=2&comment=17&form=reply&on=17`; what cannot be read is left out. */
export function discussionRequest(parameter: (name: string) => string | undefined): DiscussionRequest {
  const kind = parameter("kind") ?? "";
  const name = parameter("form");
  const on = commentId(parameter("on"));
  return {
    order: commentOrders.find((order) => order === parameter("order")) ?? "newest",
    kind: isCommentKind(kind) ? kind : null,
    page: pageNumber(parameter("page")),
    comment: commentId(parameter("comment")) ?? on,
    form: name === undefined || on === null ? null : { name, on },
  };
}

function requestOf(context: Context): DiscussionRequest {
  return discussionRequest((name) => context.req.query(name));
}

/** The discussion below a paper's page, as it is asked for. */
export async function discussionOf(store: LibraryStore, context: Context, key: string): Promise<DiscussionView> {
  const paper = await store.papers.get(key);
  if (paper === null) throw new StoreError("unknown-work", `${key} is not among the works of this store`);
  return discussionView(store, paper, viewerOf(context), requestOf(context));
}

export function commentId(text: string | undefined): number | null {
  const id = Number(text ?? "");
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

export const emptyCompose: ComposeForm = {
  kind: "compose",
  on: null,
  issues: [],
  values: { kind: "note", body: "", version: "", passage: "", prefix: "", suffix: "" },
  preview: false,
  againAt: null,
};

/** @param typed the form as it was sent, when it has to be sent again; otherwise the one that is asked for opens empty */
export async function discussionView(
  store: LibraryStore,
  paper: Paper,
  viewer: Viewer | null,
  request: DiscussionRequest,
  typed: DiscussionForm | null = null,
): Promise<DiscussionView> {
  const comments = await store.comments.ofPaper(paper.key);
  const wanted = typed?.on ?? request.comment;
  const current = comments.some(({ id }) => id === wanted) ? wanted : null;
  const kind = current === null ? request.kind : null;
  const page = threadPage(comments, {
    order: request.order,
    kind,
    page: current === null ? request.page : { holding: current },
  });
  const context = await commentContext(store, viewer, page.threads.flatMap(commentsOf));
  const threadView = ({ comment, replies }: Thread): ThreadView => ({
    comment: commentView(comment, paper, context),
    replies: replies.map(threadView),
  });
  const counts = countsOf(comments);
  const actor = actorOf(viewer);
  return {
    paperKey: paper.key,
    paperHref: hrefOf(paper.key),
    total: commentKinds.reduce((sum, each) => sum + counts[each], 0),
    counts,
    order: request.order,
    kind,
    page: page.page,
    pages: page.pages,
    threads: page.threads.map(threadView),
    current,
    form: typed ?? openedForm(request, comments, viewer) ?? (actor?.mayWrite === true ? emptyCompose : null),
    versions: paper.versions.map(({ version }) => version).toSorted((a, b) => b - a),
    isFollowing: viewer !== null && (await store.notifications.isFollowing(viewer.accountKey, paper.key)),
    mayWrite: actor?.mayWrite ?? false,
  };
}

const commentsOf = ({ comment, replies }: Thread): readonly Comment[] => [comment, ...replies.flatMap(commentsOf)];

function countsOf(comments: readonly Comment[]): Readonly<Record<CommentKind, number>> {
  const counts = { note: 0, question: 0, error: 0, replication: 0, code: 0 };
  for (const { kind, state } of comments) if (state === "visible") counts[kind] += 1;
  return counts;
}

/** The form that a link of the page opens; null when this reader may not use it. */
function openedForm(
  { form }: DiscussionRequest,
  comments: readonly Comment[],
  viewer: Viewer | null,
): DiscussionForm | null {
  const comment = comments.find(({ id }) => id === form?.on);
  if (form === null || comment === undefined) return null;
  const rights = rightsOver(comment, actorOf(viewer));
  const { id: on, kind, body, revision } = comment;
  switch (form.name) {
    case "reply":
      return rights.reply ? { ...emptyCompose, on } : null;
    case "edit":
      return rights.edit
        ? {
            kind: "edit",
            on,
            issues: [],
            values: { kind, body, reason: "", revision },
            preview: false,
            needsReason: comment.accountKey !== viewer?.accountKey,
            conflict: null,
          }
        : null;
    case "delete":
      return rights.delete ? { kind: "delete", on, issues: [] } : null;
    case "report":
      return rights.report ? { kind: "report", on, issues: [], values: { reason: "", note: "" } } : null;
    case "moderate":
      return rights.moderate
        ? { kind: "moderate", on, issues: [], acts: actsFor(comment), values: { act: "", reason: "" } }
        : null;
    default:
      return null;
  }
}
