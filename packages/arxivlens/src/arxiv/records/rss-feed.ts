/** arXiv's daily feeds of new papers. */

import { safeParseArxivId } from "../identifier.ts";
import { childrenNamed, childText, tidy, type XmlElement } from "../xml-tree.ts";
import { utcTime } from "./dates.ts";
import { idIn, parseRecords, type DamagePolicy, type RecordElements } from "./parsed-records.ts";
import type { UnreadableRecord } from "./unreadable.ts";

export interface RssItem {
  readonly id: string;
  readonly version: number | null;
  /** `new`, `cross`, `replace`, `replace-cross` or `absonly`. */
  readonly announceType: string | null;
  readonly title: string | null;
  readonly abstract: string | null;
  readonly categories: readonly string[];
  readonly authors: readonly string[];
  readonly license: string | null;
  readonly doi: string | null;
  readonly journalRef: string | null;
}

export interface RssFeed {
  readonly title: string | null;
  readonly pubDate: string | null;
  /** Empty on a day without announcements. */
  readonly items: readonly RssItem[];
  readonly unreadable: readonly UnreadableRecord[];
  /** Items that are not well-formed, of which what is left after mending is among the others. */
  readonly repaired: readonly UnreadableRecord[];
}

/**
 * An item that is not well-formed is mended or left out, and the others are read.
 *
 * @throws {XmlError} `bad-xml`, `other-document`
 */
export function parseRssFeed(xml: string, policy: DamagePolicy = {}): RssFeed {
  const items: RssItem[] = [];
  const { root, unreadable, repaired } = parseRecords(xml, rssItems, policy, (element, unread) => {
    const item = rssItem(element, unread);
    if (item !== null) items.push(item);
  });
  const channel = root.children.find(({ name }) => name === "channel") ?? root;
  return {
    title: childText(channel, "title"),
    pubDate: utcTime(childText(channel, "pubDate")),
    items,
    unreadable,
    repaired,
  };
}

const rssItems: RecordElements = {
  root: "rss",
  name: "item",
  identifierIn: (text) => idIn(/<guid(?:\s[^<>]*)?>([^<]*)</u.exec(text)?.[1]),
};

function rssItem(item: XmlElement, unreadable: UnreadableRecord[]): RssItem | null {
  const guid = safeParseArxivId(childText(item, "guid") ?? "");
  const id = guid.ok ? guid : safeParseArxivId(childText(item, "link") ?? "");
  if (!id.ok) {
    unreadable.push({ record: childText(item, "guid") ?? childText(item, "link") ?? "", reason: id.error.message });
    return null;
  }
  const description = childText(item, "description") ?? "";
  return {
    id: id.value.id,
    version: id.value.version,
    announceType: childText(item, "announce_type") ?? /Announce Type:\s*(\S+)/u.exec(description)?.[1] ?? null,
    title: childText(item, "title"),
    abstract: tidy(
      description
        .split(/\bAbstract:\s*/u)
        .slice(1)
        .join("Abstract: "),
    ),
    categories: childrenNamed(item, "category").flatMap(({ text }) => tidy(text) ?? []),
    authors: creators(childText(item, "creator") ?? ""),
    license: childText(item, "rights"),
    doi: childText(item, "DOI"),
    journalRef: childText(item, "journal_reference"),
  };
}

/** Names of one comma-joined string; affiliations stand in brackets, which may hold commas. */
function creators(text: string): readonly string[] {
  let bare = text;
  for (let before = ""; before !== bare;) {
    before = bare;
    bare = bare.replaceAll(/\([^()]*\)/gu, "");
  }
  return bare.split(",").flatMap((name) => tidy(name) ?? []);
}
