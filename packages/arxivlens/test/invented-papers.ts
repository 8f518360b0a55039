import { paperOf, type Paper, type PaperFacts } from "../src/arxiv/paper.ts";

/** A complete invented paper; override what a test is about. */
export function inventedPaper(key: string, facts: Partial<PaperFacts> = {}): Paper {
  return paperOf(key, {
    title: `An Invented Paper with Key ${key}`,
    authors: ["Ada Example", "Bo Sample"],
    abstract: `We propose nothing in ${key}.`,
    categories: ["cs.LG", "cs.CL"],
    submittedAt: "2020-02-03",
    year: 2020,
    sources: ["test"],
    ...facts,
  });
}

/** What is known of a work from a reference line: title, authors, year. */
export function bareWork(key: string, title: string, facts: Partial<PaperFacts> = {}): Paper {
  return inventedPaper(key, { title, abstract: null, categories: [], submittedAt: null, updatedAt: null, ...facts });
}
