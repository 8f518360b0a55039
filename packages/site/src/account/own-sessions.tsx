import type { SecurityEventView, SessionView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { actionWords, ownWords } from "../words/account.ts";
import { momentText, When } from "./when.tsx";

interface OwnSessionsProps {
  readonly sessions: readonly SessionView[];
  readonly viewer: Viewer;
}

/** Where one is signed in, each to be ended by itself. */
export function OwnSessions({ sessions, viewer }: OwnSessionsProps): ReactElement {
  return (
    <section aria-labelledby="sessions">
      <h2 id="sessions">{ownWords.sessions}</h2>
      <p>{ownWords.sessionsLead}</p>
      <ul className="session-list">
        {sessions.map((session) => (
          <li key={session.id}>
            <div>
              <p>
                {session.browser ?? ownWords.unknownBrowser}
                {session.current ? <strong className="here"> {ownWords.here}</strong> : null}
              </p>
              <p className="quiet figures">
                {[
                  session.network === null ? null : ownWords.from(session.network),
                  ownWords.begun(momentText(session.createdAt)),
                  ownWords.seen(momentText(session.lastSeenAt)),
                ]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </p>
            </div>
            {session.current ? null : (
              <form method="post" action="/account/sessions/end">
                <FormToken viewer={viewer} />
                <input type="hidden" name="session" value={session.id} />
                <button type="submit" aria-label={ownWords.endSessionOf(session.browser ?? ownWords.unknownBrowser)}>
                  {ownWords.endSession}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What happened to one's account lately, to notice what one has not done oneself. */
export function OwnEvents({ events }: { readonly events: readonly SecurityEventView[] }): ReactElement {
  return (
    <section aria-labelledby="events">
      <h2 id="events">{ownWords.events}</h2>
      {events.length === 0 ? (
        <p className="quiet">{ownWords.noEvents}</p>
      ) : (
        <ol className="event-list">
          {events.map((event) => (
            <li key={event.key}>
              <When iso={event.at} />
              <span>
                {event.actor === null ? "" : `${event.actor} `}
                {actionWords(event.action)}
                {event.network === null ? "" : `, ${event.network}`}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
