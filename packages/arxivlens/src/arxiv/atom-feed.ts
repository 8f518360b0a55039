/** Answers of arXiv's query API as papers. */

import type { Paper } from "./paper.ts";
import { readAtomEntries } from "./records/atom-answer.ts";
import type { UnreadableRecord } from "./records/unreadable.ts";
import { paperOfAtomEntry } from "./records/paper-of-record.ts";

export interface AtomFeedError {
  /** What arXiv complains about, where its message names it. */
  readonly id: string | null;
  readonly message: string;
}

export interface AtomFeed {
  readonly papers: readonly Paper[];
  /** Complaints of arXiv, and entries that are no papers. */
  readonly errors: readonly AtomFeedError[];
  /** Entries that were read after mending. */
  readonly repaired: readonly UnreadableRecord[];
  readonly totalResults: number;
  readonly startIndex: number;
  readonly itemsPerPage: number;
}

/** @throws {XmlError} `bad-xml` when the text is cut or not XML, `other-document` when it is no feed */
export function parseAtomFeed(xml: string): AtomFeed {
  const { complaints, entries, unreadable, repaired, totalResults, startIndex, itemsPerPage } = readAtomEntries(xml, {
    // An entry that cannot be read is not one that arXiv does not have.
    lost: "refused",
  });
  const papers: Paper[] = [];
  const errors: AtomFeedError[] = [
    ...complaints.map((message) => ({ id: /\bfor (\S+)$/u.exec(message)?.[1] ?? null, message })),
    ...unreadable.map(({ record, reason }) => ({ id: record === "" ? null : record, message: reason })),
  ];
  for (const entry of entries) {
    const paper = paperOfAtomEntry(entry);
    if (paper === null) errors.push({ id: entry.id, message: `${entry.id} has no title` });
    else papers.push(paper);
  }
  return {
    papers,
    errors,
    repaired,
    totalResults: totalResults ?? papers.length,
    startIndex: startIndex ?? 0,
    itemsPerPage: itemsPerPage ?? papers.length,
  };
}
