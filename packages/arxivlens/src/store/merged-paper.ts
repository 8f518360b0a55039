import type { Paper } from "../arxiv/paper.ts";

/** How complete a record is: arXiv's own, a record with an abstract, a bare reference line. */
function completeness(paper: Paper): number {
  if (paper.abstract !== null && paper.sources.some((source) => source.startsWith("arxiv-"))) return 2;
  return paper.abstract === null ? 0 : 1;
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])];
}

/** The later of two days. */
export function later(first: string | null, second: string | null): string | null {
  if (first === null || second === null) return first ?? second;
  return first > second ? first : second;
}

const isLater = (one: Paper, other: Paper): boolean =>
  one.updatedAt !== null && other.updatedAt !== null && one.updatedAt > other.updatedAt;

const filled = (list: readonly string[], other: readonly string[]): readonly string[] =>
  list.length > 0 ? list : other;

/**
 * One record out of two of the same work. The more complete one speaks first and the other fills what it leaves open;
 * between equals the one of the later version, and where that is unknown or the same, the stored one. Sources and DOIs are united, so that nothing a source said is lost.
 */
export function mergePaper(stored: Paper, incoming: Paper): Paper {
  const better = completeness(incoming) - completeness(stored);
  const [main, other] =
    better > 0 || (better === 0 && isLater(incoming, stored)) ? [incoming, stored] : [stored, incoming];
  return {
    key: stored.key,
    arxivId: stored.arxivId ?? incoming.arxivId,
    title: main.title === "" ? other.title : main.title,
    authors: filled(main.authors, other.authors),
    authorsText: main.authorsText ?? other.authorsText,
    abstract: main.abstract ?? other.abstract,
    categories: filled(main.categories, other.categories),
    comments: main.comments ?? other.comments,
    journalRef: main.journalRef ?? other.journalRef,
    reportNo: main.reportNo ?? other.reportNo,
    mscClass: main.mscClass ?? other.mscClass,
    acmClass: main.acmClass ?? other.acmClass,
    submitter: main.submitter ?? other.submitter,
    licenseUrl: main.licenseUrl ?? other.licenseUrl,
    doi: union(main.doi, other.doi),
    submittedAt: main.submittedAt ?? other.submittedAt,
    updatedAt: later(main.updatedAt, other.updatedAt),
    year: main.year ?? other.year,
    versions: other.versions.length > main.versions.length ? other.versions : main.versions,
    withdrawn: stored.withdrawn || incoming.withdrawn,
    sources: union(stored.sources, incoming.sources),
  };
}
