import { arxivIdMonth } from "../../arxiv/identifier.ts";
import { plainText } from "../../arxiv/latex-text.ts";
import type { Paper } from "../../arxiv/paper.ts";
import { hrefOf } from "../work-summary.ts";
import type { FeedEntry } from "./feed.ts";

/** A paper as an entry. @param day on which it is news, `YYYY-MM-DD`; null where no day is known */
export function paperEntry(paper: Paper, day: string | null): FeedEntry {
  const title = plainText(paper.title);
  return {
    id: paperId(paper),
    page: hrefOf(paper.key),
    title: paper.withdrawn ? `Withdrawn: ${title}` : title,
    authors: paper.authors.map(plainText),
    text: paper.abstract === null ? null : plainText(paper.abstract),
    published: paper.submittedAt === null ? null : startOf(paper.submittedAt),
    updated: startOf(day ?? paper.updatedAt ?? arxivIdMonth(paper.arxivId)?.first ?? yearOf(paper)),
    categories: paper.categories,
  };
}

/** arXiv's own feeds name papers by their OAI identifiers, so readers of several feeds see a paper once. */
const paperId = ({ arxivId, key }: Paper): string =>
  arxivId === null ? `urn:x-arxivlens:${encodeURIComponent(key)}` : `oai:arXiv.org:${arxivId}`;

const yearOf = ({ year }: Paper): string => (year === null ? "1970-01-01" : `${String(year).padStart(4, "0")}-01-01`);

const startOf = (day: string): string => `${day.slice(0, 10)}T00:00:00.000Z`;
