import { plainText } from "../latex-text.ts";
import type { Paper } from "../paper.ts";
import type { RemarksByPaper } from "./remarks.ts";

const columns: readonly (readonly [string, (paper: Paper) => string])[] = [
  ["key", (paper) => paper.key],
  ["arxiv_id", (paper) => paper.arxivId ?? ""],
  ["title", (paper) => plainText(paper.title)],
  ["authors", (paper) => paper.authors.join("; ")],
  ["year", (paper) => String(paper.year ?? "")],
  ["submitted", (paper) => paper.submittedAt ?? ""],
  ["updated", (paper) => paper.updatedAt ?? ""],
  ["categories", (paper) => paper.categories.join(" ")],
  ["doi", (paper) => paper.doi.join(" ")],
  ["journal_ref", (paper) => paper.journalRef ?? ""],
  ["withdrawn", (paper) => (paper.withdrawn ? "yes" : "")],
];

/** Papers as RFC 4180 writes tables. */
export function papersCsv(papers: readonly Paper[], remarks?: RemarksByPaper): string {
  const own: typeof columns =
    remarks === undefined
      ? []
      : [
          ["tags", ({ key }) => (remarks.get(key)?.keywords ?? []).join("; ")],
          ["note", ({ key }) => remarks.get(key)?.note ?? ""],
        ];
  const all = [...columns, ...own];
  const rows = [all.map(([name]) => name), ...papers.map((paper) => all.map(([, value]) => value(paper)))];
  return rows.map((row) => `${row.map(csvField).join(",")}\r\n`).join("");
}

/**
 * One field. What a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises; titles do begin
 * with such signs.
 */
export function csvField(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
