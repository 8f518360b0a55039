/** One version of a paper, as arXiv lists it. */
export interface PaperVersion {
  readonly version: number;
  /** ISO date or date-time, UTC. */
  readonly submittedAt: string;
}

/**
 * A work as the store holds it: usually an arXiv paper, sometimes a work known only from a citation or a reference
 * list. Text fields keep their source's LaTeX; absent facts are null, never an empty string.
 */
export interface Paper {
  /** Primary key: the canonical arXiv id, or `work:<slug>` for a work without one. */
  readonly key: string;
  readonly arxivId: string | null;
  readonly title: string;
  readonly authors: readonly string[];
  readonly abstract: string | null;
  /** Canonical codes, primary first. */
  readonly categories: readonly string[];
  readonly comments: string | null;
  readonly journalRef: string | null;
  readonly licenseUrl: string | null;
  readonly doi: readonly string[];
  /** Date of version 1, `YYYY-MM-DD`; null when only the year is known. */
  readonly submittedAt: string | null;
  /** Date of the latest version, `YYYY-MM-DD`. */
  readonly updatedAt: string | null;
  readonly year: number | null;
  readonly versions: readonly PaperVersion[];
  readonly withdrawn: boolean;
  /** Who says so, for example `starter-set`, `corpus:arxiv-cs-citations`, `arxiv-api`, `openalex`. */
  readonly sources: readonly string[];
}

/** A citation: `citing` lists `cited` among its references. Both are paper keys. */
export interface CitationEdge {
  readonly citing: string;
  readonly cited: string;
  /** Who claims it, for example `paper-reference-list`, `seed-page`, `corpus:title+author`, `openalex`. */
  readonly source: string;
}
