/** DOIs of a record: several may stand in one field, parted by blanks; a semicolon inside one belongs to it. */
export function splitDois(field: string): readonly string[] {
  return field
    .split(/\s+/u)
    .map((doi) => doi.replace(/^doi:/iu, "").replace(/[,;]+$/u, ""))
    .filter((doi) => doi !== "");
}
