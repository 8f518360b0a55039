import type { PaperView } from "arxivlens/api";

import { searchHref, termHref } from "../text/addresses.ts";

/**
 * The page of a key term. A pair is made of neighbours among the words that count, so "used. In this paper" gives "used
 * paper": no paper holds that phrase, and the way leads to the papers that hold both words.
 */
export function keyTermHref(term: string, paper: Pick<PaperView, "plainTitle" | "plainAbstract">): string {
  const isPhrase = [paper.plainTitle, paper.plainAbstract ?? ""].some((text) => spaced(text).includes(spaced(term)));
  return isPhrase || !term.includes(" ") ? termHref(term) : searchHref(term);
}

function spaced(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}_]+/u)
    .join(" ")} `;
}
