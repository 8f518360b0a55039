import { reaches } from "../accounts/role.ts";
import { plainText, richText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { rightsOver, type Actor } from "../discussion/actor.ts";
import { quotableText } from "../discussion/discussion.ts";
import { isPassageFound } from "../discussion/passage.ts";
import type { Account } from "../store/account-store.ts";
import type { Comment } from "../store/comment.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { latestVersion } from "../store/version-text.ts";
import type { Viewer } from "./account-contract.ts";
import type { CommentedPaper, CommentView, ListedComment, CommentAuthor } from "./discussion-contract.ts";
import { hrefOf } from "./work-summary.ts";

export function actorOf(viewer: Viewer | null): Actor | null {
  if (viewer === null) return null;
  const { accountKey, role } = viewer;
  return { accountKey, mayWrite: reaches(role, "member"), mayModerate: reaches(role, "moderator") };
}

/** What views of comments take besides the comments. */
export interface CommentContext {
  readonly viewer: Viewer | null;
  readonly people: ReadonlyMap<number, Account>;
  readonly votes: ReadonlyMap<number, 1 | -1>;
}

/** Names and votes for some comments, read at once. */
export async function commentContext(
  store: LibraryStore,
  viewer: Viewer | null,
  comments: readonly Comment[],
  more: readonly (number | null)[] = [],
): Promise<CommentContext> {
  const keys = [...comments.flatMap(({ accountKey, stateBy }) => [accountKey, stateBy]), ...more];
  const named = [...new Set(keys.filter((key) => key !== null))];
  return {
    viewer,
    people: await store.accounts.getMany(named),
    votes:
      viewer === null
        ? new Map()
        : await store.comments.votesOf(
            viewer.accountKey,
            comments.map(({ id }) => id),
          ),
  };
}

export function personView({ people }: CommentContext, accountKey: number | null): CommentAuthor | null {
  const account = accountKey === null ? undefined : people.get(accountKey);
  if (account === undefined || account.erasedAtMs !== null) return null;
  const { name, displayName } = account;
  return { name, displayName, href: `/people/${encodeURIComponent(name)}` };
}

export function commentView(comment: Comment, paper: Paper, context: CommentContext): CommentView {
  const rights = rightsOver(comment, actorOf(context.viewer));
  const { id, state, passage, paperVersion, stateAtMs, stateReason } = comment;
  const latest = latestVersion(paper);
  const isDeleted = state === "deleted";
  return {
    id,
    href: `/comments/${id}`,
    parentId: comment.parentId,
    depth: comment.depth,
    kind: comment.kind,
    state,
    body: rights.read ? comment.body : null,
    // Who is hidden or has deleted something is not put on display for it.
    author: rights.read ? personView(context, comment.accountKey) : null,
    writtenAt: iso(comment.writtenAtMs),
    editedAt: comment.editedAtMs === null ? null : iso(comment.editedAtMs),
    revision: comment.revision,
    paperVersion,
    isOutdated: paperVersion !== null && latest !== null && paperVersion < latest,
    passage:
      passage === null || !rights.read
        ? null
        : { field: passage.field, exact: passage.exact, found: isPassageFound(quotableText(paper), passage) },
    ups: comment.ups,
    downs: comment.downs,
    myVote: context.votes.get(id) ?? 0,
    moderation:
      state === "visible" || stateAtMs === null
        ? null
        : { at: iso(stateAtMs), by: isDeleted ? null : personView(context, comment.stateBy), reason: stateReason },
    rights,
  };
}

export const iso = (ms: number): string => new Date(ms).toISOString();

/** Comments with their papers, in the order given. One whose paper has gone is left out. */
export async function listedComments(
  store: LibraryStore,
  viewer: Viewer | null,
  comments: readonly Comment[],
): Promise<readonly ListedComment[]> {
  const context = await commentContext(store, viewer, comments);
  const papers = await store.papers.getMany(comments.map(({ paperKey }) => paperKey));
  return comments.flatMap((comment) => {
    const paper = papers.get(comment.paperKey);
    return paper === undefined ? [] : [{ comment: commentView(comment, paper, context), paper: commentedPaper(paper) }];
  });
}

export function commentedPaper({ key, title }: Paper): CommentedPaper {
  return { key, href: hrefOf(key), title: richText(title), plainTitle: plainText(title) };
}
