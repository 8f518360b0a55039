/** One BibTeX entry that names both identities of a paper: the preprint and, where known, its publication. */

import { plainText } from "./latex-text.ts";
import type { Remarks } from "./formats/remarks.ts";
import type { Paper } from "./paper.ts";

const smallWords: ReadonlySet<string> = new Set([
  "a",
  "an",
  "the",
  "on",
  "of",
  "for",
  "in",
  "to",
  "and",
  "with",
  "towards",
]);

/** `@article` when a journal reference or a publisher's DOI is known, else `@misc`; ends with a line feed. */
export function bibtex(paper: Paper, remarks?: Remarks): string {
  const doi = paper.doi.find((each) => !isPreprintDoi(each)) ?? null;
  const identifier = doi ?? paper.doi[0] ?? null;
  const kind = paper.journalRef === null && doi === null ? "misc" : "article";
  const fields: (readonly [string, string | null])[] = [
    ["title", protectCapitals(paper.title)],
    ["author", paper.authors.length === 0 ? null : paper.authors.map(authorName).join(" and ")],
    ["year", yearOf(paper)],
    ["journal", paper.journalRef === null ? null : escapeText(paper.journalRef)],
    ["doi", identifier === null ? null : balanced(identifier)],
    ["eprint", paper.arxivId],
    ["archivePrefix", paper.arxivId === null ? null : "arXiv"],
    ["primaryClass", paper.arxivId === null ? null : (paper.categories[0] ?? null)],
    ["note", paper.withdrawn ? "Withdrawn from arXiv" : null],
    ["keywords", remarks === undefined || remarks.keywords.length === 0 ? null : freeText(remarks.keywords.join(", "))],
    ["annote", remarks === undefined || remarks.note === "" ? null : freeText(remarks.note)],
    ["url", paper.arxivId === null ? null : `https://arxiv.org/abs/${paper.arxivId}`],
  ];
  const lines = fields.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(13)} = {${value}}`]));
  return `@${kind}{${bibtexKey(paper)},\n${lines.join(",\n")}\n}\n`;
}

/** The DOI that arXiv gives every paper names the preprint once more. */
const isPreprintDoi = (doi: string): boolean => /^10\.48550\/arxiv\./iu.test(doi);

/** The publication's, where its reference names a single one ("Phys. Rev. D76, 013009 (2007)"), else the preprint's. */
function yearOf({ journalRef, year }: Paper): string | null {
  const named = new Set([...(journalRef ?? "").matchAll(/\(((?:19|20)\d\d)\)/gu)].map(([, each = ""]) => each));
  const [only] = named;
  return named.size === 1 && only !== undefined ? only : year === null ? null : String(year);
}

/** Family name of the first author, year, first telling word of the title: `dai2022stablemoe`. */
export function bibtexKey(paper: Paper): string {
  const family =
    plainText(paper.authors[0] ?? "anonymous")
      .split(/\s+/u)
      .at(-1) ?? "";
  const words = plainText(paper.title)
    .split(/[^\p{L}\p{N}]+/u)
    .map(asciiLetters);
  const telling = words.find((word) => word.length > 1 && !smallWords.has(word)) ?? "";
  return `${asciiLetters(family)}${paper.year ?? ""}${telling}`;
}

function asciiLetters(text: string): string {
  return text
    .replace(/ł/giu, "l")
    .replace(/ø/giu, "o")
    .replace(/ß/gu, "ss")
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]/gu, "")
    .toLowerCase();
}

/** A reader's text; a brace without a partner would swallow the file. */
const freeText = (text: string): string => escapeText(text.replaceAll("{", "(").replaceAll("}", ")"));

function authorName(name: string): string {
  // Braces keep BibTeX from taking the last word of a group for a family name.
  return /\b(?:Collaboration|Consortium|Team|Group)\b/u.test(name) ? `{${escapeText(name)}}` : escapeText(name);
}

// BibTeX styles lower-case titles; a word with a capital inside, or of capitals only, would be spoilt.
function protectCapitals(title: string): string {
  return escapeText(title)
    .replace(/\s+/gu, " ")
    .trim()
    .split(/(\$[^$]*\$)/u)
    .map((part) =>
      part.startsWith("$")
        ? `{${part}}`
        : part.replace(
            /(?<![\\{\p{L}\p{N}])(?:[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*\p{Lu}|[\p{N}]+\p{Lu})[\p{L}\p{N}]*/gu,
            "{$&}",
          ),
    )
    .join("");
}

// A title keeps its source's LaTeX, so what is escaped already stays as it is; formulas are left alone.
function escapeText(text: string): string {
  return balanced(text)
    .split(/(\$[^$]*\$)/u)
    .map((part) => (part.startsWith("$") ? part : part.replace(/(?<!\\)[&%#_]/gu, "\\$&")))
    .join("");
}

/**
 * Text whose braces come in pairs. BibTeX counts them with or without a backslash, and one too many ends the entry early
 * or swallows the rest of the file; LaTeX counts those without. A brace that is to be seen is spelt out, another goes.
 */
function balanced(text: string): string {
  // Whatever else a backslash escapes is passed over, so that of two backslashes the second escapes nothing.
  const braces = [...text.matchAll(/\\[\s\S]|[{}]/gu)].filter(([sign]) => /[{}]$/u.test(sign));
  const alone = new Map<number, string>();
  for (const [opening, closing, visible] of [
    ["{", "}", false],
    ["\\{", "\\}", true],
  ] as const) {
    const open: number[] = [];
    for (const { 0: sign, index } of braces) {
      const at = index + sign.length - 1;
      if (sign === opening) open.push(at);
      else if (sign === closing && open.pop() === undefined) alone.set(at, visible ? "rbrace{}" : "");
    }
    for (const at of open) alone.set(at, visible ? "lbrace{}" : "");
  }
  return alone.size === 0 ? text : text.replace(/[{}]/gu, (sign, at: number) => alone.get(at) ?? sign);
}
