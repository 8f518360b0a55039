import type { Paper, PaperVersion } from "../../arxiv/paper.ts";

/** A row of table `paper`; lists are JSON text. */
export interface PaperRow {
  readonly paper_key: number;
  readonly key: string;
  readonly arxiv_id: string | null;
  readonly title: string;
  readonly authors: string;
  readonly abstract: string | null;
  readonly categories: string;
  readonly comments: string | null;
  readonly journal_ref: string | null;
  readonly license_url: string | null;
  readonly doi: string;
  readonly submitted_at: string | null;
  readonly updated_at: string | null;
  readonly year: number | null;
  readonly versions: string;
  readonly withdrawn: number;
  readonly sources: string;
  readonly authors_text: string | null;
  readonly report_no: string | null;
  readonly msc_class: string | null;
  readonly acm_class: string | null;
  readonly submitter: string | null;
  /** Sequence number of the latest change, for those who follow changes. */
  readonly changed: number;
}

export const paperColumns: string =
  "paper_key, key, arxiv_id, title, authors, abstract, categories, comments, journal_ref, license_url, doi, submitted_at, updated_at, year, versions, withdrawn, sources, authors_text, report_no, msc_class, acm_class, submitter, changed";

// Only this adapter writes these columns, so their shape is what `rowOfPaper` made it.
export const textList = (text: string): readonly string[] =>
  text === "[]" ? [] : (JSON.parse(text) as readonly string[]);

export function paperOfRow(row: PaperRow): Paper {
  return {
    key: row.key,
    arxivId: row.arxiv_id,
    title: row.title,
    authors: textList(row.authors),
    authorsText: row.authors_text,
    abstract: row.abstract,
    categories: textList(row.categories),
    comments: row.comments,
    journalRef: row.journal_ref,
    reportNo: row.report_no,
    mscClass: row.msc_class,
    acmClass: row.acm_class,
    submitter: row.submitter,
    licenseUrl: row.license_url,
    doi: textList(row.doi),
    submittedAt: row.submitted_at,
    updatedAt: row.updated_at,
    year: row.year,
    versions: row.versions === "[]" ? [] : (JSON.parse(row.versions) as readonly PaperVersion[]),
    withdrawn: row.withdrawn === 1,
    sources: textList(row.sources),
  };
}

export function rowOfPaper(paperKey: number, paper: Paper, changed: number): PaperRow {
  return {
    paper_key: paperKey,
    key: paper.key,
    arxiv_id: paper.arxivId,
    title: paper.title,
    authors: JSON.stringify(paper.authors),
    abstract: paper.abstract,
    categories: JSON.stringify(paper.categories),
    comments: paper.comments,
    journal_ref: paper.journalRef,
    license_url: paper.licenseUrl,
    doi: JSON.stringify(paper.doi),
    submitted_at: paper.submittedAt,
    updated_at: paper.updatedAt,
    year: paper.year,
    versions: JSON.stringify(paper.versions),
    withdrawn: paper.withdrawn ? 1 : 0,
    sources: JSON.stringify(paper.sources),
    authors_text: paper.authorsText,
    report_no: paper.reportNo,
    msc_class: paper.mscClass,
    acm_class: paper.acmClass,
    submitter: paper.submitter,
    changed,
  };
}

const columnNames = paperColumns.split(", ") as readonly (keyof PaperRow)[];

/** The values of a row in the order of `paperColumns`. */
export function valuesOfRow(row: PaperRow): readonly (string | number | null)[] {
  return columnNames.map((name) => row[name]);
}
