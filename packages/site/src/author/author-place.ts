import type { AuthorPerson } from "arxivlens/api";

import { authorHref } from "../text/addresses.ts";
import { countOf } from "../text/figures.ts";
import { authorWords } from "../words/lists.ts";

/** Address of a name, or of one person among those who write under it. */
export function authorPlace(name: string, person: string | null, page = 1): string {
  const parameters = new URLSearchParams();
  if (person !== null) parameters.set("person", person);
  if (page > 1) parameters.set("page", String(page));
  return `${authorHref(name)}${parameters.size === 0 ? "" : `?${parameters}`}`;
}

/** "12 papers, 2015 to 2024, 310 citations here". */
export function personLabel({ papers, firstYear, lastYear, citations }: AuthorPerson): string {
  const years = firstYear === null || lastYear === null ? null : authorWords.years(firstYear, lastYear);
  const cited = citations === 0 ? null : authorWords.citations(citations);
  return [countOf(papers, "paper", "papers"), years, cited].filter((part) => part !== null).join(", ");
}
