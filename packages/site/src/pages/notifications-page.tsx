import type { CommentedPaper, NotificationView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { OlderLink } from "../discussion/comment-listing.tsx";
import { commentExcerpt } from "../discussion/comment-markdown.ts";
import { FormToken } from "../frame/form-token.tsx";
import { formatDate } from "../text/figures.ts";
import { RichLine } from "../text/rich-line.tsx";
import { discussionWords, notificationWords } from "../words/discussion.ts";

/** What happened that concerns the reader. */
export function NotificationsPage({
  notifications,
  followed,
  next,
  viewer,
}: {
  readonly notifications: readonly NotificationView[];
  readonly followed: readonly CommentedPaper[];
  readonly next: number | null;
  readonly viewer: Viewer | null;
}): ReactElement {
  const latest = notifications[0]?.id;
  return (
    <section className="results">
      <h1>{notificationWords.heading}</h1>
      <p className="results-count">{notificationWords.lead}</p>
      {viewer === null || viewer.unread === 0 || latest === undefined ? null : (
        <form method="post" action="/notifications/read" className="read-all">
          <FormToken viewer={viewer} />
          <input type="hidden" name="up-to" value={latest} />
          <button type="submit">{notificationWords.readAll}</button>
        </form>
      )}
      {notifications.length === 0 ? <p className="quiet">{notificationWords.empty}</p> : null}
      <ol className="log notifications">
        {notifications.map(({ id, kind, by, createdAt, isRead, comment, paper }) => (
          <li key={id} data-unread={isRead ? undefined : ""}>
            <time dateTime={createdAt}>{formatDate(createdAt)}</time>
            <div>
              <p>
                {isRead ? null : <span className="unread-sign">{notificationWords.unread}</span>}
                {by === null ? discussionWords.nameless : <a href={by.href}>{by.displayName}</a>}{" "}
                <a href={comment.href}>{notificationWords[kind]}</a> <RichLine text={paper.title} />
              </p>
              {comment.body === null || comment.body === "" ? null : (
                <p className="log-reason">{commentExcerpt(comment.body, 180)}</p>
              )}
            </div>
          </li>
        ))}
      </ol>
      <OlderLink path="/notifications" next={next} />
      {followed.length === 0 || viewer === null ? null : (
        <>
          <h2>{notificationWords.followed}</h2>
          <ul className="followed">
            {followed.map(({ key, href, title }) => (
              <li key={key}>
                <a href={`${href}#discussion`}>
                  <RichLine text={title} />
                </a>
                <form method="post" action="/discussions/follow">
                  <FormToken viewer={viewer} />
                  <input type="hidden" name="paper" value={key} />
                  <input type="hidden" name="follow" value="0" />
                  <input type="hidden" name="from" value="notifications" />
                  <button type="submit" aria-label={`${discussionWords.unfollow}: ${key}`}>
                    {discussionWords.unfollow}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
