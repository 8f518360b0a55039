import { nameOf } from "../arxiv/records/author-names.ts";
import { wordsOf } from "../search/words.ts";

/** A name as names are compared: in the index's spelling. */
export interface NameForm {
  readonly family: string;
  /** Forenames and initials in order; empty for a name of one word. */
  readonly given: readonly string[];
  readonly suffix: string;
}

export function nameForm(name: string): NameForm {
  const { keyname, forenames, suffix } = nameOf(name);
  return {
    family: wordsOf(keyname).join(" "),
    given: wordsOf(forenames ?? ""),
    suffix: wordsOf(suffix ?? "").join(""),
  };
}

/** Names that could be one person's share their block: family name and first initial. */
export function blockOf({ family, given }: NameForm): string {
  const [first = ""] = given;
  return `${family} ${initialOf(first)}`.trim();
}

/** The first letter, which may be a pair of UTF-16 units. */
const initialOf = (part: string): string => /^./u.exec(part)?.[0] ?? "";

const isInitial = (part: string): boolean => part !== "" && part === initialOf(part);

/** True when the first forename is written out. */
export function isSpelledOut({ given: [first = ""] }: NameForm): boolean {
  return first !== "" && !isInitial(first);
}

/**
 * True unless the names cannot be one person's: `Zhen Wang` and `Z. Wang` can, `Zhen Wang` and `Zihan Wang` cannot. What
 * one name leaves out says nothing.
 */
export function areCompatible(one: NameForm, other: NameForm): boolean {
  if (one.family !== other.family || (one.suffix !== "" && other.suffix !== "" && one.suffix !== other.suffix))
    return false;
  // "Zhi-Hua" and "Zhihua" are written either way.
  if (one.given.join("") === other.given.join("")) return true;
  return one.given.every((part, at) => {
    const opposite = other.given[at];
    if (opposite === undefined || part === opposite) return true;
    return (isInitial(part) || isInitial(opposite)) && initialOf(part) === initialOf(opposite);
  });
}

/** True when both write the first forename out, and the same. */
export function shareFullName(one: NameForm, other: NameForm): boolean {
  if (!isSpelledOut(one) || !isSpelledOut(other) || !areCompatible(one, other)) return false;
  return one.given[0] === other.given[0] || one.given.join("") === other.given.join("");
}
