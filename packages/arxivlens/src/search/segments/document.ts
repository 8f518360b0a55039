import { arxivIdMonth } from "../../arxiv/identifier.ts";
import { licenseName } from "../../arxiv/licence.ts";
import { plainText } from "../../arxiv/latex-text.ts";
import type { Paper } from "../../arxiv/paper.ts";
import { licenceToken } from "../query/query-fields.ts";

/** What the index knows of a paper. */
export interface IndexDocument {
  /** The paper's key number, unique in the index. */
  readonly number: number;
  /** Text per field, without LaTeX. */
  readonly title: string;
  readonly authors: string;
  readonly abstract: string;
  readonly comments: string;
  /** Canonical codes, primary first. */
  readonly categories: readonly string[];
  /**
   * Days since 1970-01-01 of the first version; null when unknown. A paper of arXiv without a date, as announcements are,
   * counts as of the last day of its identifier's month, so that what is announced comes before all that has dates. A
   * bare year counts as its first day.
   */
  readonly day: number | null;
  /** Name as `licenceToken` spells it (`ccby`), or an empty string. */
  readonly licence: string;
  readonly withdrawn: boolean;
  readonly hasCode: boolean;
}

/** Fields in the order in which they stand in a document. */
export const indexedFields = ["title", "authors", "abstract", "comments"] as const;

/** What parts the names of authors in their field. */
export const betweenNames = "; ";

const codeHosts = /\b(?:github|gitlab|bitbucket|codeberg|sourceforge)\.(?:com|org|net|io)\b|\bhuggingface\.co\//i;

/** Days since 1970-01-01 of `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  return Math.floor(Date.parse(date.slice(0, 10)) / 86_400_000);
}

/** A paper as the index sees it. */
export function indexDocument(number: number, paper: Paper): IndexDocument {
  const { abstract, arxivId, comments, submittedAt, year } = paper;
  const date =
    submittedAt ?? arxivIdMonth(arxivId)?.last ?? (year === null ? null : `${String(year).padStart(4, "0")}-01-01`);
  return {
    number,
    title: plainText(paper.title),
    authors: paper.authors.join(betweenNames),
    abstract: abstract === null ? "" : plainText(abstract),
    comments: comments ?? "",
    categories: paper.categories,
    day: date === null ? null : dayNumber(date),
    licence: paper.licenseUrl === null ? "" : licenceToken(licenseName(paper.licenseUrl)),
    withdrawn: paper.withdrawn,
    hasCode: codeHosts.test(abstract ?? "") || codeHosts.test(comments ?? ""),
  };
}
