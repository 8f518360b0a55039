import type { CommentList, ListedComment } from "arxivlens/api";
import type { ReactElement } from "react";

import { RichLine } from "../text/rich-line.tsx";
import { discussionWords } from "../words/discussion.ts";
import { CommentBody } from "./comment-body.tsx";
import { CommentFacts } from "./comment-facts.tsx";

/** Comments away from their papers, each with the paper it is about. */
export function CommentListing({
  list,
  path,
  empty,
}: {
  readonly list: CommentList;
  readonly path: string;
  readonly empty: string;
}): ReactElement {
  if (list.comments.length === 0) return <p className="quiet">{empty}</p>;
  return (
    <>
      <ol className="comment-list">
        {list.comments.map((listed) => (
          <li key={listed.comment.id}>
            <ListedCommentCard listed={listed} />
          </li>
        ))}
      </ol>
      <OlderLink path={path} next={list.next} />
    </>
  );
}

export function ListedCommentCard({ listed: { comment, paper } }: { readonly listed: ListedComment }): ReactElement {
  return (
    <article className="comment" data-state={comment.state}>
      <h2 className="comment-paper">
        <a href={paper.href}>
          <RichLine text={paper.title} />
        </a>
      </h2>
      <CommentFacts comment={comment} />
      <CommentBody comment={comment} />
    </article>
  );
}

export function OlderLink({
  path,
  next,
}: {
  readonly path: string;
  readonly next: number | null;
}): ReactElement | null {
  return next === null ? null : (
    <p className="older">
      <a rel="next" href={`${path}?before=${next}`}>
        {discussionWords.older} →
      </a>
    </p>
  );
}
