import type { FollowingView, FollowView, Viewer } from "arxivlens/api";
import type { ReactElement } from "react";

import { FormToken } from "../frame/form-token.tsx";
import { OpenAddress } from "../shelf/folder-tools.tsx";
import { formatDate } from "../text/figures.ts";
import { shortAuthors } from "../text/people.ts";
import { RichLine } from "../text/rich-line.tsx";
import { shelfWords as words } from "../words/shelf.ts";

interface FollowingPageProps {
  readonly following: FollowingView;
  readonly refused: { readonly kind: string; readonly typed: string; readonly reason: string } | null;
  readonly viewer: Viewer;
}

const kinds = ["author", "term", "category", "search", "citations"] as const;

/** What came to the lists that somebody follows, and the searches that they keep. */
export function FollowingPage({ following, refused, viewer }: FollowingPageProps): ReactElement {
  const { follows, searches, news, feedAt } = following;
  return (
    <div className="following">
      <section aria-labelledby="following-heading">
        <h1 id="following-heading">{words.following}</h1>
        <form method="post" action="/following" className="following-news">
          <FormToken viewer={viewer} />
          <p>{follows.length === 0 ? words.nothingFollowed : words.allNews(news)}</p>
          {news === 0 ? null : (
            <>
              <input type="hidden" name="follow" value="all" />
              <button type="submit" name="action" value="seen">
                {words.allSeen}
              </button>
            </>
          )}
        </form>
        {follows.map((follow) => (
          <Followed key={follow.follow} follow={follow} viewer={viewer} />
        ))}
      </section>
      <div className="following-tools">
        <section aria-labelledby="follow-heading">
          <h2 id="follow-heading">{words.followSomething}</h2>
          <form method="post" action="/following" className="item-form">
            <FormToken viewer={viewer} />
            <label>
              <span>{words.what}</span>
              <select name="kind" defaultValue={refused?.kind ?? "author"}>
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {words.kinds[kind]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span>{words.value}</span>
              <input
                type="text"
                name="value"
                required
                autoComplete="off"
                defaultValue={refused?.typed ?? ""}
                aria-invalid={refused === null ? undefined : true}
                aria-describedby={refused === null ? undefined : "follow-fault"}
              />
            </label>
            {refused === null ? null : (
              <p className="field-fault" id="follow-fault" role="alert">
                {refused.reason}
              </p>
            )}
            <button type="submit" name="action" value="follow">
              {words.follow}
            </button>
          </form>
          <p className="quiet">{words.followHint}</p>
        </section>
        <section aria-labelledby="searches-heading">
          <h2 id="searches-heading">{words.savedSearches}</h2>
          {searches.length === 0 ? <p className="quiet">{words.noSearches}</p> : null}
          <ul className="saved-searches">
            {searches.map((search) => (
              <li key={search.search}>
                <a href={search.page}>{search.name}</a>
                {search.name === search.query ? null : <code>{search.query}</code>}
                <form method="post" action="/following">
                  <FormToken viewer={viewer} />
                  <input type="hidden" name="search" value={search.search} />
                  <input type="hidden" name="kind" value="search" />
                  <input type="hidden" name="value" value={search.query} />
                  {search.follow === null ? (
                    <button type="submit" name="action" value="follow" aria-label={`${words.follow}: ${search.name}`}>
                      {words.follow}
                    </button>
                  ) : null}
                  <button
                    type="submit"
                    name="action"
                    value="search-delete"
                    aria-label={`${words.deleteSearch}: ${search.name}`}
                  >
                    {words.deleteSearch}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="feed-heading">
          <h2 id="feed-heading">{words.feedOfAll}</h2>
          <form method="post" action="/following">
            <FormToken viewer={viewer} />
            {feedAt === null ? <p className="quiet">{words.feedOfAllHint}</p> : null}
            <OpenAddress
              address={feedAt === null ? null : `${feedAt}.atom`}
              hint={words.feedOfAllHint}
              open={{ action: "feed", label: words.openFeed }}
              close={{ action: "unfeed", label: words.unfeed }}
            />
          </form>
        </section>
      </div>
    </div>
  );
}

function Followed({ follow, viewer }: { readonly follow: FollowView; readonly viewer: Viewer }): ReactElement {
  const { title, page, news, papers, visitedAt, feed } = follow;
  return (
    <section className="followed-list" aria-label={title}>
      <h2>
        <a href={page}>{title}</a> {news === 0 ? null : <span className="news-count figures">{words.news(news)}</span>}
      </h2>
      {news === 0 ? <p className="quiet">{words.noNews(formatDate(visitedAt))}</p> : null}
      <ul>
        {papers.map(({ kind, hit }) => (
          <li key={hit.key}>
            <a href={hit.href}>
              <RichLine text={hit.title} />
            </a>
            <p className="hit-facts">
              <span>{shortAuthors(hit.authors, 3).text}</span>
              {hit.submittedAt === null ? null : <span>{formatDate(hit.submittedAt)}</span>}
              <span>{words.newsKinds[kind]}</span>
            </p>
          </li>
        ))}
      </ul>
      {news > papers.length ? <p className="quiet">{words.moreNews(news - papers.length)}</p> : null}
      <form method="post" action="/following">
        <FormToken viewer={viewer} />
        <input type="hidden" name="follow" value={follow.follow} />
        {news === 0 ? null : (
          <button type="submit" name="action" value="seen" aria-label={`${words.seen}: ${title}`}>
            {words.seen}
          </button>
        )}
        <button type="submit" name="action" value="unfollow" aria-label={`${words.unfollow}: ${title}`}>
          {words.unfollow}
        </button>
        <a href={feed} type="application/atom+xml" aria-label={`${words.feed}: ${title}`}>
          {words.feed}
        </a>
      </form>
    </section>
  );
}
