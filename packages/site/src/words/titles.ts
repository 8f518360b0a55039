import type { WorkRole } from "arxivlens/api";

const site = "ArxivLens";

/** A title as the tab of a browser shows it. */
export const titled = (...parts: readonly string[]): string => [...parts, site].join(" · ");

/** Titles of pages, as far as no heading has the same words. */
export const titleWords = {
  home: "ArxivLens: read a paper, map it, run it",
  search: "Search",
  categories: "Categories",
  author: "Author",
  term: "Term",
  coverage: "Coverage",
  versions: (title: string): string => `Versions: ${title}`,
  notHeld: (wanted: string): string => `Not held here: ${wanted}`,
  related: (role: WorkRole, title: string): string =>
    role === "citing" ? `Works that cite ${title}` : `References of ${title}`,
  lab: (title: string): string => `Lab: ${title}`,
  badId: "Not an arXiv id",
  error: "Something failed",
} as const;
