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

/** After a family name; arXiv takes single letters for numbers too. */
const suffix = /^(?:[JS]r\.?|I{1,3}|IV|V)$/iu;
/** What a comma may part from the name it belongs to. */
const partedSuffix = /^(?:[JS]r\.?|I{2,3}|IV)$/iu;
/** Words before a family name that belong to it: arXiv's own list, so that its split names and ours agree. */
const particle = /^(?:van|der|de|la|von|del|della|da|mac|ter|dem|di|vaziri)$/iu;

/** A name with such a word is not that of a person. */
const groupWord = /\b(?:collaborations?|consorti(?:um|a)|team|group)\b/iu;

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
    // Marks of affiliations and notes: "A. Example$^{1,2}$\\thanks{Here}"; what else is set in a way of its own stays.
    .replaceAll(/\$[^$]*\$|\\(?:footnote|thanks|inst|altaffilmark)\s*\{[^{}]*\}/gu, " ")
    .replaceAll(/\\[A-Za-z]+\s*|[{}]/gu, "")
    .replaceAll("~", " ")
    // What stands before a colon is who it is about: "Keck Array, BICEP2 Collaborations: P. Ade".
    .split(/[,;:]|\s\\?&\s|(?:^|\s)and\s/iu)
    .flatMap((part) => tidy(part) ?? []);
  const entries: string[] = [];
  for (const part of parts) {
    const name = tidy(part.replace(/(?:^|\s)et\.?\sal\b.*$/iu, "").replace(/^and(?:\s|$)/iu, ""));
    if (name === null) continue;
    if (partedSuffix.test(name) && entries.length > 0) entries[entries.length - 1] += ` ${name}`;
    else entries.push(name);
  }
  return entries;
}

/** Text outside of round brackets, however deep they nest; one that is never closed hides the rest. */
function withoutBrackets(text: string): string {
  let depth = 0;
  let kept = "";
  for (const character of text) {
    if (character === "(") depth += 1;
    else if (character === ")" && depth > 0) depth -= 1;
    else if (depth === 0) kept += character;
  }
  return kept;
}

export function isGroup(name: string): boolean {
  return groupWord.test(name);
}

/** The parts of "X for the Y Collaboration" or "on behalf of Y"; null for any other name. */
export function speakerOf(name: string): { readonly person: string | null; readonly group: string | null } | null {
  const match = /^(.*?)\s*\b(?:for|on behalf of)\s+(?:the\s+)?(\S.*)$/iu.exec(name);
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

/** The parts of one name: particles go with the family name, initials are set apart. */
export function nameOf(name: string): AuthorName {
  const words = name
    // "J.R." is two initials and "C.-P." a double one; a dot after a backslash is an accent that was not understood.
    .replaceAll(/(?<!\\)\.(?=\S)/gu, ". ")
    .split(/\s+/u)
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  const hasSuffix = words.length > 2 && suffix.test(last);
  const plain = hasSuffix ? words.slice(0, -1) : words;
  let start = plain.length - 1;
  while (start > 0 && start > plain.length - 3 && particle.test(plain[start - 1] ?? "")) start -= 1;
  return {
    keyname: plain.slice(Math.max(0, start)).join(" "),
    forenames: start > 0 ? plain.slice(0, start).join(" ") : null,
    suffix: hasSuffix ? last : null,
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
