import { splitDois } from "../doi.ts";
import { safeParseArxivId } from "../identifier.ts";
import { plainText } from "../latex-text.ts";
import { fullName } from "../records/author-names.ts";
import type { UnreadableRecord } from "../records/unreadable.ts";
import { tidy } from "../xml-tree.ts";
import { parseBibtexEntries, type BibtexEntry } from "./bibtex-entries.ts";
import { arxivIdsIn, doisIn } from "./cited-identifiers.ts";
import type { ReferenceEntry } from "./reference-entry.ts";

export interface ReferenceList {
  readonly entries: readonly ReferenceEntry[];
  readonly unreadable: readonly UnreadableRecord[];
}

/** The entries of a .bib file as references. */
export function parseBibtex(text: string): ReferenceList {
  const { entries, unreadable } = parseBibtexEntries(text);
  return {
    entries: entries.map(referenceOf),
    unreadable: unreadable.map(({ record, reason }) => ({ record, reason })),
  };
}

export function referenceOf({ fields, raw }: BibtexEntry): ReferenceEntry {
  const field = (name: string): string => fields.get(name) ?? "";
  const loose = ["eprint", "url", "doi", "journal", "note", "howpublished", "volume"].map(field).join(" ");
  const archive = `${field("archiveprefix")}${field("eprinttype")}`.toLowerCase();
  const eprint = archive === "" || archive === "arxiv" ? safeParseArxivId(field("eprint")) : null;
  const ownDoi = splitDois(field("doi").replace(/^https?:\/\/(?:dx\.)?doi\.org\//iu, ""))[0];
  const year = /(?<!\d)(?:1[5-9]|20)\d\d(?!\d)/u.exec(`${field("year")} ${field("date")}`)?.[0];
  return {
    raw,
    arxivId: eprint?.ok === true ? eprint.value.id : (arxivIdsIn(loose)[0] ?? null),
    doi: ownDoi?.startsWith("10.") === true ? ownDoi.replaceAll("\\_", "_") : (doisIn(loose)[0] ?? null),
    title: tidy(bare(field("title"))),
    authors: personsOf(field("author")),
    year: year === undefined ? null : Number(year),
  };
}

/** Braces only guard capitals here; decoding goes first because accents need them. */
const bare = (latex: string): string => plainText(latex.replace(/\s+/gu, " ")).replaceAll(/[{}]/gu, "");

/** Names between `and`s outside of braces, each `Forenames Family`, `Family, Forenames` or `Family, Suffix, Forenames`. */
function personsOf(text: string): readonly string[] {
  return splitOutsideBraces(text.replace(/\s+/gu, " "), " and ").flatMap((name) => {
    const parts = splitOutsideBraces(name, ",").flatMap((part) => tidy(bare(part)) ?? []);
    const [keyname = "", middle = null, last = null] = parts;
    if (keyname === "" || keyname.toLowerCase() === "others") return [];
    const [forenames, suffix] = last === null ? [middle, null] : [last, middle];
    return [fullName({ keyname, forenames, suffix })];
  });
}

function splitOutsideBraces(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "{") depth += 1;
    else if (sign === "}") depth -= 1;
    else if (depth <= 0 && text.startsWith(separator, at)) {
      parts.push(text.slice(from, at));
      from = at + separator.length;
      at = from - 1;
    }
  }
  return [...parts, text.slice(from)];
}
