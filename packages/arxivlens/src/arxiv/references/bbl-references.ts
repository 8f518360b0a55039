/** Reference lists as LaTeX typesets them: `\bibitem`s of classic styles, `\entry`s of biblatex. */

import { plainText } from "../latex-text.ts";
import { namesOf } from "../records/author-names.ts";
import { tidy } from "../xml-tree.ts";
import type { ReferenceList } from "./bibtex-references.ts";
import { arxivIdsIn, doisIn } from "./cited-identifiers.ts";
import type { ReferenceEntry } from "./reference-entry.ts";

/** A longer item is no reference but a list whose commands are unknown. */
const longestItem = 100_000;

/**
 * Items of a .bbl file, or of a LaTeX file with `\bibitem`s in it. An item that names several papers gives an entry for
 * each; only the first has the title and authors found, which are guesses.
 */
export function parseBbl(text: string): ReferenceList {
  const uncommented = text.replaceAll(/(?<!\\)%.*$/gmu, "");
  const body = uncommented.split(/\\end\s*\{thebibliography\}/u)[0] ?? "";
  const items = body.split(/\\bibitem(?![A-Za-z])/u).slice(1);
  const biblatex = uncommented.split(/\\entry(?=\{)/u).slice(1);
  const entries: ReferenceEntry[] = [];
  const unreadable: { record: string; reason: string }[] = [];
  for (const [item, read] of [
    ...items.map((each) => [each, itemReferences] as const),
    ...biblatex.map((each) => [each, biblatexReferences] as const),
  ]) {
    const place = `item ${entries.length + unreadable.length + 1}`;
    if (item.length <= longestItem) entries.push(...read(item));
    else
      unreadable.push({ record: place, reason: `it has ${item.length} characters; at most ${longestItem} are read` });
  }
  return { entries, unreadable };
}

function itemReferences(item: string): readonly ReferenceEntry[] {
  const raw = item.replace(/^\s*(?:\[(?:[^[\]]|\[[^[\]]*\])*\])?\s*\{[^{}]*\}\s*/u, "").trim();
  const title = itemTitle(raw);
  const before = title === null ? "" : raw.slice(0, title.from);
  return references(raw, {
    title: title === null ? null : trimmed(bareText(title.text)),
    authors: before.length > 2000 ? [] : namesOf(bareText(before).replace(/[.,:]\s*$/u, "")),
    year: itemYear(raw),
  });
}

/** In order: what says that it is the title; what stands in quotes; the second block. */
const titlePatterns: readonly RegExp[] = [
  /\\bibinfo\s*\{title\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}/u,
  /\\(?:showarticletitle|enquote|btxtitlefont|BibTitle)\s*\{((?:[^{}]|\{[^{}]*\})*)\}/u,
  /``([^`]{8,400}?),?''/u,
  /[“]([^“”]{8,400}?),?[”]/u,
  /\\newblock\s+([^\\]{4}(?:(?!\\newblock)[^]){0,400}?)[.?!]?\s*(?=\\newblock|$)/u,
];
/** Emphasis is for the title in some styles and for the journal in others. */
const emphasised: readonly RegExp[] = [
  /\\(?:emph|textit)\s*\{((?:[^{}]|\{[^{}]*\}){12,400}?)\}/u,
  /\{\\(?:it|em|sl)\s+((?:[^{}]|\{[^{}]*\}){12,400}?)\}/u,
];
const journal = /\p{L}\.(?:\s|\\|~|$)|^(?:Journal|Proceedings|Physical Review|Nature|Science|Preprint|arXiv)\b/iu;

function itemTitle(raw: string): { readonly text: string; readonly from: number } | null {
  for (const pattern of [...titlePatterns, ...emphasised]) {
    const match = pattern.exec(raw);
    const text = match?.[1] ?? "";
    if (match === null || !/\p{L}{3}/u.test(text)) continue;
    if (!emphasised.includes(pattern) || !journal.test(text)) return { text, from: match.index };
  }
  return null;
}

function itemYear(raw: string): number | null {
  const plain = raw.replaceAll(/\d{4}\.\d{4,5}|[a-z-]+\/\d{7}|10\.\d{4,9}\/\S+/giu, " ");
  const inBrackets = [...plain.matchAll(/\(\s*(?:\w+\.?\s+)?((?:1[89]|20)\d\d)[a-z]?\s*\)/gu)].at(-1)?.[1];
  const anywhere = [...plain.matchAll(/(?<![\d-])((?:1[89]|20)\d\d)(?![\d-])/gu)].at(-1)?.[1];
  const year = inBrackets ?? anywhere;
  return year === undefined ? null : Number(year);
}

function biblatexReferences(item: string): readonly ReferenceEntry[] {
  const raw = (item.split("\\endentry")[0] ?? "").trim();
  const field = (name: string): string =>
    new RegExp(`\\\\field\\{${name}\\}\\{((?:[^{}]|\\{[^{}]*\\})*)\\}`, "u").exec(raw)?.[1] ?? "";
  const verb = (name: string): string =>
    new RegExp(`\\\\verb\\{${name}\\}\\s*\\\\verb\\s+(\\S+)`, "u").exec(raw)?.[1] ?? "";
  const author = /\\name\{author\}([^]*?)\n\s*(?:\\strng|\\list|\\field|\\name)/u.exec(raw)?.[1] ?? "";
  const names = [...author.matchAll(/family=\{?([^,{}=]+)\}?,([^]*?)(?=family=|$)/gu)].map(
    ([, family = "", rest = ""]) => {
      const given = /given=\{?([^,{}=]+)\}?,/u.exec(rest)?.[1];
      return tidy(bareText(`${given ?? ""} ${family}`)) ?? "";
    },
  );
  const eprint = field("eprint") || verb("eprint");
  return references(
    raw,
    {
      title: trimmed(bareText(field("title"))),
      authors: names.filter((name) => name !== ""),
      year: Number(/\d{4}/u.exec(field("year") || field("date"))?.[0] ?? 0) || null,
    },
    `${raw}\n${eprint === "" ? "" : `arXiv:${eprint}`}`,
  );
}

/** An entry for each identifier in the text: the n-th DOI goes with the n-th paper of arXiv. */
function references(
  raw: string,
  facts: Pick<ReferenceEntry, "title" | "authors" | "year">,
  text: string = raw,
): readonly ReferenceEntry[] {
  const ids = arxivIdsIn(text);
  const dois = doisIn(text);
  return Array.from({ length: Math.max(1, ids.length, dois.length) }, (_, at) => ({
    raw,
    arxivId: ids[at] ?? null,
    doi: dois[at] ?? null,
    ...(at === 0 ? facts : { title: null, authors: [], year: null }),
  }));
}

/** Text without the commands that only set it. */
function bareText(latex: string): string {
  return plainText(
    latex
      .replaceAll(/\\bib(?:info|field)\s*\{[^{}]*\}/gu, " ")
      .replaceAll(/\\(?:href|url)\s*\{[^{}]*\}/gu, " ")
      .replaceAll(/\\newblock|\\(?:natexlab|bibnamefont|bibfnamefont|bibnamedelim[a-z]|BibitemOpen|textsc)\b/gu, " "),
  )
    .replaceAll(/\\[A-Za-z]+\*?/gu, " ")
    .replaceAll(/[{}]/gu, "")
    .replaceAll("\u00A0", " ");
}

const trimmed = (title: string): string | null => tidy(title.trim().replace(/^[\s.,:;]+|[\s.,:;]+$/gu, ""));
