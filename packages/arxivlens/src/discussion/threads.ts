import type { Comment, CommentKind } from "../store/comment.ts";
import { discussionLimits } from "./limits.ts";

export const commentOrders = ["newest", "oldest", "votes"] as const;
export type CommentOrder = (typeof commentOrders)[number];

export interface Thread {
  readonly comment: Comment;
  readonly replies: readonly Thread[];
}

export interface ThreadPage {
  readonly threads: readonly Thread[];
  readonly page: number;
  readonly pages: number;
}

export interface ThreadSelection {
  readonly order: CommentOrder;
  /** Threads that hold a visible comment of this kind; null for all. */
  readonly kind: CommentKind | null;
  /** A number, or the page that holds this comment. */
  readonly page: number | { readonly holding: number };
}

/** Threads of one page. Answers stay in the order of the talk, unless votes are asked for. */
export function threadPage(comments: readonly Comment[], { order, kind, page }: ThreadSelection): ThreadPage {
  const children = new Map<number | null, Comment[]>();
  const known = new Set(comments.map(({ id }) => id));
  for (const comment of comments) {
    // A parent on a record that has been split off again leaves its answers as threads of their own.
    const parent = comment.parentId !== null && known.has(comment.parentId) ? comment.parentId : null;
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [comment]);
    else siblings.push(comment);
  }
  const grow = (comment: Comment): Thread => ({
    comment,
    replies: (children.get(comment.id) ?? []).toSorted(order === "votes" ? byVotes : byAge).map(grow),
  });
  const threads = (children.get(null) ?? [])
    .toSorted(order === "votes" ? byVotes : order === "oldest" ? byAge : (a, b) => byAge(b, a))
    .map(grow)
    .filter((thread) => kind === null || holds(thread, ({ comment }) => isShownAs(comment, kind)));
  const size = discussionLimits.threadsPerPage;
  const pages = Math.max(1, Math.ceil(threads.length / size));
  const wanted = typeof page === "number" ? page : 1 + Math.floor(Math.max(0, placeIn(threads, page.holding)) / size);
  const shown = Math.min(Math.max(1, wanted), pages);
  return { threads: threads.slice((shown - 1) * size, shown * size), page: shown, pages };
}

const byAge = (a: Comment, b: Comment): number => a.id - b.id;
const byVotes = (a: Comment, b: Comment): number => b.ups - b.downs - (a.ups - a.downs) || byAge(a, b);

const isShownAs = (comment: Comment, kind: CommentKind): boolean =>
  comment.state === "visible" && comment.kind === kind;

function holds(thread: Thread, test: (thread: Thread) => boolean): boolean {
  return test(thread) || thread.replies.some((reply) => holds(reply, test));
}

function placeIn(threads: readonly Thread[], id: number): number {
  return threads.findIndex((thread) => holds(thread, ({ comment }) => comment.id === id));
}
