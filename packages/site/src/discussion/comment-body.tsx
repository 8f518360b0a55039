import type { CommentView } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatDate } from "../text/figures.ts";
import { discussionWords } from "../words/discussion.ts";
import { commentHtml } from "./comment-markdown.ts";

/** What a comment says, or what is left of it. */
export function CommentBody({ comment }: { readonly comment: CommentView }): ReactElement {
  const { body, passage } = comment;
  return (
    <>
      {comment.state === "visible" ? null : <Trace comment={comment} />}
      {passage === null ? null : (
        <figure className="passage">
          <blockquote>{passage.exact}</blockquote>
          <figcaption>{passage.found ? discussionWords.in[passage.field] : discussionWords.passageGone}</figcaption>
        </figure>
      )}
      {body === null || body === "" ? null : <MarkdownText source={body} />}
    </>
  );
}

export function MarkdownText({ source }: { readonly source: string }): ReactElement {
  return <div className="comment-text" dangerouslySetInnerHTML={{ __html: commentHtml(source) }} />;
}

/** Keeps the place of words that are gone or put aside, and says what happened to them. */
function Trace({ comment: { state, moderation, body, author } }: { readonly comment: CommentView }): ReactElement {
  const what =
    state === "deleted"
      ? discussionWords.deleted
      : state === "hidden"
        ? discussionWords.hidden
        : discussionWords.removed;
  return (
    <p className="trace">
      {what}
      {moderation === null ? null : (
        <>
          {" · "}
          <time dateTime={moderation.at}>{formatDate(moderation.at)}</time>
          {moderation.reason === null ? null : (
            <>
              {" · "}
              {discussionWords.reason}: {moderation.reason}
            </>
          )}
        </>
      )}
      {body !== null && author !== null && state !== "deleted" ? <> · {discussionWords.notForAll}</> : null}
    </p>
  );
}
