import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import { paperOfRssItem } from "../arxiv/records/paper-of-record.ts";
import { parseRssFeed, type RssItem } from "../arxiv/records/rss-feed.ts";
import type { UnreadableRecord } from "../arxiv/records/unreadable.ts";
import { XmlError } from "../arxiv/xml-tree.ts";
import { arxivUpstream } from "./arxiv-query.ts";
import { request, type RetryPolicy, type UpstreamIssue, type UpstreamTools } from "./upstream-client.ts";

/**
 * Archives that announce papers, in groups of which each gives fewer items a day than a feed holds: computing alone
 * gives about half of all.
 */
export const announcingArchives: readonly (readonly string[])[] = [
  ["cs"],
  ["econ", "eess", "math", "math-ph", "q-bio", "q-fin", "stat"],
  ["astro-ph", "cond-mat", "gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th"],
  ["nlin", "nucl-ex", "nucl-th", "physics", "quant-ph"],
];

/** What arXiv announced on one day. */
export interface Announcements {
  /** Day of the feed, `YYYY-MM-DD`. */
  readonly day: string | null;
  /** New, cross-listed and replaced papers; the feed knows neither comments nor dates of submission. */
  readonly papers: readonly Paper[];
  /** True when the feed holds as many items as it can, so that others are missing. */
  readonly full: boolean;
  /** Items that were left out, and why. */
  readonly unreadable: readonly UnreadableRecord[];
  /** Items that were read after mending. */
  readonly repaired: readonly UnreadableRecord[];
}

/** Items of one feed at most. */
const mostItems = 2_000;

/**
 * The day's announcements by RSS: papers hours before OAI-PMH has them. Empty on days without announcements.
 *
 * @param baseUrl for example `https://rss.arxiv.org/rss`
 * @param archives or categories, for example `["cs.LG", "stat"]`
 */
export function fetchAnnouncements(
  tools: UpstreamTools,
  baseUrl: string,
  archives: readonly string[],
  policy?: RetryPolicy,
): Promise<Result<Announcements, UpstreamIssue>> {
  return request(tools, arxivUpstream, `${baseUrl}/${archives.join("+")}`, readFeed, policy);
}

function readFeed(body: string): Result<Announcements, string> {
  try {
    if (!/<(?:rss|channel|rdf:RDF)[\s>]/u.test(body)) return { ok: false, error: "the answer is no feed" };
    const { pubDate, items, unreadable, repaired } = parseRssFeed(body);
    const papers = items.flatMap((item) => announced(item) ?? []);
    return {
      ok: true,
      value: { day: pubDate?.slice(0, 10) ?? null, papers, full: items.length >= mostItems, unreadable, repaired },
    };
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { ok: false, error: `the answer is cut or not XML (${error.message})` };
  }
}

/** The feed's word on a withdrawal is not taken: what OAI-PMH says later takes the place of all this. */
function announced(item: RssItem): Paper | null {
  const paper = paperOfRssItem(item);
  return paper === null ? null : { ...paper, withdrawn: false };
}
