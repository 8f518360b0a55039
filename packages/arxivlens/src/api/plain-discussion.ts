import type { CommentView, DiscussionPage, DiscussionView, ListedComment, ThreadView } from "./discussion-contract.ts";

type Escape = (text: string) => string;

/** Comments without design: text as it was typed, who wrote it, and nothing to press. */
export function plainDiscussion(discussion: DiscussionView, escape: Escape): string {
  return `<h2>Discussion ${discussion.total}</h2>${threads(discussion.threads, escape)}`;
}

export function plainDiscussionPage(page: DiscussionPage, escape: Escape): string {
  switch (page.kind) {
    case "comments":
    case "person":
      return list(page.list.comments, escape);
    case "comment-history":
      return `<ol>${page.revisions.map(({ body }) => `<li><pre>${escape(body)}</pre></li>`).join("")}</ol>`;
    case "moderation":
      return list(page.reported, escape);
    case "moderation-log":
      return `<ul>${page.entries.map(({ act, reason }) => `<li>${act}: ${escape(reason)}</li>`).join("")}</ul>`;
    case "notifications":
      return list(page.notifications, escape);
    default:
      return page satisfies never;
  }
}

function list(comments: readonly ListedComment[], escape: Escape): string {
  const items = comments.map(
    ({ comment, paper }) => `<li>${escape(paper.plainTitle)}: ${plainComment(comment, escape)}</li>`,
  );
  return `<ul>${items.join("")}</ul>`;
}

function threads(items: readonly ThreadView[], escape: Escape): string {
  const lines = items.map(
    ({ comment, replies }) =>
      `<li id="comment-${comment.id}">${plainComment(comment, escape)}${replies.length === 0 ? "" : threads(replies, escape)}</li>`,
  );
  return `<ul>${lines.join("")}</ul>`;
}

function plainComment({ author, kind, body, state }: CommentView, escape: Escape): string {
  return `${escape(author?.displayName ?? "")} (${kind}) ${body === null ? state : `<pre>${escape(body)}</pre>`}`;
}
