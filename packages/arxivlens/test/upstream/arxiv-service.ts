import type { Paper } from "../../src/arxiv/paper.ts";
import { escape } from "./xml-text.ts";

/** arXiv's query API: entries by id; one malformed id spoils the whole answer, with status 200. */
export function atomAnswer(ids: readonly string[], papers: readonly Paper[]): string {
  const malformed = ids.find((id) => id.startsWith("bad"));
  if (malformed !== undefined)
    return errorEntry(`incorrect_id_format_for_${malformed}`, `incorrect id format for ${malformed}`);
  return feed(ids.flatMap((id) => papers.filter((paper) => paper.key === id).map(entry)).join(""));
}

/** What the service says when it has trouble of its own, with status 200. */
export const errorEntry = (name: string, text: string): string =>
  feed(`<entry><id>https://arxiv.org/api/errors#${name}</id><title>Error</title>
<updated>2026-01-01T00:00:00Z</updated><summary>${text}</summary><author><name>arXiv api core</name></author></entry>`);

export const noEntries = (): string => feed("");

function feed(entries: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<id>https://arxiv.org/api/x</id><title>arXiv Query</title><updated>2026-01-01T00:00:00Z</updated>
<opensearch:totalResults>${entries === "" ? 0 : entries.split("<entry>").length - 1}</opensearch:totalResults>${entries}
</feed>`;
}

function entry(paper: Paper): string {
  return `<entry><id>http://arxiv.org/abs/${paper.key}v1</id><title>${escape(paper.title)}</title>
<updated>${paper.updatedAt}T00:00:00Z</updated><published>${paper.submittedAt}T00:00:00Z</published>
<summary>${escape(paper.abstract ?? "")}</summary>${paper.authors.map((name) => `<author><name>${escape(name)}</name></author>`).join("")}
${paper.categories.map((code) => `<category term="${code}" scheme="http://arxiv.org/schemas/atom"/>`).join("")}
<arxiv:primary_category term="${paper.categories[0] ?? "cs.LG"}"/></entry>`;
}

/** A paper as it is announced. */
export interface RssEntry {
  readonly paper: Paper;
  readonly announceType: "new" | "cross" | "replace" | "replace-cross" | "absonly";
}

/** arXiv's feed of one or several archives or categories, at most 2,000 items; without items at the weekend. */
export function rssAnswer(archives: readonly string[], entries: readonly RssEntry[], nowMs: number): string {
  const day = new Date(nowMs);
  const idle = day.getUTCDay() === 0 || day.getUTCDay() === 6;
  const items = entries
    .filter(({ paper }) => paper.categories.some((code) => archives.some((name) => `${code}.`.startsWith(`${name}.`))))
    .slice(0, idle ? 0 : 2_000);
  return `<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>${archives.join(", ")} updates on arXiv.org</title><pubDate>${day.toUTCString().slice(0, 16)} 00:00:00 -0500</pubDate>
${items.map(item).join("\n")}</channel></rss>`;
}

const item = ({ paper, announceType }: RssEntry): string => `<item><title>${escape(paper.title)}</title>
<link>https://arxiv.org/abs/${paper.key}</link><description>arXiv:${paper.key}v1 Announce Type: ${announceType}
Abstract: ${escape(paper.abstract ?? "")}</description><guid isPermaLink="false">oai:arXiv.org:${paper.key}v1</guid>
${paper.categories.map((code) => `<category>${code}</category>`).join("")}<arxiv:announce_type>${announceType}</arxiv:announce_type>
<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><dc:creator>${escape(paper.authors.join(", "))}</dc:creator></item>`;
