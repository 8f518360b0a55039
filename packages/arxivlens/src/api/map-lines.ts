import { foldDoi } from "../arxiv/doi.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { parseBibtex } from "../arxiv/references/bibtex-references.ts";
import { doisIn } from "../arxiv/references/cited-identifiers.ts";
import { linkedWorks } from "../graph/neighbour-lists.ts";
import { anyOf } from "../search/query/syntax.ts";
import { wordsOf } from "../search/words.ts";
import type { SeedLine } from "./contract.ts";
import type { Library } from "./library.ts";

/** Papers that one map takes. */
export const mostSeeds = 50;
/** Lines that are looked at; the rest is named and left. */
const mostLines = 200;

/** What one line says of the paper it means. */
interface Wanted {
  readonly text: string;
  readonly key: string | null;
  readonly doi: string | null;
  readonly title: string | null;
  /** Why the entry could not be read at all. */
  readonly fault?: string;
}

/** arXiv ids, addresses, DOIs, titles or BibTeX entries, one a line (BibTeX as it comes), each found here or told why not. */
export async function seedLines(library: Library, typed: string): Promise<readonly SeedLine[]> {
  const wanted = /@\w+\s*[{(]/u.test(typed) ? bibtexWishes(typed) : lineWishes(typed);
  const looked = wanted.slice(0, mostLines);
  const { papers } = library.store;
  const dois = looked.flatMap(({ key, doi }) => (key === null && doi !== null ? [doi] : []));
  const byDoi = dois.length === 0 ? new Map<string, string>() : await papers.byDois(dois);
  const keyed = looked.map((wish) => ({ ...wish, key: wish.key ?? byDoi.get(foldDoi(wish.doi ?? "")) ?? null }));
  const records = await papers.getMany(keyed.flatMap(({ key }) => key ?? []));
  const bare = keyed.flatMap(({ key }) => (key === null || records.has(key) ? [] : [key]));
  const linked = await linkedWorks((await library.snapshot()).citations, bare);
  const seen = new Map<string, string>();
  const lines: SeedLine[] = [];
  for (const { text, key, doi, title, fault } of keyed) {
    const paper = key === null ? null : (records.get(key) ?? null);
    if (key !== null && (paper !== null || linked.has(key))) {
      lines.push(taken(text, paper?.key ?? key, paper, seen));
      continue;
    }
    const found = title === null || title === "" ? null : await byTitle(library, title);
    if (found?.exact === true) {
      lines.push(taken(text, found.paper.key, found.paper, seen));
      continue;
    }
    lines.push({
      text,
      key: null,
      title: null,
      reason: fault ?? whyNot(key, doi, title),
      meant: found === null ? null : { key: found.paper.key, title: plainText(found.paper.title) },
    });
  }
  const rest = wanted.slice(mostLines).map(({ text }) => refused(text, `only the first ${mostLines} lines are read`));
  return [...lines, ...rest];
}

/** Distinct keys of the lines that were understood. */
export const seedKeys = (lines: readonly SeedLine[]): readonly string[] => [
  ...new Set(lines.flatMap(({ key }) => key ?? [])),
];

function taken(text: string, key: string, paper: Paper | null, seen: Map<string, string>): SeedLine {
  const title = paper === null ? key : plainText(paper.title);
  const before = seen.get(key);
  if (before !== undefined) return { ...refused(text, `the same paper as "${before}"`), title };
  if (seen.size >= mostSeeds) return { ...refused(text, `a map takes ${mostSeeds} papers; this is one more`), title };
  seen.set(key, text);
  return { text, key, title, reason: null, meant: null };
}

const refused = (text: string, reason: string): SeedLine => ({ text, key: null, title: null, reason, meant: null });

function whyNot(key: string | null, doi: string | null, title: string | null): string {
  if (key !== null) return `${key} is not among the papers of this instance`;
  if (doi !== null && (title === null || title === "")) return `no paper here has the DOI ${doi}`;
  return "no paper here has this title, and it is no arXiv id or DOI";
}

function bibtexWishes(typed: string): readonly Wanted[] {
  const { entries, unreadable } = parseBibtex(typed);
  return [
    ...entries.map(({ raw, arxivId, doi, title }) => ({
      text: title ?? raw.slice(0, 80),
      key: arxivId ?? arxivIdOf(doi),
      doi,
      title,
    })),
    ...unreadable.map(({ record, reason }) => ({ text: record, key: null, doi: null, title: null, fault: reason })),
  ];
}

function lineWishes(typed: string): readonly Wanted[] {
  return typed
    .split(/[\r\n]+/u)
    .flatMap(idsApart)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((text) => {
      const key = text.startsWith("work:") ? text : arxivIdOf(text);
      const doi = doisIn(text)[0] ?? null;
      return {
        text: text.slice(0, 300),
        key: key ?? arxivIdOf(doi),
        doi,
        title: key === null && doi === null ? text : null,
      };
    });
}

/** A line of nothing but identifiers holds several; a title keeps its commas. */
function idsApart(line: string): readonly string[] {
  const parts = line.split(/[\s,;]+/u).filter((part) => part !== "");
  return parts.every((part) => part.startsWith("work:") || arxivIdOf(part) !== null) ? parts : [line];
}

function arxivIdOf(text: string | null): string | null {
  if (text === null) return null;
  const id = safeParseArxivId(text);
  return id.ok ? id.value.id : null;
}

/** Titles that are compared word by word. */
const lookedAt = 20;

/** The paper with these title words, or the one whose title holds most of them. */
async function byTitle(
  { index, store }: Library,
  title: string,
): Promise<{ readonly paper: Paper; readonly exact: boolean } | null> {
  const words = wordsOf(plainText(title)).slice(0, 40);
  if (words.length === 0) return null;
  const ask = async (query: Parameters<typeof index.search>[0]["query"]): Promise<readonly Paper[]> => {
    const { hits } = await index.search({ query, limit: lookedAt, offset: 0, total: false });
    const papers = await store.papers.byNumbers(hits.map(({ number }) => number));
    return hits.flatMap(({ number }) => papers.get(number) ?? []);
  };
  const phrase = await ask({ kind: "words", field: "title", words, prefix: false });
  const same = phrase.find((paper) => wordsOf(plainText(paper.title)).join(" ") === words.join(" "));
  if (same !== undefined) return { paper: same, exact: true };
  const near =
    phrase[0] ??
    (await ask(anyOf(words.map((word) => ({ kind: "words", field: "title", words: [word], prefix: false })))))[0];
  return near === undefined ? null : { paper: near, exact: false };
}
