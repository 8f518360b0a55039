/** One sentence, paragraph or message in several languages. */
export interface ParallelSegment {
  /** What it was taken from, a page for instance: a document is never cut by a split. */
  readonly document: string;
  /** Its place in the document. */
  readonly segment: string;
  /** Texts by language tag; a language that is missing has no entry. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Lines of text without documents of their own that are taken as one, so that neighbours stay on one side of a split. */
const LINES_PER_DOCUMENT = 20;

/** The document of a line of a file that names none: a block of lines. */
export function blockOf(file: string, line: number): string {
  return `${file}#${Math.floor((line - 1) / LINES_PER_DOCUMENT) + 1}`;
}
