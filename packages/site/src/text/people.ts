import { workWords } from "../words/work.ts";

/** The first few names, and how many were left out. */
export function shortAuthors(
  authors: readonly string[],
  most: number,
): { readonly text: string; readonly more: number } {
  if (authors.length === 0) return { text: workWords.noAuthors, more: 0 };
  // Leaving one name out saves nothing over "and 1 more".
  const shown = authors.length <= most + 1 ? authors : authors.slice(0, most);
  return { text: shown.join(", "), more: authors.length - shown.length };
}

/** "Fedus 2021" from "William Fedus, Barret Zoph" and 2021; the title's first words where nobody is named. */
export function shortLabel(authors: string, year: number | null, title: string): string {
  const first = authors.split(/,| and | et al/)[0]?.trim() ?? "";
  const family = first === "" ? title.split(/\s+/).slice(0, 2).join(" ") : (first.split(/\s+/).at(-1) ?? first);
  return year === null ? family : `${family} ${year}`;
}

/** A list of more names is folded; one or two names are never left out alone. */
const unfolded = 24;
const shownOfMany = 20;
const groupWord = /\b(?:collaborations?|consorti(?:um|a)|team|group)\b/iu;

export const isGroupName = (name: string): boolean => groupWord.test(name);

/** The names that a long list shows at once, groups among them wherever they stand, and the rest. */
export function foldedAuthors(authors: readonly string[]): {
  readonly shown: readonly string[];
  readonly folded: readonly string[];
} {
  if (authors.length <= unfolded) return { shown: authors, folded: [] };
  const isShown = (name: string, at: number): boolean => at < shownOfMany || isGroupName(name);
  return { shown: authors.filter(isShown), folded: authors.filter((name, at) => !isShown(name, at)) };
}
