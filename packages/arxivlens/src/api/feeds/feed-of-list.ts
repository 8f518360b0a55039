import { plainText } from "../../arxiv/latex-text.ts";
import { watchQuery, watchTitle, type Watch } from "../../shelf/watch.ts";
import type { Library } from "../library.ts";
import { watchPage } from "../watch-page.ts";
import { citingPapers } from "./citing-papers.ts";
import type { Feed } from "./feed.ts";
import { paperEntry } from "./paper-entry.ts";
import { queryPapers, type DatedPaper, type FeedSwitches } from "./query-papers.ts";

/** The feed of a list, or null when it is about a paper that is not here. @param self path of the feed */
export async function feedOfList(
  library: Library,
  watch: Watch,
  switches: FeedSwitches,
  self: string,
): Promise<Feed | null> {
  const query = watchQuery(watch);
  if (query !== null) {
    const title = watchTitle(watch);
    return papersFeed(title, watchPage(watch), self, await queryPapers(library, query, switches));
  }
  const cited = await library.store.papers.get(watch.value);
  if (cited === null) return null;
  const papers = await citingPapers(library, cited.key, switches.count);
  return papersFeed(watchTitle(watch, plainText(cited.title)), watchPage(watch), self, papers);
}

/** The latest papers of the store that have an abstract. */
export async function newPapersFeed(library: Library, switches: FeedSwitches, self: string): Promise<Feed> {
  const papers = await queryPapers(library, { kind: "property", property: "abstract" }, switches);
  return papersFeed("New papers", "/", self, papers);
}

export function papersFeed(title: string, page: string, self: string, papers: readonly DatedPaper[]): Feed {
  return {
    title: `${title} · ArxivLens`,
    description: `${title}, latest first, as far as this instance has them.`,
    page,
    self,
    entries: papers.map(({ paper, day }) => paperEntry(paper, day)),
  };
}
