import type { CommentRevisionView, ListedComment } from "arxivlens/api";
import type { ReactElement } from "react";

import { MarkdownText } from "../discussion/comment-body.tsx";
import { KindSign } from "../discussion/comment-sign.tsx";
import { WordDiff } from "../discussion/word-diff.tsx";
import { formatDate } from "../text/figures.ts";
import { RichLine } from "../text/rich-line.tsx";
import { discussionWords, historyWords } from "../words/discussion.ts";

/** Every text that a comment has had, latest first, with what changed from one to the next. */
export function CommentHistoryPage({
  listed: { comment, paper },
  revisions,
}: {
  readonly listed: ListedComment;
  readonly revisions: readonly CommentRevisionView[];
}): ReactElement {
  return (
    <section className="results">
      <h1>{historyWords.heading}</h1>
      <p className="results-count">
        <a href={comment.href}>#{comment.id}</a> ·{" "}
        <a href={paper.href}>
          <RichLine text={paper.title} />
        </a>
      </p>
      {revisions.length === 1 ? <p className="quiet">{historyWords.onlyOne}</p> : null}
      <ol className="comment-list" reversed>
        {revisions.toReversed().map((revision) => {
          const before = revisions.find((other) => other.revision === revision.revision - 1);
          return (
            <li key={revision.revision} className="comment">
              <h2 className="comment-paper">{historyWords.revision(revision.revision)}</h2>
              <p className="comment-facts">
                <KindSign kind={revision.kind} />
                <span>
                  {historyWords.by} {revision.by?.displayName ?? discussionWords.nameless}
                </span>
                <time dateTime={revision.writtenAt}>{formatDate(revision.writtenAt)}</time>
                {before === undefined ? <span>{historyWords.asWritten}</span> : null}
              </p>
              {before === undefined ? (
                <MarkdownText source={revision.body} />
              ) : (
                <WordDiff before={before.body} after={revision.body} />
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
