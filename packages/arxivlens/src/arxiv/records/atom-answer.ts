/** Answers of arXiv's query API as neutral records; `atom-feed.ts` makes papers of the same. */

import { splitDois } from "../doi.ts";
import { safeParseArxivId } from "../identifier.ts";
import { childrenNamed, childText, parseDocument, tidy, type XmlElement } from "../xml-tree.ts";
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

export interface AtomAnswer {
  readonly totalResults: number | null;
  readonly startIndex: number | null;
  readonly itemsPerPage: number | null;
  /** What arXiv complains about; then there are no entries. */
  readonly error: string | null;
  readonly entries: readonly AtomEntry[];
  readonly unreadable: readonly UnreadableRecord[];
}

/** @throws {XmlError} `bad-xml`, `other-document` */
export function parseAtomAnswer(xml: string): AtomAnswer {
  const feed = parseDocument(xml, "feed");
  const entries = childrenNamed(feed, "entry");
  const unreadable: UnreadableRecord[] = [];
  const error = entries.find((entry) => /\/api\/errors(?:#|$)/u.test(childText(entry, "id") ?? ""));
  return {
    totalResults: count(feed, "totalResults"),
    startIndex: count(feed, "startIndex"),
    itemsPerPage: count(feed, "itemsPerPage"),
    error: error === undefined ? null : (childText(error, "summary") ?? "unnamed error"),
    entries: error === undefined ? entries.flatMap((entry) => atomEntry(entry, unreadable) ?? []) : [],
    unreadable,
  };
}

function count(feed: XmlElement, name: string): number | null {
  const text = childText(feed, name);
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

function atomEntry(entry: XmlElement, unreadable: UnreadableRecord[]): AtomEntry | null {
  const address = childText(entry, "id") ?? "";
  const id = safeParseArxivId(address);
  if (!id.ok) {
    unreadable.push({ record: address, reason: id.error.message });
    return null;
  }
  const terms = (name: string): readonly string[] =>
    childrenNamed(entry, name).flatMap(({ attributes }) => attributes["term"] ?? []);
  const pdf = childrenNamed(entry, "link").find(({ attributes }) => attributes["title"] === "pdf");
  return {
    id: id.value.id,
    version: id.value.version,
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
