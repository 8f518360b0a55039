import type { Paper } from "../src/arxiv/paper.ts";

/** A complete invented paper; override what a test is about. */
export function inventedPaper(key: string, overrides: Partial<Paper> = {}): Paper {
  return {
    key,
    arxivId: key.startsWith("work:") ? null : key,
    title: `An Invented Paper with Key ${key}`,
    authors: ["Ada Example", "Bo Sample"],
    abstract: `We propose nothing in ${key}.`,
    categories: ["cs.LG", "cs.CL"],
    comments: null,
    journalRef: null,
    licenseUrl: null,
    doi: [],
    submittedAt: "2020-02-03",
    updatedAt: "2020-02-03",
    year: 2020,
    versions: [],
    withdrawn: false,
    sources: ["test"],
    ...overrides,
  };
}

/** What is known of a work from a reference line: title, authors, year. */
export function bareWork(key: string, title: string): Paper {
  return inventedPaper(key, { title, abstract: null, categories: [], submittedAt: null, updatedAt: null });
}
