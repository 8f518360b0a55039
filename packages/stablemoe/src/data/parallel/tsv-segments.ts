import { StableMoeError } from "../../tokenizer/error.ts";
import type { CorpusIssue } from "../corpus-records.ts";
import { parseLanguageTag } from "./language-tag.ts";
import { type ParallelSegment, blockOf } from "./parallel-segment.ts";

const DOCUMENT_COLUMNS: readonly string[] = ["page", "document", "doc", "file"];
const SEGMENT_COLUMNS: readonly string[] = ["id", "index", "par", "segment", "line", "key"];

/**
 * Parallel text as tab-separated values without quoting. The header names a column for the document (`page`), one for
 * the segment (`id`, `index`, `par`) and one per language by its tag; the first two may be missing. An empty cell is a
 * missing translation. A row that cannot be used is reported and left out.
 *
 * @throws {StableMoeError} `parallel-header` when the first line names an unknown column or fewer than two languages
 */
export async function* tsvSegments(
  lines: AsyncIterable<string>,
  file: string,
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<ParallelSegment, void, undefined> {
  let header: Header | undefined;
  let line = 0;
  for await (const row of lines) {
    line++;
    if (header === undefined) {
      header = readHeader(row, file);
      continue;
    }
    if (row.trim() === "") {
      report({ file, line, reason: "empty line" });
      continue;
    }
    const cells = row.split("\t");
    if (cells.length !== header.width) {
      report({ file, line, reason: `${cells.length} fields where the header has ${header.width}` });
      continue;
    }
    const texts = new Map<string, string>();
    for (const [language, column] of header.languages) {
      const text = cells[column]!;
      if (text !== "") texts.set(language, text);
    }
    const named = header.document === null ? "" : cells[header.document]!.trim();
    const id = header.segment === null ? "" : cells[header.segment]!.trim();
    yield { document: named || blockOf(file, line - 1), segment: id || String(line), texts };
  }
  if (header === undefined)
    throw new StableMoeError("parallel-header", `${file} is empty; its first line names columns`);
}

interface Header {
  readonly width: number;
  readonly document: number | null;
  readonly segment: number | null;
  readonly languages: ReadonlyMap<string, number>;
}

function readHeader(row: string, file: string): Header {
  const refuse = (reason: string): StableMoeError =>
    new StableMoeError(
      "parallel-header",
      `${file}:1: ${reason}; columns are page, id and language tags such as de or pt-BR, separated by tabs`,
    );
  const names = row.split("\t").map((name) => name.trim());
  const find = (known: readonly string[]): number | null => {
    const column = names.findIndex((name) => known.includes(name.toLowerCase()));
    return column < 0 ? null : column;
  };
  const document = find(DOCUMENT_COLUMNS);
  const segment = find(SEGMENT_COLUMNS);
  const languages = new Map<string, number>();
  for (const [column, name] of names.entries()) {
    if (column === document || column === segment) continue;
    const language = parseLanguageTag(name);
    if (language === null) throw refuse(`column ${column + 1} is called "${name}", which is no language tag`);
    if (languages.has(language)) throw refuse(`two columns are called ${language}`);
    languages.set(language, column);
  }
  if (languages.size < 2) throw refuse(`${languages.size} language columns are too few for translation`);
  return { width: names.length, document, segment, languages };
}
