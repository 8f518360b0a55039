import type { ModerationLogEntry, ReportedComment } from "arxivlens/api";
import type { ReactElement } from "react";

import { ListedCommentCard, OlderLink } from "../discussion/comment-listing.tsx";
import { formatDate } from "../text/figures.ts";
import { RichLine } from "../text/rich-line.tsx";
import { actWords, discussionWords, moderationWords, reportWords } from "../words/discussion.ts";

/** Comments that somebody has reported and nobody has judged. */
export function ModerationPage({ reported }: { readonly reported: readonly ReportedComment[] }): ReactElement {
  return (
    <section className="results">
      <h1>{moderationWords.queue}</h1>
      <p className="results-count">
        {moderationWords.queueLead} <a href="/moderation/log">{moderationWords.log}</a>
      </p>
      {reported.length === 0 ? <p className="quiet">{moderationWords.empty}</p> : null}
      <ol className="comment-list">
        {reported.map(({ reports, ...listed }) => (
          <li key={listed.comment.id}>
            <ListedCommentCard listed={listed} />
            <div className="reports">
              <h3>{moderationWords.reports(reports.length)}</h3>
              <ul>
                {reports.map(({ by, reason, note, reportedAt }, index) => (
                  <li key={index}>
                    <strong>{reportWords[reason]}</strong>
                    {note === "" ? null : <>: {note}</>}{" "}
                    <span className="quiet">
                      {by?.displayName ?? discussionWords.nameless},{" "}
                      <time dateTime={reportedAt}>{formatDate(reportedAt)}</time>
                    </span>
                  </li>
                ))}
              </ul>
              <p>
                <a href={`${listed.paper.href}?form=moderate&on=${listed.comment.id}#form`}>
                  {discussionWords.moderate}
                  <span className="only-heard"> {listed.comment.id}</span>
                </a>
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What moderators did, for everyone to see. Whose words it was is not put on display. */
export function ModerationLogPage({
  entries,
  next,
}: {
  readonly entries: readonly ModerationLogEntry[];
  readonly next: number | null;
}): ReactElement {
  return (
    <section className="results">
      <h1>{moderationWords.log}</h1>
      <p className="results-count">{moderationWords.logLead}</p>
      {entries.length === 0 ? <p className="quiet">{moderationWords.logEmpty}</p> : null}
      <ol className="log">
        {entries.map(({ id, act, by, reason, actedAt, commentHref, paper }) => (
          <li key={id}>
            <time dateTime={actedAt}>{formatDate(actedAt)}</time>
            <div>
              <p>
                {by === null ? moderationWords.formerModerator : <a href={by.href}>{by.displayName}</a>}{" "}
                {actWords[act].done} <a href={commentHref}>{moderationWords.aComment}</a> {moderationWords.on}{" "}
                <a href={paper.href}>
                  <RichLine text={paper.title} />
                </a>
              </p>
              <p className="log-reason">{reason}</p>
            </div>
          </li>
        ))}
      </ol>
      <OlderLink path="/moderation/log" next={next} />
    </section>
  );
}
