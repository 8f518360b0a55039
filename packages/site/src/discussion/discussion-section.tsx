import type { CommentKind, CommentOrder, DiscussionView, SignIn, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { formatCount } from "../text/figures.ts";
import { beginnings, discussionWords, kindWords, orderWords } from "../words/discussion.ts";
import { shelfWords } from "../words/shelf.ts";
import { Threads } from "./comment-card.tsx";
import { partHref, viewOf } from "./discussion-address.ts";
import { OpenForm } from "./open-form.tsx";

interface DiscussionSectionProps {
  readonly discussion: DiscussionView;
  readonly viewer: Viewer | null;
  readonly signIn: SignIn | null;
  readonly withdrawn: boolean;
}

const kinds = Object.keys(kindWords) as readonly CommentKind[];
const orders = Object.keys(orderWords) as readonly CommentOrder[];

/** What people say about a paper. Drawn anew for every reader, beside the article that is drawn once. */
export function DiscussionSection(props: DiscussionSectionProps): ReactElement {
  const { discussion, viewer, withdrawn } = props;
  const { threads, total, form } = discussion;
  const newThread = form !== null && form.on === null && viewer !== null ? form : null;
  return (
    <section id="discussion" className="discussion" aria-labelledby="discussion-heading">
      <div className="discussion-head">
        <h2 id="discussion-heading">
          {discussionWords.heading} <span className="figures quiet">{formatCount(total)}</span>
        </h2>
        {viewer === null ? null : <Follow discussion={discussion} viewer={viewer} />}
      </div>
      <output className="discussion-status" data-status />
      {withdrawn ? <p className="note">{discussionWords.withdrawn}</p> : null}
      {threads.length === 0 && total === 0 ? <EmptyState /> : <Parts discussion={discussion} />}
      {threads.length === 0 && total > 0 ? <p className="quiet">{discussionWords.noneOfKind}</p> : null}
      {threads.length === 0 ? null : <Threads threads={threads} discussion={discussion} viewer={viewer} />}
      <Paging discussion={discussion} />
      {newThread === null || viewer === null ? (
        <Invitation {...props} />
      ) : (
        <OpenForm form={newThread} discussion={discussion} viewer={viewer} answered={null} />
      )}
      <p className="discussion-foot">
        <a href="/comments">{discussionWords.recentLink}</a>
        <a href="/moderation/log">{discussionWords.logLink}</a>
        <a href={`/feeds/comments.atom?id=${encodeURIComponent(discussion.paperKey)}`} type="application/atom+xml">
          {shelfWords.feed}
        </a>
        {total === 0 ? null : (
          <a href={`/api/annotations/${discussion.paperKey}`} type="application/ld+json">
            {discussionWords.annotations}
          </a>
        )}
      </p>
    </section>
  );
}

function EmptyState(): ReactElement {
  return (
    <div className="discussion-empty">
      <p>{discussionWords.noneFirst}</p>
      <ul>
        {beginnings.map(({ kind, text }) => (
          <li key={kind}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

/** Why there is no form to write in, and what to do about it. */
function Invitation({ discussion, viewer, signIn }: DiscussionSectionProps): ReactElement {
  if (viewer !== null)
    return discussion.mayWrite ? (
      <p className="invitation">
        <a href={`${discussion.paperHref}#write`} data-swap>
          {discussionWords.write}
        </a>
      </p>
    ) : (
      <p className="invitation">{discussionWords.readersOnly}</p>
    );
  if (signIn === null) return <p className="invitation">{discussionWords.ownerOnly}</p>;
  return (
    <p className="invitation">
      <a href={`/login?next=${encodeURIComponent(`${discussion.paperHref}#discussion`)}`}>{discussionWords.signIn}</a>{" "}
      {discussionWords.toWrite}
    </p>
  );
}

function Parts({ discussion }: { readonly discussion: DiscussionView }): ReactElement {
  const { kind: shown, order: sorted, counts } = discussion;
  return (
    <div className="discussion-parts">
      <nav aria-label={discussionWords.kinds}>
        <ul>
          <li>
            <a href={partHref(discussion, { kind: null })} aria-current={shown === null ? "true" : undefined} data-swap>
              {discussionWords.all}
            </a>
          </li>
          {kinds.map((kind) =>
            counts[kind] === 0 ? null : (
              <li key={kind}>
                <a href={partHref(discussion, { kind })} aria-current={shown === kind ? "true" : undefined} data-swap>
                  {kindWords[kind].many} <span className="figures">{formatCount(counts[kind])}</span>
                </a>
              </li>
            ),
          )}
        </ul>
      </nav>
      <nav aria-label={discussionWords.order}>
        <ul>
          {orders.map((order) => (
            <li key={order}>
              <a href={partHref(discussion, { order })} aria-current={sorted === order ? "true" : undefined} data-swap>
                {orderWords[order]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}

function Paging({ discussion }: { readonly discussion: DiscussionView }): ReactElement | null {
  const { page, pages } = discussion;
  if (pages <= 1) return null;
  return (
    <nav className="paging" aria-label={discussionWords.page(page, pages)}>
      {page > 1 ? (
        <a rel="prev" href={partHref(discussion, { page: page - 1 })} data-swap>
          ← {discussionWords.earlier}
        </a>
      ) : (
        <span />
      )}
      <span className="figures">{discussionWords.page(page, pages)}</span>
      {page < pages ? (
        <a rel="next" href={partHref(discussion, { page: page + 1 })} data-swap>
          {discussionWords.later} →
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

function Follow({
  discussion,
  viewer,
}: {
  readonly discussion: DiscussionView;
  readonly viewer: Viewer;
}): ReactElement {
  const { isFollowing, paperKey } = discussion;
  return (
    <form method="post" action="/discussions/follow" className="follow" data-swap>
      <FormToken viewer={viewer} />
      <input type="hidden" name="view" value={viewOf(discussion)} />
      <input type="hidden" name="paper" value={paperKey} />
      <input type="hidden" name="follow" value={isFollowing ? "0" : "1"} />
      <button type="submit">{isFollowing ? discussionWords.unfollow : discussionWords.follow}</button>
    </form>
  );
}
