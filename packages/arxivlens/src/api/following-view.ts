import { plainText } from "../arxiv/latex-text.ts";
import { rankModes } from "../search/search-index.ts";
import { watchKinds, watchQuery, watchTitle, type Watch } from "../shelf/watch.ts";
import type { Follow } from "../store/follow-store.ts";
import { citingPapers } from "./feeds/citing-papers.ts";
import { feedPath } from "./feeds/feed-parameters.ts";
import type { Library } from "./library.ts";
import { recentChanges } from "./recent-changes.ts";
import type { FollowingView, FollowView, SavedSearchView } from "./shelf-contract.ts";
import { shelfHits } from "./shelf-hit.ts";
import { watchPage } from "./watch-page.ts";

/** News of one follow that a page lists; the others are in its list. */
const shownNews = 10;

/** What somebody follows, with what is new, and the searches that they keep. */
export async function followingView(library: Library, accountKey: number): Promise<FollowingView> {
  const { follows, shelfLinks } = library.store;
  const followed = (await follows.follows(accountKey)).flatMap((follow) => {
    const watch = watchOf(follow);
    return watch === null ? [] : [{ follow, watch }];
  });
  const views: FollowView[] = [];
  for (const { follow, watch } of followed) views.push(await followView(library, follow, watch));
  const searches = (await follows.searches(accountKey)).map((search): SavedSearchView => {
    const rank = rankModes.find((mode) => mode === search.rank) ?? "relevance";
    const ranked = rank === "relevance" ? "" : `&rank=${rank}`;
    return {
      search: search.search,
      name: search.name,
      query: search.query,
      rank,
      page: `${watchPage({ kind: "search", value: search.query })}${ranked}`,
      follow:
        followed.find(({ watch }) => watch.kind === "search" && watch.value === search.query)?.follow.follow ?? null,
    };
  });
  const feed = (await shelfLinks.ofAccount(accountKey)).find(({ purpose }) => purpose === "follows-feed");
  return {
    // What has news comes first; among equals the order in which they were begun.
    follows: views.toSorted((a, b) => Number(b.news > 0) - Number(a.news > 0)),
    searches,
    news: views.reduce((sum, { news }) => sum + news, 0),
    feedAt: feed === undefined ? null : `/feeds/following/${feed.token}`,
  };
}

export function watchOf({ kind: name, value }: Pick<Follow, "kind" | "value">): Watch | null {
  const kind = watchKinds.find((each) => each === name);
  return kind === undefined ? null : { kind, value };
}

/** How far a list has come: the store's last change, or how many works cite the paper. */
export async function seenOf({ store }: Library, watch: Watch): Promise<number> {
  if (watch.kind !== "citations") return store.papers.lastChange();
  return new Set((await store.citations.citing(watch.value)).map(({ citing }) => citing)).size;
}

async function followView(library: Library, follow: Follow, watch: Watch): Promise<FollowView> {
  const snapshot = await library.snapshot();
  const query = watchQuery(watch);
  const shared = {
    follow: follow.follow,
    kind: watch.kind,
    value: watch.value,
    page: watchPage(watch),
    feed: feedPath(watch.kind, watch.value, "atom"),
    visitedAt: new Date(follow.visitedAtMs).toISOString(),
  };
  if (query !== null) {
    const news = (await recentChanges(library)).news(query, follow.seen, follow.visitedAtMs);
    const shown = news.slice(0, shownNews);
    const hits = await shelfHits(
      snapshot,
      shown.map(({ paper }) => ({ key: paper.key, paper })),
    );
    const papers = hits.map((hit, at) => ({ kind: shown[at]?.kind ?? "new", hit }));
    return { ...shared, title: watchTitle(watch), news: news.length, papers };
  }
  const cited = await library.store.papers.get(watch.value);
  const news = Math.max(0, (await seenOf(library, watch)) - follow.seen);
  const citing = news === 0 ? [] : await citingPapers(library, watch.value, Math.min(news, shownNews));
  const hits = await shelfHits(
    snapshot,
    citing.map(({ paper }) => ({ key: paper.key, paper })),
  );
  return {
    ...shared,
    title: watchTitle(watch, cited === null ? null : plainText(cited.title)),
    news,
    papers: hits.map((hit) => ({ kind: "citing", hit })),
  };
}
