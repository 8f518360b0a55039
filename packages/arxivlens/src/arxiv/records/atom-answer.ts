/** Answers of arXiv's query API as neutral records; `atom-feed.ts` makes papers of them. */

import { splitDois } from "../doi.ts";
import { safeParseArxivId, type ArxivId } from "../identifier.ts";
import { childrenNamed, childText, tidy, type XmlElement } from "../xml-tree.ts";
import { idIn, parseRecords, type DamagePolicy, type RecordElements } from "./parsed-records.ts";
import type { UnreadableRecord } from "./unreadable.ts";

export interface AtomEntry {
  readonly id: string;
  readonly version: number | null;
  readonly title: string | null;
  readonly abstract: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly authors: readonly { readonly name: string; readonly affiliations: readonly string[] }[];
  /** Codes as given, those of MSC and ACM left in. */
  readonly categories: readonly string[];
  readonly primaryCategory: string | null;
  readonly comments: string | null;
  readonly journalRef: string | null;
  readonly doi: readonly string[];
  readonly pdf: string | null;
}

/** What a feed holds, complaints apart from papers. */
export interface AtomEntries {
  readonly totalResults: number | null;
  readonly startIndex: number | null;
  readonly itemsPerPage: number | null;
  /** Errors come as entries that look like papers, sometimes with HTTP 200. */
  readonly complaints: readonly string[];
  readonly entries: readonly AtomEntry[];
  readonly unreadable: readonly UnreadableRecord[];
  /** Entries that are not well-formed, of which what is left after mending is among the others. */
  readonly repaired: readonly UnreadableRecord[];
}

export interface AtomAnswer extends Omit<AtomEntries, "complaints"> {
  /** What arXiv complains about; then there are no entries. */
  readonly error: string | null;
}

/** @throws {XmlError} `bad-xml`, `other-document` */
export function parseAtomAnswer(xml: string): AtomAnswer {
  const { complaints, entries, ...answer } = readAtomEntries(xml);
  const [error = null] = complaints;
  return { ...answer, error, entries: error === null ? entries : [] };
}

/**
 * An entry that is not well-formed is mended or left out, and the others are read.
 *
 * @throws {XmlError} `bad-xml`, `other-document`
 */
export function readAtomEntries(xml: string, policy: DamagePolicy = {}): AtomEntries {
  const complaints: string[] = [];
  const entries: AtomEntry[] = [];
  const {
    root: feed,
    unreadable,
    repaired,
  } = parseRecords(xml, atomEntries, policy, (element, unread) => {
    const address = childText(element, "id") ?? "";
    const id = safeParseArxivId(address);
    if (/\/api\/errors(?:#|$)/u.test(address)) complaints.push(childText(element, "summary") ?? "unnamed error");
    else if (id.ok) entries.push(atomEntry(element, id.value));
    else unread.push({ record: address, reason: id.error.message });
  });
  return {
    totalResults: count(feed, "totalResults"),
    startIndex: count(feed, "startIndex"),
    itemsPerPage: count(feed, "itemsPerPage"),
    complaints,
    entries,
    unreadable,
    repaired,
  };
}

const atomEntries: RecordElements = {
  root: "feed",
  name: "entry",
  identifierIn: (text) => idIn(/<id>([^<]*)</u.exec(text)?.[1]),
};

function count(feed: XmlElement, name: string): number | null {
  const text = childText(feed, name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function atomEntry(entry: XmlElement, { id, version }: ArxivId): AtomEntry {
  const terms = (name: string): readonly string[] =>
    childrenNamed(entry, name).flatMap(({ attributes }) => attributes["term"] ?? []);
  const pdf = childrenNamed(entry, "link").find(({ attributes }) => attributes["title"] === "pdf");
  return {
    id,
    version,
    title: childText(entry, "title"),
    abstract: childText(entry, "summary"),
    published: childText(entry, "published"),
    updated: childText(entry, "updated"),
    authors: childrenNamed(entry, "author").flatMap((author) => {
      const name = childText(author, "name");
      const affiliations = childrenNamed(author, "affiliation").flatMap(({ text }) => tidy(text) ?? []);
      return name === null ? [] : { name, affiliations };
    }),
    categories: terms("category"),
    primaryCategory: terms("primary_category")[0] ?? null,
    comments: childText(entry, "comment"),
    journalRef: childText(entry, "journal_ref"),
    doi: splitDois(childText(entry, "doi") ?? ""),
    pdf: pdf?.attributes["href"] ?? null,
  };
}
