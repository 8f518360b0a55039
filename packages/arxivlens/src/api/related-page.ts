import type { RelatedPage, WorkRole } from "./contract.ts";
import type { Library } from "./library.ts";
import { relatedWorks } from "./related-works.ts";

/** A page of who cites a paper, or of what it cites, latest first. */
export async function relatedPage(
  library: Library,
  key: string,
  role: WorkRole,
  page: number,
  pageSize: number,
): Promise<RelatedPage> {
  const snapshot = await library.snapshot();
  const related = await snapshot.remember("related", key, () => relatedWorks(library, snapshot, key));
  const works = role === "citing" ? related.citing : related.references;
  const start = (page - 1) * pageSize;
  return {
    key,
    role,
    total: works.length,
    page,
    pageSize,
    pages: Math.ceil(works.length / pageSize),
    works: works.slice(start, start + pageSize),
  };
}
