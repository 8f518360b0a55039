import type { TableRow } from "./table-rows.ts";

const header = ["role", "title", "authors", "year", "cited_by_here", "arxiv_id", "sources"];

/** RFC 4180, with CRLF and a header line. */
export function worksCsv(rows: readonly TableRow[]): string {
  const records = rows.map((row) => [
    row.role,
    row.title,
    row.authors.join("; "),
    row.year?.toString() ?? "",
    String(row.citedBy),
    row.arxivId ?? "",
    row.sources.join("; "),
  ]);
  return [header, ...records].map((record) => `${record.map(csvField).join(",")}\r\n`).join("");
}

function csvField(text: string): string {
  // A leading =, +, - or @ would make a spreadsheet run the title as a formula.
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
