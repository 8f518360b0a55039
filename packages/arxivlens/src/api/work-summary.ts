import { plainText, richText } from "../arxiv/latex-text.ts";
import type { Paper } from "../arxiv/paper.ts";
import { categoryName } from "../arxiv/taxonomy.ts";
import type { Category, WorkSummary } from "./contract.ts";

/** Address of a work's page here. */
export function hrefOf(key: string): string {
  return key.startsWith("work:") ? `/works/${encodeURIComponent(key.slice("work:".length))}` : `/abs/${key}`;
}

export function categoryOf(code: string): Category {
  return { code, name: categoryName(code) };
}

/** What lists show of a work; `paper` is null for a work that only an edge names. */
export function workSummary(key: string, paper: Paper | null, citedBy: number): WorkSummary {
  const arxivId = paper?.arxivId ?? (key.startsWith("work:") ? null : key);
  const title = paper?.title ?? (arxivId === null ? key.slice("work:".length) : `arXiv:${arxivId}`);
  return {
    key,
    arxivId,
    title: richText(title),
    plainTitle: plainText(title),
    authors: paper?.authors ?? [],
    year: paper?.year ?? null,
    href: hrefOf(key),
    citedBy,
    resolved: paper !== null && (paper.arxivId !== null || paper.abstract !== null),
    withdrawn: paper?.withdrawn ?? false,
  };
}
