import type { CommentKind, CommentOrder, DiscussionView } from "arxivlens/api";

type Part = Pick<DiscussionView, "order" | "kind" | "page">;

/** The part of a discussion that is shown, as its query string; forms carry it along. */
export function viewOf({ order, kind, page }: Part): string {
  const query = new URLSearchParams();
  if (order !== "newest") query.set("order", order);
  if (kind !== null) query.set("kind", kind);
  if (page > 1) query.set("page", String(page));
  return query.toString();
}

interface Change {
  readonly order?: CommentOrder;
  readonly kind?: CommentKind | null;
  readonly page?: number;
}

/** Address of another part of the same discussion. */
export function partHref(discussion: DiscussionView, change: Change): string {
  const { order, kind, page } = { ...discussion, page: 1, ...change };
  const view = viewOf({ order, kind, page });
  return `${discussion.paperHref}${view === "" ? "" : `?${view}`}#discussion`;
}

/** Address of the same part with a form open. */
export function formHref(discussion: DiscussionView, form: string, on: number): string {
  const order = discussion.order === "newest" ? "" : `order=${discussion.order}&`;
  return `${discussion.paperHref}?${order}form=${form}&on=${on}#form`;
}
