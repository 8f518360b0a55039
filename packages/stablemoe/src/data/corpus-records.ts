import type { TextDocument } from "./text-document.ts";

/** A line of a corpus file that could not be used. */
export interface CorpusIssue {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A line's document, or why it has none. Blank lines and headers have neither. */
export type LineOutcome =
  | { readonly kind: "document"; readonly document: TextDocument }
  | { readonly kind: "issue"; readonly reason: string }
  | { readonly kind: "nothing" };

/** Reads one line after the other of one file; lines count from 1. */
export type LineParser = (line: string, lineNumber: number) => LineOutcome;

/**
 * The document of a record, whichever file it came from. The text is the field `text`, else the title and the abstract
 * with a blank line between. The id is `id`, else file and line; the domain is `domain`, else the first of `categories`,
 * else the default.
 */
function fromRecord(record: Readonly<Record<string, unknown>>, fallback: { id: string; domain: string }): LineOutcome {
  const title = textOf(record["title"]);
  const abstract = textOf(record["abstract"]);
  const text = textOf(record["text"]) || (abstract && title ? `${title}\n\n${abstract}` : abstract);
  if (text === "") return { kind: "issue", reason: "no text in the fields text or abstract" };
  const categories = record["categories"];
  const category = textOf(Array.isArray(categories) ? categories[0] : undefined);
  const domain = textOf(record["domain"]) || category || fallback.domain;
  return { kind: "document", document: { id: textOf(record["id"]) || fallback.id, domain, text } };
}

/** One JSON object a line. */
export function jsonLineParser(file: string, domain: string): LineParser {
  return (line, lineNumber) => {
    if (line.trim() === "") return { kind: "nothing" };
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return { kind: "issue", reason: "not JSON" };
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return { kind: "issue", reason: "not a JSON object" };
    }
    return fromRecord(value as Readonly<Record<string, unknown>>, {
      id: `${file}#${lineNumber}`,
      domain,
    });
  };
}

/** Tab-separated values without quoting; the first line names the columns. */
export function tsvParser(file: string, domain: string): LineParser {
  let columns: readonly string[] | undefined;
  return (line, lineNumber) => {
    if (line.trim() === "") return { kind: "nothing" };
    const fields = line.split("\t");
    if (columns === undefined) {
      columns = fields.map((name) => name.trim());
      const isUsable = columns.includes("text") || columns.includes("abstract");
      return isUsable ? { kind: "nothing" } : { kind: "issue", reason: "the header names no column text or abstract" };
    }
    if (fields.length !== columns.length) {
      return {
        kind: "issue",
        reason: `${fields.length} fields where the header has ${columns.length}`,
      };
    }
    const record = Object.fromEntries(columns.map((name, index) => [name, fields[index]]));
    return fromRecord(record, { id: `${file}#${lineNumber}`, domain });
  };
}

function textOf(value: unknown): string {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() : "";
}
