import { parseBibtexEntries } from "../arxiv/references/bibtex-entries.ts";
import { referenceOf } from "../arxiv/references/bibtex-references.ts";
import {
  excerpt,
  partedList,
  workOrFault,
  type ListedWork,
  type ReadList,
  type UnreadableLine,
} from "./listed-work.ts";

/** The entries of a .bib file. */
export function bibtexList(text: string): ReadList {
  const { entries, unreadable } = parseBibtexEntries(text);
  const lineOfEntry = lineCounter(text);
  const works = entries.map((read): ListedWork | UnreadableLine => {
    const { raw, ...entry } = referenceOf(read);
    return workOrFault({ ...entry, place: `line ${lineOfEntry(read.at)}`, text: excerpt(raw) });
  });
  const lineOfFault = lineCounter(text);
  const broken = unreadable.map(({ record, reason, at }): UnreadableLine => ({
    place: `line ${lineOfFault(at)}`,
    text: excerpt(record),
    reason,
  }));
  return partedList("bibtex", [...works, ...broken]);
}

/** Line numbers, from 1, of positions that never go back: a file of many entries is gone through once. */
function lineCounter(text: string): (position: number) => number {
  let line = 1;
  let end = text.indexOf("\n");
  return (position) => {
    for (; end >= 0 && end < position; end = text.indexOf("\n", end + 1)) line++;
    return line;
  };
}
