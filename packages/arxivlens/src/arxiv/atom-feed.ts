/** Answers of arXiv's query API: an Atom feed of papers, or of errors that look like papers. */

import { splitDois } from "./doi.ts";
import { safeParseArxivId } from "./identifier.ts";
import { paperOf, type Paper, type PaperVersion } from "./paper.ts";
import { canonicalCategory, isCategory } from "./taxonomy.ts";
import { childrenNamed, childText, parseXml, type XmlElement } from "./xml-tree.ts";

export interface AtomFeedError {
  /** What arXiv complains about, where its message names it. */
  readonly id: string | null;
  readonly message: string;
}

export interface AtomFeed {
  readonly papers: readonly Paper[];
  /** Errors come as entries, sometimes with HTTP 200; entries that are no papers are here too. */
  readonly errors: readonly AtomFeedError[];
  readonly totalResults: number;
  readonly startIndex: number;
  readonly itemsPerPage: number;
}

/** @throws {XmlError} `bad-xml` when the text is cut or not XML */
export function parseAtomFeed(xml: string): AtomFeed {
  const feed = parseXml(xml);
  const papers: Paper[] = [];
  const errors: AtomFeedError[] = [];
  for (const entry of childrenNamed(feed, "entry")) {
    const id = childText(entry, "id") ?? "";
    const message = childText(entry, "summary");
    if (/\/api\/errors(?:#|$)/u.test(id)) {
      errors.push({ id: /\bfor (\S+)$/u.exec(message ?? "")?.[1] ?? null, message: message ?? "unnamed error" });
      continue;
    }
    const paper = entryPaper(entry, id);
    if (typeof paper === "string") errors.push({ id: id === "" ? null : id, message: paper });
    else papers.push(paper);
  }
  return {
    papers,
    errors,
    totalResults: Number(childText(feed, "totalResults") ?? papers.length),
    startIndex: Number(childText(feed, "startIndex") ?? 0),
    itemsPerPage: Number(childText(feed, "itemsPerPage") ?? papers.length),
  };
}

function entryPaper(entry: XmlElement, address: string): Paper | string {
  const parsed = safeParseArxivId(address);
  if (!parsed.ok) return parsed.error.message;
  const { id, version } = parsed.value;
  const title = childText(entry, "title");
  if (title === null) return `${id} has no title`;
  const published = childText(entry, "published");
  const updated = childText(entry, "updated");
  const comments = childText(entry, "comment");
  return paperOf(id, {
    title,
    authors: childrenNamed(entry, "author").flatMap((author) => childText(author, "name") ?? []),
    abstract: childText(entry, "summary"),
    categories: entryCategories(entry),
    comments,
    journalRef: childText(entry, "journal_ref"),
    doi: splitDois(childText(entry, "doi") ?? ""),
    submittedAt: published?.slice(0, 10) ?? null,
    updatedAt: updated?.slice(0, 10) ?? null,
    versions: knownVersions(version ?? 1, published, updated),
    withdrawn: comments !== null && /\bwithdrawn\b/iu.test(comments),
    sources: ["arxiv-api"],
  });
}

// Codes of MSC and ACM stand among the categories; the primary one is not always first.
function entryCategories(entry: XmlElement): readonly string[] {
  const named = [...childrenNamed(entry, "primary_category"), ...childrenNamed(entry, "category")];
  const codes = named.flatMap((element) => element.attributes["term"] ?? []).filter(isCategory);
  return [...new Set(codes.map(canonicalCategory))];
}

// The feed dates the first version and the present one; those between are not in it.
function knownVersions(latest: number, published: string | null, updated: string | null): readonly PaperVersion[] {
  const versions: PaperVersion[] = [];
  if (published !== null) versions.push({ version: 1, submittedAt: published });
  if (latest > 1 && updated !== null) versions.push({ version: latest, submittedAt: updated });
  return versions;
}
