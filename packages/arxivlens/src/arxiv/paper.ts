/** One version of a paper, as arXiv lists it. */
export interface PaperVersion {
  readonly version: number;
  /** ISO date or date-time, UTC. */
  readonly submittedAt: string;
  /** As given, for example `14kb`; `0kb` with source type `I` is a withdrawal. */
  readonly size?: string;
  /** arXiv's letters for how the source is kept. */
  readonly sourceType?: string;
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
  /** The authors as the record writes them in one string, with affiliations; null where it lists them apart. */
  readonly authorsText: string | null;
  readonly abstract: string | null;
  /** Canonical codes, primary first. */
  readonly categories: readonly string[];
  readonly comments: string | null;
  readonly journalRef: string | null;
  readonly reportNo: string | null;
  /** Codes as given: Mathematics Subject Classification, ACM Computing Classification System; `shownAcmClass` tells what is none. */
  readonly mscClass: string | null;
  readonly acmClass: string | null;
  /** Who uploaded it. */
  readonly submitter: string | null;
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

/** What every record has, and any of the rest. */
export type PaperFacts = Partial<Omit<Paper, "key" | "arxivId">> & Pick<Paper, "title" | "sources">;

/** A paper of arXiv, or a work without an id there (`work:<slug>`); what the facts leave open is absent. */
export function paperOf(key: string, facts: PaperFacts): Paper {
  const submittedAt = facts.submittedAt ?? null;
  return {
    key,
    arxivId: key.startsWith("work:") ? null : key,
    title: facts.title,
    authors: facts.authors ?? [],
    authorsText: facts.authorsText ?? null,
    abstract: facts.abstract ?? null,
    categories: facts.categories ?? [],
    comments: facts.comments ?? null,
    journalRef: facts.journalRef ?? null,
    reportNo: facts.reportNo ?? null,
    mscClass: facts.mscClass ?? null,
    acmClass: facts.acmClass ?? null,
    submitter: facts.submitter ?? null,
    licenseUrl: facts.licenseUrl ?? null,
    doi: facts.doi ?? [],
    submittedAt,
    updatedAt: facts.updatedAt ?? submittedAt,
    year: facts.year ?? (submittedAt === null ? null : Number(submittedAt.slice(0, 4))),
    versions: facts.versions ?? [],
    withdrawn: facts.withdrawn ?? false,
    sources: facts.sources,
  };
}

/** A citation: `citing` lists `cited` among its references. Both are paper keys. */
export interface CitationEdge {
  readonly citing: string;
  readonly cited: string;
  /** Who claims it, for example `paper-reference-list`, `seed-page`, `corpus:title+author`, `openalex`. */
  readonly source: string;
  /** Day on which it was claimed, `YYYY-MM-DD`; the store gives the day it first heard of it. */
  readonly claimedOn?: string;
  /** How surely the cited work was recognised, 0 to 1; absent where its identifier says it. */
  readonly score?: number;
}

/** All citations as pairs of positions in `keys`: what a graph in memory is built from, 8 bytes a pair. */
export interface CitationPairs {
  /** Every work that cites or is cited. */
  readonly keys: readonly string[];
  /** Key number of each, ascending; absent where the order of `keys` is the order of works. */
  readonly places?: readonly number[];
  readonly citing: Int32Array;
  /** Of the same length; a pair may come twice. */
  readonly cited: Int32Array;
}

/** One step of the graph's history: a pair that reads as a citation from now on, or no longer. */
export interface CitationChange {
  /** A pair that is added may be there already, one that is removed may be gone. */
  readonly kind: "added" | "removed";
  readonly citing: string;
  readonly cited: string;
  /** Their key numbers; absent where works stand in the order in which they are named. */
  readonly places?: readonly [citing: number, cited: number];
}
