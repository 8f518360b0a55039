import type { CitationEdge, Paper } from "../arxiv/paper.ts";
import type { LibraryStore } from "../store/library-store.ts";

/** Name of the starter set among the sources. */
export const starterSource = "starter-set";

/**
 * Loads the starter set in one transaction, once per fingerprint.
 *
 * @returns true when it was loaded now
 */
export async function importStarterSet(
  store: LibraryStore,
  fingerprint: string,
  read: () => { readonly papers: readonly Paper[]; readonly citations: readonly CitationEdge[] },
): Promise<boolean> {
  const stored = await store.imports.get(starterSource);
  if (stored?.finished === true && stored.fingerprint === fingerprint) return false;
  const { papers, citations } = read();
  await store.imports.commit(
    {
      source: starterSource,
      fingerprint,
      finished: true,
      cursor: {},
      papers: papers.length,
      citations: citations.length,
      skipped: 0,
      skippedLines: [],
    },
    papers,
    citations,
  );
  return true;
}
