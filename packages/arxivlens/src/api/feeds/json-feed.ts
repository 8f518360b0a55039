import { entryId, type Feed } from "./feed.ts";

/** JSON Feed 1.1. */
export function jsonFeed(feed: Feed, base: string): string {
  const document = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    description: feed.description,
    home_page_url: base + feed.page,
    feed_url: base + feed.self,
    language: "en",
    items: feed.entries.map((entry) => ({
      id: entryId(entry, base),
      url: base + entry.page,
      title: entry.title,
      // An item must have content; a work without an abstract has its title.
      content_text: entry.text ?? entry.title,
      ...(entry.published === null ? {} : { date_published: entry.published }),
      date_modified: entry.updated,
      authors: entry.authors.map((name) => ({ name })),
      tags: entry.categories,
    })),
  };
  return `${JSON.stringify(document)}\n`;
}
