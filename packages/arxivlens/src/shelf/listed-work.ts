import type { ReferenceEntry } from "../arxiv/references/reference-entry.ts";

/** A work as a list names it, and where. */
export interface ListedWork extends Pick<ReferenceEntry, "arxivId" | "doi" | "title" | "authors" | "year"> {
  /** For people: `line 3`, `item 2`. */
  readonly place: string;
  /** How the list writes it, cut to a line. */
  readonly text: string;
}

/** A part of a list that could not be read. */
export interface UnreadableLine {
  readonly place: string;
  readonly text: string;
  readonly reason: string;
}

export type ListFormat = "bibtex" | "ris" | "csl-json" | "ids";

export interface ReadList {
  readonly format: ListFormat;
  readonly works: readonly ListedWork[];
  readonly unreadable: readonly UnreadableLine[];
}

const longestExcerpt = 120;

/** The beginning of a text on one line. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length <= longestExcerpt ? line : `${line.slice(0, longestExcerpt - 1)}…`;
}

/** A work that can be looked for, or the reason why nobody could. */
export function workOrFault(work: ListedWork): ListedWork | UnreadableLine {
  if (work.arxivId !== null || work.doi !== null || work.title !== null) return work;
  return { place: work.place, text: work.text, reason: "it names neither an arXiv id nor a DOI nor a title" };
}

export const isFault = (entry: ListedWork | UnreadableLine): entry is UnreadableLine => "reason" in entry;

/** Parts what could be read from what could not. */
export function partedList(format: ListFormat, entries: readonly (ListedWork | UnreadableLine)[]): ReadList {
  return {
    format,
    works: entries.filter((entry): entry is ListedWork => !isFault(entry)),
    unreadable: entries.filter(isFault),
  };
}
