import {
  firstColumns,
  isEmptyRow,
  namedColumns,
  namedEnd,
  pairOfRow,
  type CitationColumns,
} from "../arxiv/references/citation-pairs.ts";
import type { Corpus } from "./corpus.ts";
import type { CorpusFile } from "./corpus-file.ts";
import { linesCorpus, type EntryReader } from "./lines-corpus.ts";
import { textLines } from "./text-lines.ts";

const tableFile = /\.(?:csv|tsv|txt)(?:\.gz|\.zip)?$/iu;

/**
 * Tables of citations, `citing,cited` a row, as a corpus; null when none of the files is a table or its first rows hold
 * no two identifiers.
 *
 * @param name of the file or folder; becomes part of the source's name
 */
export async function detectCitationFiles(name: string, files: readonly CorpusFile[]): Promise<Corpus | null> {
  const tables = files.filter((file) => tableFile.test(file.name));
  if (tables.length === 0 || tables.length < files.length) return null;
  const source = `citations:${name}`;
  const parts = [];
  for (const file of tables) {
    const heading = await headingOf(file);
    if (heading === null) return null;
    parts.push({ file, read: reader(source, heading.columns, heading.line) });
  }
  return linesCorpus(source, parts);
}

/** Columns of a table and the line that names them, 0 for none; null for a file that is no table of citations. */
async function headingOf(
  file: CorpusFile,
): Promise<{ readonly columns: CitationColumns; readonly line: number } | null> {
  let line = 0;
  for await (const { text } of textLines(file)) {
    line += 1;
    if (isEmptyRow(text)) continue;
    const columns = namedColumns(text);
    if (columns !== null) return { columns, line };
    return typeof pairOfRow(text, firstColumns, namedEnd) === "string" ? null : { columns: firstColumns, line: 0 };
  }
  return null;
}

const reader =
  (source: string, columns: CitationColumns, heading: number): EntryReader =>
  (text, file, line) => {
    if (line === heading || isEmptyRow(text)) return null;
    const pair = pairOfRow(text, columns, namedEnd);
    return typeof pair === "string"
      ? { kind: "skipped", file, line, reason: pair }
      : { kind: "citation", file, line, citation: { ...pair, source } };
  };
