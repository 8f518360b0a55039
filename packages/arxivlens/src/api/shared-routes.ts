import { Hono, type Context } from "hono";
import type { ShelfLink, ShelfLinkPurpose } from "../store/shelf-link-store.ts";
import { watchQuery, watchTitle } from "../shelf/watch.ts";
import { citingPapers } from "./feeds/citing-papers.ts";
import { feedAnswers } from "./feeds/feed-answer.ts";
import { feedFile } from "./feeds/feed-formats.ts";
import { papersFeed } from "./feeds/feed-of-list.ts";
import type { Feed, FeedEntry } from "./feeds/feed.ts";
import { instanceBase } from "./feeds/instance-base.ts";
import { paperEntry } from "./feeds/paper-entry.ts";
import { queryPapers, type DatedPaper } from "./feeds/query-papers.ts";
import { watchOf } from "./following-view.ts";
import { libraryEntries, selectedEntries, selectionOf } from "./library-view.ts";
import type { ApiOptions } from "./options.ts";
import type { PageWriter } from "./page-routes.ts";
import { problem } from "./problem.ts";
import type { LibraryEntry } from "../shelf/library-list.ts";
import { shelfHits } from "./shelf-hit.ts";

const personalEntries = 100;
const entriesOfFollow = 30;

/** What is open to whoever knows its address: shared folders, and the feeds of folders and of all that somebody follows. */
export function sharedRoutes({ library, nowMs }: ApiOptions, { page, notFound }: PageWriter): Hono {
  const routes = new Hono();
  const answer = feedAnswers(instanceBase, nowMs);
  const { shelf, shelfLinks, follows, accounts } = library.store;

  const openLink = async (token: string, purpose: ShelfLinkPurpose): Promise<ShelfLink | null> => {
    const link = await shelfLinks.byToken(token);
    return link !== null && link.purpose === purpose ? link : null;
  };
  const folderOf = async (link: ShelfLink) => {
    const folders = await shelf.folders(link.accountKey);
    const folder = folders.find((each) => each.folder === link.folder);
    if (folder === undefined) return null;
    const entries = await libraryEntries(library, link.accountKey);
    const { selected } = await selectedEntries(library, entries, folders, {
      ...selectionOf({}),
      folder: folder.folder,
    });
    return { folder, selected };
  };

  routes.get("/shared/:token", async (context) => {
    const link = await openLink(context.req.param("token"), "folder-page");
    const shared = link === null ? null : await folderOf(link);
    if (link === null || shared === null) return notFound(context, "shared folder");
    const snapshot = await library.snapshot();
    const owner = (await accounts.getMany([link.accountKey])).get(link.accountKey);
    // The address is the secret, so it goes nowhere else.
    context.header("referrer-policy", "no-referrer");
    context.header("x-robots-tag", "noindex");
    return page(context, {
      kind: "shared-folder",
      shared: {
        name: shared.folder.name,
        owner: owner?.displayName ?? "",
        papers: await shelfHits(
          snapshot,
          shared.selected.map(({ item, paper }) => ({ key: item.paper, paper })),
        ),
      },
    });
  });

  routes.get("/feeds/folder/:file", async (context) => {
    const file = feedFile(context.req.param("file"));
    const link = file === null ? null : await openLink(file.list, "folder-feed");
    const found = link === null ? null : await folderOf(link);
    if (file === null || found === null) return closedFeed(context);
    const entries = found.selected.slice(0, personalEntries).flatMap((entry) => savedEntry(entry) ?? []);
    const feed: Feed = {
      ...papersFeed(`Folder “${found.folder.name}”`, "/library", context.req.path, []),
      entries,
    };
    return answer(context, feed, file.format, { personal: true });
  });

  routes.get("/feeds/following/:file", async (context) => {
    const file = feedFile(context.req.param("file"));
    const link = file === null ? null : await openLink(file.list, "follows-feed");
    if (file === null || link === null) return closedFeed(context);
    const papers = new Map<string, DatedPaper & { readonly lists: string[] }>();
    for (const follow of await follows.follows(link.accountKey)) {
      const watch = watchOf(follow);
      if (watch === null) continue;
      const query = watchQuery(watch);
      const switches = { crosslists: true, replacements: false, count: entriesOfFollow };
      const listed =
        query === null
          ? await citingPapers(library, watch.value, entriesOfFollow)
          : await queryPapers(library, query, switches);
      for (const each of listed) {
        const known = papers.get(each.paper.key);
        if (known === undefined) papers.set(each.paper.key, { ...each, lists: [watchTitle(watch)] });
        else known.lists.push(watchTitle(watch));
      }
    }
    const latest = [...papers.values()].toSorted((a, b) => ((a.day ?? "") < (b.day ?? "") ? 1 : -1));
    const entries = latest.slice(0, personalEntries).map(({ paper, day, lists }): FeedEntry => {
      const entry = paperEntry(paper, day);
      return { ...entry, text: [`${lists.join("; ")}.`, entry.text ?? ""].join("\n\n").trim() };
    });
    const feed: Feed = { ...papersFeed("What you follow", "/following", context.req.path, []), entries };
    return answer(context, feed, file.format, { personal: true });
  });
  return routes;
}

/** Saving is what makes a paper an entry of a folder's feed, so its time is the entry's. */
function savedEntry({ item, paper }: LibraryEntry): FeedEntry | null {
  if (paper === null) return null;
  return { ...paperEntry(paper, null), updated: new Date(item.addedAtMs).toISOString() };
}

function closedFeed(context: Context): Response {
  return problem(context, 404, "No such feed", "There is no feed at this address, or its owner has ended it.");
}
