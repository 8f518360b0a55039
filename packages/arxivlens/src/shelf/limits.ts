/** What one account may keep, and how much of it. Larger libraries belong into several accounts or a reference manager. */
export const shelfLimits = {
  papers: 20_000,
  folders: 500,
  tagsOfPaper: 50,
  follows: 300,
  searches: 300,
  noteCharacters: 10_000,
  nameCharacters: 100,
  tagCharacters: 60,
  /** Of one request. */
  papersAtOnce: 5_000,
  importBytes: 5_000_000,
} as const;

/** A name as it is kept: one line without blanks around it; null when nothing is left or it is too long. */
export function tidyName(typed: string, most: number): string | null {
  const name = typed
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(/\s+/gu, " ")
    .trim();
  return name === "" || name.length > most ? null : name;
}

/** Tags as they are kept: lower case, so that "MoE" and "moe" are one. Typed with commas between them. */
export function tidyTags(typed: string): readonly string[] {
  const tags = typed.split(",").flatMap((tag) => tidyName(tag.replace(/^\s*#/u, ""), shelfLimits.tagCharacters) ?? []);
  return [...new Set(tags.map((tag) => tag.toLowerCase()))];
}
