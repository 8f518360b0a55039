import { parseBibtex } from "../arxiv/references/bibtex-references.ts";
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
  const { entries, unreadable } = parseBibtex(text);
  const lines = new LineFinder(text);
  const works = entries.map(({ raw, ...entry }): ListedWork | UnreadableLine =>
    workOrFault({ ...entry, place: `line ${lines.of(raw)}`, text: excerpt(raw) }),
  );
  const broken = unreadable.map(({ record, reason }): UnreadableLine => {
    const at = record.startsWith("@") ? text.search(new RegExp(`${record}\\s*[{(]`, "iu")) : text.indexOf(record);
    const line = at < 0 ? null : lines.at(at);
    return { place: line === null ? record : `line ${line}`, text: excerpt(record), reason };
  });
  return partedList("bibtex", [...works, ...broken]);
}

/** Line numbers of parts of a text that come in its order. */
class LineFinder {
  readonly #text: string;
  #from = 0;

  constructor(text: string) {
    this.#text = text;
  }

  of(part: string): number {
    const found = this.#text.indexOf(part, this.#from);
    if (found >= 0) this.#from = found + part.length;
    return this.at(Math.max(0, found));
  }

  /** 1-based. */
  at(position: number): number {
    let line = 1;
    for (let end = this.#text.indexOf("\n"); end >= 0 && end < position; end = this.#text.indexOf("\n", end + 1))
      line++;
    return line;
  }
}
