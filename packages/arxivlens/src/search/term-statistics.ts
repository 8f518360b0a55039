/** How many documents of a large corpus hold a term: the knowledge behind every inverse document frequency. */

import { SearchError } from "./errors.ts";
import { compareTerms } from "./sparse-vector.ts";

export interface TermStatistics {
  /** Size of the corpus, in documents. */
  readonly documents: number;
  /** For people, for example "740,861 arXiv abstracts, 2007-2017". */
  readonly description: string;
  /** Fingerprint of the content: equal scores need equal versions. */
  readonly version: string;
  /** Terms in the vocabulary. */
  readonly size: number;
  /** Terms left out because too many documents hold them; unlike other absent terms they say nothing. */
  readonly tooCommon: ReadonlySet<string>;
  /** Documents that hold the term; 0 for a term outside the vocabulary. */
  documentFrequency(term: string): number;
  /** Every term with its document frequency, sorted by code point. */
  entries(): Iterable<readonly [term: string, documentFrequency: number]>;
}

const signature = "# term statistics 1";

/** Builds the statistics from counted terms; the order of the input does not matter. */
export function createTermStatistics(
  documents: number,
  description: string,
  frequencies: Iterable<readonly [string, number]>,
  tooCommon: Iterable<string> = [],
): TermStatistics {
  const sorted = [...frequencies].toSorted(([a], [b]) => compareTerms(a, b));
  const table = new Map(sorted);
  return {
    documents,
    description,
    version: fingerprint(documents, sorted),
    size: table.size,
    tooCommon: new Set(tooCommon),
    documentFrequency: (term) => table.get(term) ?? 0,
    entries: () => table,
  };
}

/**
 * Plain text: a signature, `# documents`, `# description`, then the terms left out as too common,
 * then one `term<TAB>document frequency` a line.
 */
export function formatTermStatistics(statistics: TermStatistics): string {
  const lines = [signature, `# documents ${statistics.documents}`, `# description ${statistics.description}`];
  lines.push(`# too common ${[...statistics.tooCommon].join(", ")}`);
  for (const [term, frequency] of statistics.entries()) lines.push(`${term}\t${frequency}`);
  return `${lines.join("\n")}\n`;
}

/**
 * Reads what `formatTermStatistics` writes.
 *
 * @throws {SearchError} `bad-statistics` with the number of the first line that cannot be read
 */
export function parseTermStatistics(text: string): TermStatistics {
  const lines = text.split(/\r?\n/u);
  if (lines[0] !== signature) throw badLine(1, lines[0] ?? "", `expected "${signature}"`);
  let documents = 0;
  let description = "";
  let tooCommon: readonly string[] = [];
  const frequencies: (readonly [string, number])[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === "") continue;
    const header = /^# (documents|description|too common) (.*)$/u.exec(line);
    if (header?.[1] === "documents") documents = wholeNumber(header[2] ?? "", index, line);
    else if (header?.[1] === "description") description = header[2] ?? "";
    else if (header !== null) tooCommon = (header[2] ?? "").split(", ").filter((term) => term !== "");
    else {
      const tab = line.indexOf("\t");
      if (tab <= 0) throw badLine(index + 1, line, "expected a term, a tab and a count");
      frequencies.push([line.slice(0, tab), wholeNumber(line.slice(tab + 1), index, line)]);
    }
  }
  return createTermStatistics(documents, description, frequencies, tooCommon);
}

/** `ln((1 + n) / (1 + df)) + 1`: never zero, and defined for a term that no document holds. */
export function smoothInverseDocumentFrequency(documents: number, documentFrequency: number): number {
  return Math.log((1 + documents) / (1 + documentFrequency)) + 1;
}

function wholeNumber(text: string, index: number, line: string): number {
  if (!/^\d+$/u.test(text)) throw badLine(index + 1, line, "expected a whole number");
  return Number(text);
}

function badLine(number: number, line: string, expected: string): SearchError {
  const shown = line.length > 60 ? `${line.slice(0, 60)}...` : line;
  return new SearchError(
    "bad-statistics",
    `term statistics, line ${number}: ${expected}, found "${shown}"; write the file anew with arxivlens statistics`,
  );
}

// FNV-1a: small, and enough to tell two tables apart.
function fingerprint(documents: number, sorted: readonly (readonly [string, number])[]): string {
  let hash = 0x811c9dc5;
  const mix = (text: string): void => {
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
  };
  mix(String(documents));
  for (const [term, frequency] of sorted) mix(`\n${term}\t${frequency}`);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
