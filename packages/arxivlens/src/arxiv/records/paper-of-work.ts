/** Works of other services as papers, where they are papers of arXiv; others have no key of their own yet. */

import { safeParseArxivId } from "../identifier.ts";
import { paperOf, type Paper } from "../paper.ts";
import type { OpenAlexRecord } from "./openalex-works.ts";
import type { ScholarPaper } from "./semantic-scholar.ts";

/** A work of OpenAlex; null for one without arXiv id or title. Its retraction counts as a withdrawal. */
export function paperOfOpenAlexWork(work: OpenAlexRecord): Paper | null {
  if (work.arxivId === null || work.title === null) return null;
  return paperOf(work.arxivId, {
    title: work.title,
    authors: work.authors,
    abstract: work.abstract,
    doi: publishedDoi(work.doi),
    year: work.year,
    withdrawn: work.retracted,
    sources: ["openalex"],
  });
}

/** A paper of Semantic Scholar; null for one without arXiv id or title. */
export function paperOfScholarPaper(paper: ScholarPaper): Paper | null {
  const id = safeParseArxivId(paper.arxivId ?? "");
  if (!id.ok || paper.title === null) return null;
  return paperOf(id.value.id, {
    title: paper.title,
    authors: paper.authors ?? [],
    doi: publishedDoi(paper.doi),
    year: paper.year,
    sources: ["semantic-scholar"],
  });
}

// The DOI of the preprint itself says no more than its id; dates are left out because they may be the journal's.
const publishedDoi = (doi: string | null): readonly string[] =>
  doi === null || /^10\.48550\/arxiv\./iu.test(doi) ? [] : [doi];
