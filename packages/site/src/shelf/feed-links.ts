import type { Page, WatchKind } from "arxivlens/api";

import { feedWords as words } from "../words/shelf.ts";

/** A feed of what a page shows. */
export interface FeedLink {
  readonly title: string;
  /** Without the ending. */
  readonly path: string;
  /** With its question mark; empty where there is none. */
  readonly query: string;
}

export const feedFormats = [
  { ending: "atom", name: "Atom", mediaType: "application/atom+xml" },
  { ending: "rss", name: "RSS", mediaType: "application/rss+xml" },
  { ending: "json", name: "JSON Feed", mediaType: "application/feed+json" },
] as const;

const parameters: Readonly<Record<WatchKind, string>> = {
  search: "q",
  category: "code",
  author: "name",
  term: "term",
  citations: "id",
};

export const feedHref = ({ path, query }: FeedLink, ending: string): string => `${path}.${ending}${query}`;

/** The feed of a list that grows. */
export function listFeed(kind: WatchKind, value: string, title: string): FeedLink {
  return { title, path: `/feeds/${kind}`, query: `?${parameters[kind]}=${encodeURIComponent(value)}` };
}

export const commentsFeed = (title: string, query = ""): FeedLink => ({ title, path: "/feeds/comments", query });

/** The feeds of a page, for browsers and readers that look for them. */
export function feedsOf(page: Page): readonly FeedLink[] {
  if (page.kind === "home") return [{ title: words.newPapers, path: "/feeds/new", query: "" }];
  if (page.kind === "paper")
    return [
      listFeed("citations", page.paper.key, words.citationsOf(page.paper.plainTitle)),
      commentsFeed(words.commentsOn(page.paper.plainTitle), `?id=${encodeURIComponent(page.paper.key)}`),
    ];
  if (page.kind === "comments") return [commentsFeed(words.recentComments)];
  if (page.kind === "person") {
    const { name, displayName } = page.person;
    return [commentsFeed(words.commentsBy(displayName), `?person=${encodeURIComponent(name)}`)];
  }
  if (page.kind === "category") return [listFeed("category", page.view.category.code, page.view.category.name)];
  if (page.kind === "author") return [listFeed("author", page.view.name, page.view.name)];
  if (page.kind === "term") return [listFeed("term", page.view.term, page.view.term)];
  if (page.kind !== "search" || page.search.query.trim() === "" || page.search.fault !== null) return [];
  return [listFeed("search", page.search.query, words.papersFor(page.search.query))];
}
