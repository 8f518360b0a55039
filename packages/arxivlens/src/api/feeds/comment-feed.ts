import { plainText } from "../../arxiv/latex-text.ts";
import type { Account } from "../../store/account-store.ts";
import type { CommentKind, ListedComment } from "../discussion-contract.ts";
import { commentList } from "../discussion-page-routes.ts";
import type { Library } from "../library.ts";
import { hrefOf } from "../work-summary.ts";
import type { Feed, FeedEntry } from "./feed.ts";

/** Whose comments a feed holds: those on a paper, of a person, or all; keys or names as an address gives them. */
export interface CommentsAsked {
  readonly paper: string | null;
  readonly person: string | null;
}

const kindNames: Readonly<Record<CommentKind, string>> = {
  note: "Note",
  question: "Question",
  error: "Error",
  replication: "Replication",
  code: "Code",
};

/**
 * Visible comments, latest first, as anyone may read them; null when there is no such paper, or no such person has
 * commented: who has an account without having said anything in public is nobody's business.
 */
export async function commentFeed(
  { store }: Library,
  { paper, person }: CommentsAsked,
  count: number,
  self: string,
): Promise<Feed | null> {
  const on = paper === null ? null : await store.papers.get(paper);
  const by: Account | null = person === null ? null : await store.accounts.byName(person.toLowerCase());
  if ((paper !== null && on === null) || (person !== null && (by === null || by.erasedAtMs !== null))) return null;
  const { comments } = await commentList(
    store,
    null,
    {
      before: null,
      ...(on === null ? {} : { paperKey: on.key }),
      ...(by === null ? {} : { accountKey: by.accountKey }),
    },
    count,
  );
  if (by !== null && comments.length === 0) return null;
  const title =
    on !== null
      ? `Comments on ${plainText(on.title)}`
      : by !== null
        ? `Comments by ${by.displayName}`
        : "Recent comments";
  const page =
    on !== null ? `${hrefOf(on.key)}#discussion` : by !== null ? `/people/${encodeURIComponent(by.name)}` : "/comments";
  return {
    title: `${title} · ArxivLens`,
    description: `${title}, latest first.`,
    page,
    self,
    entries: comments.map(commentEntry),
  };
}

function commentEntry({ comment, paper }: ListedComment): FeedEntry {
  return {
    // A comment is of one instance, so its address is what names it.
    id: comment.href,
    page: comment.href,
    title: `${kindNames[comment.kind]} on ${paper.plainTitle}`,
    authors: comment.author === null ? [] : [comment.author.displayName],
    text: comment.body,
    published: comment.writtenAt,
    updated: comment.editedAt ?? comment.writtenAt,
    categories: [comment.kind],
  };
}
