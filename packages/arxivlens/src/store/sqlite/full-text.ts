import type { SearchField, SearchTerm } from "../paper-store.ts";

const columns: Readonly<Record<SearchField, string>> = {
  any: "",
  title: "title : ",
  author: "authors : ",
  abstract: "abstract : ",
};

/** A string of FTS5's query language; quoting makes every character harmless. */
const quoted = (words: readonly string[]): string => `"${words.join(" ").replaceAll('"', '""')}"`;

/** An FTS5 query for the terms, or null when there is nothing to look for. */
export function matchExpression(terms: readonly SearchTerm[], mode: "all" | "any"): string | null {
  const parts = terms
    .filter((term) => term.words.some((word) => word !== ""))
    .map((term) => `${columns[term.field]}${quoted(term.words)}${term.prefix ? "*" : ""}`);
  return parts.length === 0 ? null : parts.join(mode === "all" ? " AND " : " OR ");
}

/** An FTS5 query for any of the phrases in title or abstract, or null. */
export function phraseExpression(phrases: readonly string[]): string | null {
  const parts = phrases.filter((phrase) => phrase.trim() !== "").map((phrase) => quoted([phrase]));
  return parts.length === 0 ? null : `{title abstract} : (${parts.join(" OR ")})`;
}
