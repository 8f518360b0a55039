import { atomFeed } from "./atom.ts";
import type { FeedFormat } from "./feed.ts";
import { jsonFeed } from "./json-feed.ts";
import { rssFeed } from "./rss.ts";

export type FeedFormatName = "rss" | "atom" | "json";

/** Every format, by the ending of its address. */
export const feedFormats: Readonly<Record<FeedFormatName, FeedFormat>> = {
  rss: { mediaType: "application/rss+xml; charset=utf-8", write: rssFeed },
  atom: { mediaType: "application/atom+xml; charset=utf-8", write: atomFeed },
  json: { mediaType: "application/feed+json; charset=utf-8", write: jsonFeed },
};

/** A file name such as `search.atom`, parted; null for any other. */
export function feedFile(file: string): { readonly list: string; readonly format: FeedFormatName } | null {
  const match = /^(.+)\.(rss|atom|json)$/u.exec(file);
  const [, list = "", ending] = match ?? [];
  return ending === "rss" || ending === "atom" || ending === "json" ? { list, format: ending } : null;
}
