import type { UnreadableRecord } from "../arxiv/records/unreadable.ts";
import { announcingArchives, fetchAnnouncements } from "../sources/announcements.ts";
import type { RetryPolicy, UpstreamTools } from "../sources/upstream-client.ts";
import type { LibraryStore } from "../store/library-store.ts";
import type { StageEnd } from "./stage.ts";

export interface AnnouncementsOptions {
  readonly store: LibraryStore;
  readonly tools: UpstreamTools;
  /** For example `https://rss.arxiv.org/rss`. */
  readonly baseUrl: string;
  readonly policy?: RetryPolicy;
}

export interface AnnouncementsReport extends StageEnd {
  readonly papers: number;
  /** Groups of archives whose feed was full, so that papers are missing from it until the next harvest. */
  readonly full: readonly string[];
}

/** Takes over the day's announcements of all archives; they are hours ahead of OAI-PMH and say less. */
export async function takeAnnouncements({
  store,
  tools,
  baseUrl,
  policy,
}: AnnouncementsOptions): Promise<AnnouncementsReport> {
  let [papers, day]: [number, string | null] = [0, null];
  const full: string[] = [];
  const unreadable: UnreadableRecord[] = [];
  const repaired: UnreadableRecord[] = [];
  const report = (issue: StageEnd["issue"]): AnnouncementsReport => ({
    papers,
    full,
    checkpoint: day,
    message: `${papers} announced papers${full.length === 0 ? "" : `; the feeds of ${full.join(", ")} were full`}`,
    unreadable,
    repaired,
    issue,
  });
  for (const archives of announcingArchives) {
    const feed = await fetchAnnouncements(tools, baseUrl, archives, policy);
    if (!feed.ok) return report(feed.error);
    await store.papers.upsert(feed.value.papers);
    papers += feed.value.papers.length;
    day = feed.value.day ?? day;
    unreadable.push(...feed.value.unreadable);
    repaired.push(...feed.value.repaired);
    if (feed.value.full) full.push(archives.join("+"));
  }
  return report(null);
}
