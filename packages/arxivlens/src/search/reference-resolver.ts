import type { ReferenceEntry } from "../arxiv/references/reference-entry.ts";
import { foldDoi } from "../arxiv/doi.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import { plainText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { nameOf } from "../arxiv/records/author-names.ts";
import type { SearchIndex } from "./search-index.ts";
import { wordsOf } from "./words.ts";

/** What a reference says of the work that it means. */
export type CitedWork = Pick<ReferenceEntry, "arxivId" | "doi" | "title" | "authors" | "year">;

/** The work that a reference means, and why. */
export interface ResolvedReference {
  readonly key: string;
  readonly evidence: "arxiv" | "doi" | "title, author, year" | "title, author" | "title, year";
  /** 0 to 1; 1 for identifiers. */
  readonly score: number;
}

/** What is asked of whatever keeps the papers. */
export interface PaperLookup {
  /** Keys of the papers that have one of these DOIs, by the DOI in lower case. */
  byDois(dois: readonly string[]): Promise<ReadonlyMap<string, string>>;
  byNumbers(numbers: readonly number[]): Promise<ReadonlyMap<number, Paper>>;
}

/** DOIs that arXiv gives to its papers name them. */
const arxivDoi = /^10\.48550\/arxiv\./iu;
/** Titles that are looked at when one is looked for; a phrase can stand in longer titles as well. */
const lookedAt = 20;
/** A preprint and its publication are this many years apart at most. */
const yearsApart = 2;
/** Shorter titles ("Introduction") say nothing without an author. */
const tellingWords = 5;

/**
 * The works that references mean: by identifier first, then by title, first author and year. Null where nothing fits,
 * or where two works fit as well as each other and not just one is of arXiv: a wrong citation is worse than none.
 *
 * @param index full text of the store's papers
 */
export async function resolveReferences(
  papers: PaperLookup,
  index: SearchIndex,
  references: readonly CitedWork[],
): Promise<readonly (ResolvedReference | null)[]> {
  const dois = references.flatMap(({ arxivId, doi }) => (arxivId === null && doi !== null ? [doi] : []));
  const byDoi = await papers.byDois(dois);
  return Promise.all(
    references.map(async (reference) => {
      const { arxivId, doi } = reference;
      if (arxivId !== null) return { key: arxivId, evidence: "arxiv", score: 1 } as const;
      const named = doi !== null && arxivDoi.test(doi) ? safeParseArxivId(doi) : null;
      if (named?.ok === true) return { key: named.value.id, evidence: "arxiv", score: 1 } as const;
      const known = doi === null ? undefined : byDoi.get(foldDoi(doi));
      if (known !== undefined) return { key: known, evidence: "doi", score: 1 } as const;
      return byTitle(papers, index, reference);
    }),
  );
}

async function byTitle(
  papers: PaperLookup,
  index: SearchIndex,
  reference: CitedWork,
): Promise<ResolvedReference | null> {
  const words = titleWords(reference.title ?? "");
  if (words.length === 0) return null;
  const query = { kind: "words", field: "title", words, prefix: false } as const;
  const { hits } = await index.search({ query, limit: lookedAt, offset: 0, total: false });
  const candidates = await papers.byNumbers(hits.map(({ number }) => number));
  const fits = [...new Map([...candidates.values()].map((paper) => [paper.key, paper])).values()].flatMap(
    (paper) => fitOf(reference, words, paper) ?? [],
  );
  const highest = fits.reduce((most, { score }) => Math.max(most, score), 0);
  const best = fits.filter(({ score }) => score === highest);
  // A work that was made of a reference before arXiv's record of it came fits as well as that record.
  const ofArxiv = best.filter(({ key }) => !key.startsWith("work:"));
  return only(best) ?? only(ofArxiv);
}

const only = <T>(list: readonly T[]): T | null => (list.length === 1 ? (list[0] ?? null) : null);

/** How well a paper fits a reference with the same title words; null for not at all. */
function fitOf(reference: CitedWork, words: readonly string[], paper: Paper): ResolvedReference | null {
  const { key } = paper;
  if (titleWords(paper.title).join(" ") !== words.join(" ")) return null;
  const [first] = reference.authors;
  const author = first === undefined ? null : hasAuthor(paper, first);
  const year =
    reference.year === null || paper.year === null ? null : Math.abs(reference.year - paper.year) <= yearsApart;
  if (author === false || year === false) return null;
  if (author === true && year === true) return { key, evidence: "title, author, year", score: 0.95 };
  if (author === true) return { key, evidence: "title, author", score: 0.9 };
  return year === true && words.length >= tellingWords ? { key, evidence: "title, year", score: 0.8 } : null;
}

/** Whether a paper has an author of this surname; only the surname, because forenames are often initials. */
function hasAuthor(paper: Paper, author: string): boolean | null {
  if (paper.authors.length === 0) return null;
  const surname = surnameOf(author);
  return paper.authors.some((other) => surnameOf(other) === surname);
}

/** The words of a surname, by which two spellings of a name are compared. */
export const surnameOf = (name: string): string => wordsOf(nameOf(plainText(name)).keyname).join(" ");

/** The words by which two spellings of a title are the same. */
export function titleWords(title: string): readonly string[] {
  return wordsOf(plainText(title));
}
