import type { MapWork } from "../map/map-work.ts";
import { claimText } from "./claims.ts";

const header = ["role", "title", "authors", "year", "cited_by_here", "arxiv_id", "category", "sources"];

/** RFC 4180, with CRLF and a header line. */
export function worksCsv(works: readonly MapWork[]): string {
  const records = works.map((work) => [
    work.role,
    work.title,
    work.authors.join("; "),
    work.year?.toString() ?? "",
    String(work.citedBy),
    work.arxivId ?? "",
    work.category ?? "",
    work.claims.map(claimText).join("; "),
  ]);
  return [header, ...records].map((record) => `${record.map(csvField).join(",")}\r\n`).join("");
}

function csvField(text: string): string {
  // A leading =, +, - or @ would make a spreadsheet run the title as a formula.
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
