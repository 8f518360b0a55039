import type { CommentView } from "arxivlens/api";
import type { ReactElement } from "react";

import { formatDate } from "../text/figures.ts";
import { discussionWords } from "../words/discussion.ts";
import { KindSign } from "./comment-sign.tsx";

/** Who wrote a comment, when, and about which version. */
export function CommentFacts({ comment }: { readonly comment: CommentView }): ReactElement {
  const { author, writtenAt, editedAt, revision, paperVersion, isOutdated, id, href, body } = comment;
  return (
    <p className="comment-facts">
      <KindSign kind={comment.kind} />
      {author === null ? (
        body === null ? null : (
          <span className="comment-author">{discussionWords.nameless}</span>
        )
      ) : (
        <a className="comment-author" href={author.href} rel="author">
          {author.displayName}
        </a>
      )}
      <a
        className="comment-date"
        href={href}
        aria-label={`${discussionWords.permalink} ${id}, ${formatDate(writtenAt)}`}
      >
        <time dateTime={writtenAt}>{formatDate(writtenAt)}</time>
      </a>
      {editedAt === null || body === null ? null : (
        <a
          href={`${href}/history`}
          aria-label={`${discussionWords.history}: ${discussionWords.edited} ${revision - 1}`}
        >
          {discussionWords.edited}
        </a>
      )}
      {paperVersion === null || (paperVersion === 1 && !isOutdated) ? null : (
        <span>
          {discussionWords.about(paperVersion)}
          {isOutdated ? ` (${discussionWords.outdated})` : ""}
        </span>
      )}
    </p>
  );
}
