import { entryId, latestUpdate, type Feed, type FeedEntry } from "./feed.ts";
import { element, xmlText } from "./xml-text.ts";

/** Atom 1.0 (RFC 4287). */
export function atomFeed(feed: Feed, base: string): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
    element("id", base + feed.self),
    element("title", feed.title),
    element("subtitle", feed.description),
    element("updated", latestUpdate(feed)),
    link("self", base + feed.self, "application/atom+xml"),
    link("alternate", base + feed.page, "text/html"),
    // Entries without authors are allowed only under a feed with one.
    "<author><name>ArxivLens</name></author>",
    element("generator", "ArxivLens"),
    ...feed.entries.map((entry) => atomEntry(entry, base)),
    "</feed>",
  ];
  return `${lines.join("\n")}\n`;
}

function atomEntry(entry: FeedEntry, base: string): string {
  return [
    "<entry>",
    element("id", entryId(entry, base)),
    element("title", entry.title),
    element("updated", entry.updated),
    element("published", entry.published),
    link("alternate", base + entry.page, "text/html"),
    ...entry.authors.map((name) => `<author>${element("name", name)}</author>`),
    ...entry.categories.map((category) => `<category term="${xmlText(category)}"/>`),
    element("summary", entry.text),
    "</entry>",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

const link = (relation: string, href: string, type: string): string =>
  `<link rel="${relation}" type="${type}" href="${xmlText(href)}"/>`;
