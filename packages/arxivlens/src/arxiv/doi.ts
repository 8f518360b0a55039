/** DOIs of a record: several may stand in one field, parted by blanks; a semicolon inside one belongs to it. */
export function splitDois(field: string): readonly string[] {
  return field
    .split(/\s+/u)
    .map((doi) => doi.replace(/^doi:/iu, "").replace(/[,;]+$/u, ""))
    .filter((doi) => doi !== "");
}

/** A DOI as it is compared: capitals and small letters of ASCII are the same (DOI handbook, 2.4). */
export const foldDoi = (doi: string): string => doi.replaceAll(/[A-Z]+/gu, (letters) => letters.toLowerCase());

/** The DOI that a text is, bare, after `doi:` or as an address of doi.org, folded; null for any other text. */
export function safeParseDoi(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^doi:\s*/iu, "")
    .replace(/^["“](.*)["”]$/u, "$1")
    .replace(/^(?:https?:\/\/)?(?:dx\.)?doi\.org\//iu, "");
  // In an address of doi.org, signs may be written as percent and two digits.
  const decoded = bare === text.trim() || !bare.includes("%") ? bare : percentDecoded(bare);
  return decoded.length <= 300 && /^10\.\d{4,9}\/[^\s"]+$/u.test(decoded) ? foldDoi(decoded) : null;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
