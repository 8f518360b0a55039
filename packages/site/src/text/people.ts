/** The first few names, and how many were left out. */
export function shortAuthors(
  authors: readonly string[],
  most: number,
): { readonly text: string; readonly more: number } {
  if (authors.length === 0) return { text: "Authors not known", more: 0 };
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
