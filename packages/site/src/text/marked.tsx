import type { ReactElement } from "react";

/** Words of a query worth marking: field prefixes, operators and one-letter words are not. */
export function queryWords(query: string): readonly string[] {
  const words = query.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const fields = new Set(["ti", "au", "abs", "cat", "id", "date", "and", "or", "not", "andnot"]);
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => word.length > 1 && !fields.has(word));
}

/** Text with the query's words (and words that start with them) under the marker. */
export function Marked({ text, words }: { readonly text: string; readonly words: readonly string[] }): ReactElement {
  if (words.length === 0) return <>{text}</>;
  const alternatives = words.toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])((?:${alternatives.join("|")})[\\p{L}\\p{N}]*)`, "giu");
  return <>{text.split(pattern).map((piece, index) => (index % 2 === 1 ? <mark key={index}>{piece}</mark> : piece))}</>;
}
