import { entryId, latestUpdate, type Feed, type FeedEntry } from "./feed.ts";
import { element, xmlText } from "./xml-text.ts";

/** Readers need not ask more often, in minutes. */
const restMinutes = 60;

/** RSS 2.0, with authors as Dublin Core: its own `author` is an address of mail. */
export function rssFeed(feed: Feed, base: string): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">',
    "<channel>",
    element("title", feed.title),
    element("link", base + feed.page),
    element("description", feed.description),
    element("language", "en"),
    element("lastBuildDate", mailDate(latestUpdate(feed))),
    element("generator", "ArxivLens"),
    element("ttl", String(restMinutes)),
    `<atom:link rel="self" type="application/rss+xml" href="${xmlText(base + feed.self)}"/>`,
    ...feed.entries.map((entry) => rssItem(entry, base)),
    "</channel>",
    "</rss>",
  ];
  return `${lines.join("\n")}\n`;
}

function rssItem(entry: FeedEntry, base: string): string {
  return [
    "<item>",
    element("title", entry.title),
    element("link", base + entry.page),
    element("guid", entryId(entry, base), ' isPermaLink="false"'),
    element("pubDate", mailDate(entry.updated)),
    ...entry.authors.map((name) => element("dc:creator", name)),
    ...entry.categories.map((category) => element("category", category)),
    // Readers take a description for HTML, so the text is escaped for that first.
    element("description", entry.text === null ? null : xmlText(entry.text)),
    "</item>",
  ]
    .filter((line) => line !== "")
    .join("\n");
}

/** A date as RFC 822 writes it, with the year in full. */
const mailDate = (iso: string): string => new Date(iso).toUTCString();
