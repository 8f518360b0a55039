import type { Context } from "hono";
import { RecentValues } from "../recent-values.ts";
import { feedFormats, type FeedFormatName } from "./feed-formats.ts";
import type { Feed } from "./feed.ts";

/** Feeds whose last change is remembered; of others a reader learns by their ETag. */
const rememberedFeeds = 5_000;

/** Answers with a feed, or with 304 to whoever has it already. */
export type FeedAnswer = (
  context: Context,
  feed: Feed,
  format: FeedFormatName,
  options?: { readonly personal?: boolean },
) => Promise<Response>;

/**
 * `Last-Modified` is when this process first saw a feed as it is now. Dates of papers would not do: one that was loaded
 * late would change the feed without making it younger, and whoever asks by date would never see it.
 *
 * @param base origin of this instance as readers see it
 */
export function feedAnswers(base: (context: Context) => string, nowMs: () => number): FeedAnswer {
  const seen = new RecentValues<string, { readonly tag: string; readonly sinceMs: number }>(rememberedFeeds);
  return async (context, feed, format, { personal = false } = {}) => {
    const { mediaType, write } = feedFormats[format];
    const body = write(feed, base(context));
    const tag = `"${await digest(body)}"`;
    const before = seen.get(feed.self);
    const sinceMs = before?.tag === tag ? before.sinceMs : nowMs();
    seen.set(feed.self, { tag, sinceMs });
    const headers = {
      etag: tag,
      "last-modified": new Date(sinceMs).toUTCString(),
      "cache-control": personal ? "private, no-cache" : "public, max-age=300",
    };
    if (isKnown(context, tag, sinceMs)) return context.body(null, 304, headers);
    return context.body(body, 200, { ...headers, "content-type": mediaType });
  };
}

function isKnown(context: Context, tag: string, sinceMs: number): boolean {
  const known = context.req.header("if-none-match");
  // The tag says more than the date, so the date counts only without it (RFC 9110, 13.1.3).
  if (known !== undefined)
    return known === "*" || known.split(",").some((each) => each.trim().replace(/^W\//u, "") === tag);
  const since = Date.parse(context.req.header("if-modified-since") ?? "");
  return !Number.isNaN(since) && Math.floor(sinceMs / 1000) * 1000 <= since;
}

async function digest(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(hash).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
