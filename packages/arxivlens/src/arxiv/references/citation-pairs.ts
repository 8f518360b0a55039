/** Citations as pairs of identifiers: a row of a table, or JSON. */

import { safeParseDoi } from "../doi.ts";
import { ArxivLensError, type Result } from "../errors.ts";
import { safeParseArxivId } from "../identifier.ts";
import { isObject, parseJson, textOf } from "../records/json-value.ts";
import type { UnreadableRecord } from "../records/unreadable.ts";

/** Canonical ids: `citing` lists `cited` among its references. */
export interface CitationPair {
  readonly citing: string;
  readonly cited: string;
}

export interface CitationPairs {
  readonly pairs: readonly CitationPair[];
  readonly unreadable: readonly UnreadableRecord[];
}

/** Code `no-citations`: the text is JSON, but of no form that lists citations. */
export class CitationFormatError extends ArxivLensError {
  override readonly name = "CitationFormatError";
}

/** A row longer than this is no pair of identifiers. */
const longestRow = 10_000;

/**
 * Rows `citing,cited` with a comma, semicolon, tab or blanks between; further columns are ignored, as are empty rows,
 * comments after `#` and a heading that names the columns, in whichever order.
 */
export function parseCitationRows(text: string): CitationPairs {
  const pairs: CitationPair[] = [];
  const unreadable: UnreadableRecord[] = [];
  let columns: CitationColumns | null = null;
  text.split(/\r\n|[\r\n]/u).forEach((row, at) => {
    if (isEmptyRow(row)) return;
    if (columns === null) {
      const named = namedColumns(row);
      columns = named ?? firstColumns;
      if (named !== null) return;
    }
    const pair = pairOfRow(row, columns);
    if (typeof pair === "string") unreadable.push({ record: `line ${at + 1}`, reason: pair });
    else pairs.push(pair);
  });
  return { pairs, unreadable };
}

/** Which columns hold the citing and the cited identifier, from 0. */
export interface CitationColumns {
  readonly citing: number;
  readonly cited: number;
}

/** Of a table without heading. */
export const firstColumns: CitationColumns = { citing: 0, cited: 1 };

/** Nothing but blanks, or a comment. */
export const isEmptyRow = (row: string): boolean => row.trim() === "" || row.startsWith("#");

/** The columns that a heading names; null for a row that is no heading. */
export function namedColumns(row: string): CitationColumns | null {
  if (row.length > longestRow) return null;
  const names = cellsOf(row).map((cell) => cell.toLowerCase());
  const citing = names.findIndex((cell) => /^(?:citing|from|source)/u.test(cell));
  const cited = names.findIndex((cell) => /^(?:cited|to|target)/u.test(cell));
  return citing >= 0 && cited >= 0 ? { citing, cited } : null;
}

/** The citation of a row, or why it is none. */
export function pairOfRow(row: string, columns: CitationColumns, read: EndReader = arxivEnd): CitationPair | string {
  if (row.length > longestRow) return `it has ${row.length} characters; at most ${longestRow} are read`;
  const cells = cellsOf(row);
  return pairOf(cells[columns.citing], cells[columns.cited], read);
}

/** Reads one end of a citation; the error is a reason for people. */
export type EndReader = (text: string) => Result<string, string>;

function arxivEnd(text: string): Result<string, string> {
  const id = safeParseArxivId(text);
  return id.ok ? { ok: true, value: id.value.id } : { ok: false, error: id.error.message };
}

/** What an end begins with that is a DOI and no arXiv id: which work of a store it means, only the store knows. */
export const doiEnd = "doi:";

/** An arXiv id, or a DOI after `doiEnd`, folded. */
export function namedEnd(text: string): Result<string, string> {
  const end = arxivEnd(text);
  const doi = end.ok ? null : safeParseDoi(text);
  return doi === null ? end : { ok: true, value: `${doiEnd}${doi}` };
}

/** Cells of a row; quotes around a cell may hold separators, and doubled quotes. */
function cellsOf(row: string): readonly string[] {
  const separator = /[\t,;]/u.exec(row.replaceAll(/"[^"]*"/gu, ""))?.[0];
  if (separator === undefined) return row.trim().split(/\s+/u);
  const cells: string[] = [];
  for (const [cell] of `${row}${separator}`.matchAll(cellBefore[separator] ?? /$/gu)) {
    const bare = cell.slice(0, -1).trim();
    cells.push(/^".*"$/su.test(bare) ? bare.slice(1, -1).replaceAll('""', '"') : bare);
  }
  return cells;
}

const cellBefore: Readonly<Record<string, RegExp>> = {
  ",": /(?:\s*"(?:[^"]|"")*"\s*|[^,]*),/gu,
  ";": /(?:\s*"(?:[^"]|"")*"\s*|[^;]*);/gu,
  "\t": /(?:\s*"(?:[^"]|"")*"\s*|[^\t]*)\t/gu,
};

function pairOf(citingText: string | undefined, citedText: string | undefined, read: EndReader): CitationPair | string {
  const citing = read(citingText ?? "");
  if (!citing.ok) return `citing "${citingText ?? ""}": ${citing.error}`;
  const cited = read(citedText ?? "");
  if (!cited.ok) return `cited "${citedText ?? ""}": ${cited.error}`;
  if (citing.value === cited.value) return `${citing.value} cites itself`;
  return { citing: citing.value, cited: cited.value };
}

/**
 * `{"citing id": ["cited id", ...], ...}`, as the public reference lists of arXiv are, or `[{"citing", "cited"}, ...]`.
 *
 * @throws {JsonError} `bad-json`
 * @throws {CitationFormatError} `no-citations`
 */
export function parseCitationJson(text: string, read: EndReader = arxivEnd): CitationPairs {
  const pairs: CitationPair[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const [record, citing, cited] of givenPairs(parseJson(text))) {
    const pair = pairOf(textOf(citing) ?? "", textOf(cited) ?? "", read);
    if (typeof pair === "string") unreadable.push({ record, reason: pair });
    else pairs.push(pair);
  }
  return { pairs, unreadable };
}

function* givenPairs(value: unknown): Generator<readonly [record: string, citing: unknown, cited: unknown]> {
  if (Array.isArray(value)) {
    const entries: readonly unknown[] = value;
    for (const [at, entry] of entries.entries())
      yield [`entry ${at + 1}`, isObject(entry) ? entry["citing"] : null, isObject(entry) ? entry["cited"] : null];
    return;
  }
  if (!isObject(value))
    throw new CitationFormatError(
      "no-citations",
      'the text lists no citations; expected {"citing id": ["cited id"]} or [{"citing": id, "cited": id}]',
    );
  for (const [citing, list] of Object.entries(value)) {
    if (!Array.isArray(list)) yield [citing, citing, null];
    else for (const cited of list as readonly unknown[]) yield [citing, citing, cited];
  }
}
