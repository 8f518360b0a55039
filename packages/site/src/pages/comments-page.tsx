import type { CommentList, CommentAuthor } from "arxivlens/api";
import type { ReactElement } from "react";

import { CommentListing } from "../discussion/comment-listing.tsx";
import { commentsFeed } from "../shelf/feed-links.ts";
import { FeedMenu } from "../shelf/list-tools.tsx";
import { formatDate } from "../text/figures.ts";
import { discussionWords } from "../words/discussion.ts";

/** What was last said here, about any paper. */
export function CommentsPage({ list }: { readonly list: CommentList }): ReactElement {
  return (
    <section className="results">
      <h1>{discussionWords.recent}</h1>
      <p className="results-count">
        {discussionWords.recentLead} <a href="/moderation/log">{discussionWords.logLink}</a>
      </p>
      <FeedMenu feed={commentsFeed(discussionWords.recent)} />
      <CommentListing list={list} path="/comments" empty={discussionWords.noneAtAll} />
    </section>
  );
}

/** What one person has said in public. */
export function PersonPage({
  person,
  since,
  list,
}: {
  readonly person: CommentAuthor;
  readonly since: string;
  readonly list: CommentList;
}): ReactElement {
  return (
    <section className="results">
      <h1>{person.displayName}</h1>
      <p className="results-count">
        {person.name} · {discussionWords.since} <time dateTime={since}>{formatDate(since)}</time>
      </p>
      <FeedMenu feed={commentsFeed(person.displayName, `?person=${encodeURIComponent(person.name)}`)} />
      <CommentListing list={list} path={person.href} empty={discussionWords.noneByPerson} />
    </section>
  );
}
