import { decodeAccents } from "../latex-accents.ts";
import { tidy } from "../xml-tree.ts";

/** A person's name in arXiv's parts. */
export interface AuthorName {
  readonly keyname: string;
  readonly forenames: string | null;
  /** `Jr.`, `III`; null for most. */
  readonly suffix: string | null;
}

/** The authors of a paper: people, and collaborations that stand for people. */
export interface AuthorList {
  readonly people: readonly AuthorName[];
  readonly groups: readonly string[];
}

const suffixes = /^(?:Jr\.?|Sr\.?|I{2,3}|IV|V|2nd|3rd)$/u;
/** Words before a surname that belong to it. */
const particle =
  /^(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|ten|ter|zu|zum|zur|st\.?|af|av|do|das|dal|dalla|'t)$/iu;
/** Names that say themselves that they are of a group. */
const groupWord = /\b(?:collaborations?|consortium|consortia)\b/iu;

/**
 * Reads the authors of a paper from the one string in which arXiv's records write them: parted by commas and `and`
 * outside brackets, affiliations in brackets, LaTeX accents, `X for the Y Collaboration`.
 */
export function parseAuthors(text: string): AuthorList {
  const people: AuthorName[] = [];
  const groups: string[] = [];
  for (const entry of entriesOf(text)) {
    const { person, group } = splitGroup(entry, groups.length > 0);
    if (group !== null) groups.push(group);
    if (person !== null) people.push(nameOf(person));
  }
  return { people, groups };
}

/** Names of a list, brackets and what they hold left out, suffixes joined to the name before. */
function entriesOf(text: string): readonly string[] {
  const letters = decodeAccents(withoutBrackets(text.replaceAll(/\s+/gu, " ")));
  const parts = letters
    // What stands before a colon is who it is about: "Keck Array, BICEP2 Collaborations: P. Ade".
    .replaceAll(/:(?=\s|$)/gu, ",")
    .split(/,|;|\s&\s|(?:^|\s)and\s/iu)
    .flatMap((part) => tidy(part) ?? []);
  const entries: string[] = [];
  for (const part of parts) {
    if (suffixes.test(part) && entries.length > 0) entries[entries.length - 1] += ` ${part}`;
    else if (!/^(?:et al\.?|and)$/iu.test(part)) entries.push(part.replace(/^and\s+/iu, ""));
  }
  return entries;
}

/** Text outside of round brackets, however deep they nest; one that is never closed is taken as a mistyped sign. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = "";
  let begun = -1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? "";
    if (character === "(") {
      if (depth === 0) begun = kept.length;
      depth += 1;
    } else if (character === ")" && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return depth === 0 ? kept : kept.slice(0, begun);
}

export function isGroup(name: string): boolean {
  return groupWord.test(name);
}

/** The parts of "X for the Y Collaboration" or "on behalf of Y"; null for any other name. */
export function speakerOf(name: string): { readonly person: string | null; readonly group: string | null } | null {
  const match = /^(.*?)\s*\b(?:for|on behalf of)\s+(?:the\s+)?(.+)$/iu.exec(name);
  return match === null ? null : { person: tidy(match[1]), group: tidy(match[2]) };
}

/** A person who writes for a group, or either alone. */
function splitGroup(entry: string, groupBefore: boolean): { person: string | null; group: string | null } {
  const speaking = speakerOf(entry);
  if (speaking !== null) return speaking;
  if (isGroup(entry)) return { person: null, group: entry.replace(/^the\s+/iu, "") };
  return groupBefore && /^(?:the\s)/iu.test(entry)
    ? { person: null, group: entry.replace(/^the\s+/iu, "") }
    : { person: entry, group: null };
}

/** The parts of one name: particles go with the surname, initials are set apart. */
export function nameOf(name: string): AuthorName {
  const words = name
    .replaceAll(/[{}~]/gu, " ")
    // "J.R." is two initials, "C.-P." a double one; "St.Pierre" is left alone.
    .replaceAll(/(?<=\b\p{Lu}\.)(?=[\p{Lu}-])/gu, " ")
    .split(/\s+/u)
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  const suffix = words.length > 1 && suffixes.test(last) ? last : null;
  const plain = suffix === null ? words : words.slice(0, -1);
  let start = plain.length - 1;
  while (start > 1 && particle.test(plain[start - 1] ?? "")) start -= 1;
  if (start === 1 && particle.test(plain[0] ?? "")) start = 0;
  return {
    keyname: plain.slice(Math.max(0, start)).join(" "),
    forenames: start > 0 ? plain.slice(0, start).join(" ") : null,
    suffix,
  };
}

/** A name as people write it. */
export function fullName({ forenames, keyname, suffix }: AuthorName): string {
  return [forenames, keyname, suffix].filter((part) => part !== null && part !== "").join(" ");
}

/** People of a raw authors string, groups after them, as one list of names. */
export function namesOf(authorsText: string): readonly string[] {
  const { people, groups } = parseAuthors(authorsText);
  return [...people.map(fullName), ...groups];
}
