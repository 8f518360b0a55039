import type { WatchKind } from "arxivlens/api";
import { useContext, type ReactElement, type ReactNode } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { shelfWords as words } from "../words/shelf.ts";
import { feedFormats, feedHref, listFeed, type FeedLink } from "./feed-links.ts";
import { ReaderContext } from "./reader-context.ts";

interface ListToolsProps {
  readonly kind: WatchKind;
  /** What the follow and the feed are of: a query, a code, a name, words, or a paper's key. */
  readonly value: string;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Follow and feed of a list that grows, under its heading. */
export function ListTools({ kind, value, title, children }: ListToolsProps): ReactElement {
  return (
    <div className="list-tools">
      <FollowButton kind={kind} value={value} />
      {children}
      <FeedMenu feed={listFeed(kind, value, title)} />
    </div>
  );
}

function FollowButton({ kind, value }: Pick<ListToolsProps, "kind" | "value">): ReactElement | null {
  const reader = useContext(ReaderContext);
  if (reader === null) return null;
  const follow = reader.shelf.follows.find((each) => each.kind === kind && each.value === value);
  return (
    <form method="post" action="/following">
      <FormToken viewer={reader.viewer} />
      {follow === undefined ? (
        <>
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="value" value={value} />
          <button type="submit" name="action" value="follow">
            {kind === "citations" ? words.followThis.citations : words.followThis.other}
          </button>
        </>
      ) : (
        <>
          <input type="hidden" name="follow" value={follow.follow} />
          <span className="followed">
            <a href="/following">{words.followed}</a>
          </span>
          <button type="submit" name="action" value="unfollow">
            {words.unfollow}
          </button>
        </>
      )}
    </form>
  );
}

/** One feed in every format. */
export function FeedMenu({ feed }: { readonly feed: FeedLink }): ReactElement {
  return (
    <p className="feeds">
      <svg className="feed-sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="2.4" cy="9.6" r="1.6" fill="currentColor" />
        <path
          d="M1 5.4a5.6 5.6 0 0 1 5.6 5.6M1 1.4A9.6 9.6 0 0 1 10.6 11"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
        />
      </svg>{" "}
      {words.feed}:{" "}
      {feedFormats.map(({ ending, name, mediaType }, index) => (
        <span key={ending}>
          {index > 0 ? " · " : null}
          <a href={feedHref(feed, ending)} type={mediaType} title={words.feedOf(feed.title, name)}>
            {name}
          </a>
        </span>
      ))}
    </p>
  );
}
