import type { CommentView, DiscussionView, ThreadView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { discussionWords } from "../words/discussion.ts";
import { CommentBody } from "./comment-body.tsx";
import { CommentFacts } from "./comment-facts.tsx";
import { formHref, viewOf } from "./discussion-address.ts";
import { OpenForm } from "./open-form.tsx";

interface InDiscussion {
  readonly discussion: DiscussionView;
  readonly viewer: Viewer | null;
}

/** Comments with their answers below them. */
export function Threads({
  threads,
  ...place
}: InDiscussion & { readonly threads: readonly ThreadView[] }): ReactElement {
  return (
    <ol className="threads">
      {threads.map(({ comment, replies }) => (
        <li key={comment.id}>
          <CommentCard comment={comment} {...place} />
          {replies.length === 0 ? null : <Threads threads={replies} {...place} />}
        </li>
      ))}
    </ol>
  );
}

function CommentCard({ comment, discussion, viewer }: InDiscussion & { readonly comment: CommentView }): ReactElement {
  const { form } = discussion;
  const isOpen = form !== null && form.on === comment.id;
  return (
    <article
      id={`comment-${comment.id}`}
      className="comment"
      data-state={comment.state}
      data-current={discussion.current === comment.id ? "" : undefined}
      tabIndex={-1}
      aria-label={`${comment.author?.displayName ?? discussionWords.nameless}, ${comment.id}`}
    >
      <CommentFacts comment={comment} />
      {isOpen && form.kind === "edit" && viewer !== null ? null : <CommentBody comment={comment} />}
      {isOpen && viewer !== null ? (
        <OpenForm form={form} discussion={discussion} viewer={viewer} answered={comment} />
      ) : (
        <Actions comment={comment} discussion={discussion} viewer={viewer} />
      )}
    </article>
  );
}

function Actions({
  comment,
  discussion,
  viewer,
}: InDiscussion & { readonly comment: CommentView }): ReactElement | null {
  const { rights, id, ups, downs } = comment;
  const name = comment.author?.displayName ?? discussionWords.nameless;
  const action = (form: string, word: string): ReactElement => (
    <a href={formHref(discussion, form, id)} data-swap aria-label={`${word}: ${name}, ${id}`}>
      {word}
    </a>
  );
  const hasScore = comment.state === "visible" && (ups > 0 || downs > 0);
  if (viewer === null && !hasScore) return null;
  return (
    <div className="comment-actions">
      {rights.vote && viewer !== null ? (
        <Votes comment={comment} discussion={discussion} viewer={viewer} />
      ) : hasScore ? (
        <span className="comment-score figures">{discussionWords.score(ups, downs)}</span>
      ) : null}
      {rights.reply ? action("reply", discussionWords.reply) : null}
      {rights.edit ? action("edit", discussionWords.edit) : null}
      {rights.delete ? action("delete", discussionWords.delete) : null}
      {rights.report ? action("report", discussionWords.report) : null}
      {rights.moderate ? action("moderate", discussionWords.moderate) : null}
    </div>
  );
}

/** Pressing the vote that one has given takes it back. */
function Votes({
  comment: { id, ups, downs, myVote },
  discussion,
  viewer,
}: {
  readonly comment: CommentView;
  readonly discussion: DiscussionView;
  readonly viewer: Viewer;
}): ReactElement {
  const button = (vote: 1 | -1, word: string, count: number): ReactElement => (
    <button
      type="submit"
      name="value"
      value={myVote === vote ? 0 : vote}
      aria-pressed={myVote === vote}
      className="vote"
    >
      <svg viewBox="0 0 12 12" width="11" height="11" aria-hidden="true">
        <path d={vote === 1 ? "M6 1.5 11 9.5H1z" : "M6 10.5 1 2.5h10z"} />
      </svg>
      {word} <span className="figures">{count}</span>
    </button>
  );
  return (
    <form method="post" action={`/comments/${id}/vote`} className="votes" data-swap>
      <FormToken viewer={viewer} />
      <input type="hidden" name="view" value={viewOf(discussion)} />
      {button(1, discussionWords.voteUp, ups)}
      {button(-1, discussionWords.voteDown, downs)}
    </form>
  );
}
