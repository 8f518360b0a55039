import type { Passage } from "../store/comment.ts";

/** The texts of a paper that passages are quoted from, without TeX markup. */
export interface QuotableText {
  readonly title: string;
  readonly abstract: string;
}

/** Characters kept on either side of a quotation. */
const contextLength = 32;

export const oneSpace = (text: string): string => text.replaceAll(/\s+/gu, " ").trim();

/**
 * Finds typed words in a paper and keeps what stands around them.
 *
 * @param hint what stood around them where they were selected, to tell one of several places from the others
 * @returns null when neither abstract nor title holds the words
 */
export function anchorPassage(
  texts: QuotableText,
  typed: string,
  hint: { readonly prefix: string; readonly suffix: string } = { prefix: "", suffix: "" },
): Passage | null {
  const exact = oneSpace(typed);
  if (exact === "") return null;
  for (const field of ["abstract", "title"] as const) {
    const text = oneSpace(texts[field]);
    const start = placeOf(text, exact, oneSpace(hint.prefix), oneSpace(hint.suffix));
    if (start === null) continue;
    const end = start + exact.length;
    return {
      field,
      exact,
      prefix: text.slice(Math.max(0, start - contextLength), start),
      suffix: text.slice(end, end + contextLength),
    };
  }
  return null;
}

/** Whether the words still stand in the paper, as it is now. */
export function isPassageFound(texts: QuotableText, { field, exact }: Passage): boolean {
  return oneSpace(texts[field]).includes(exact);
}

/** Of all places where the words stand, the one whose surroundings agree best; the first of equals. */
function placeOf(text: string, exact: string, prefix: string, suffix: string): number | null {
  let best: { readonly start: number; readonly agreement: number } | null = null;
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1)) {
    const agreement =
      commonEnd(text.slice(0, start).trimEnd(), prefix) +
      commonStart(text.slice(start + exact.length).trimStart(), suffix);
    if (best === null || agreement > best.agreement) best = { start, agreement };
  }
  return best?.start ?? null;
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < other.length && length < contextLength && one[length] === other[length]) length += 1;
  return other === "" ? 0 : length;
}

function commonEnd(one: string, other: string): number {
  let length = 0;
  while (length < other.length && length < contextLength && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  return length;
}
