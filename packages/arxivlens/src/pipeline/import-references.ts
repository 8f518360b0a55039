import { paperOf, type CitationEdge, type Paper } from "../arxiv/paper.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { resolveReferences, titleWords, type CitedWork, type ResolvedReference } from "../search/reference-resolver.ts";

/** One entry of a list of references and what became of it. */
export interface ImportedReference {
  readonly title: string | null;
  /** Key of the cited work; null for an entry that names nothing at all. */
  readonly key: string | null;
  /** Null for a work that is kept as it is written, unresolved. */
  readonly evidence: ResolvedReference["evidence"] | null;
  readonly score: number | null;
}

export interface ImportedReferences {
  readonly citing: string;
  readonly resolved: number;
  readonly unresolved: number;
  readonly references: readonly ImportedReference[];
}

/**
 * Writes what a paper cites. References that mean no work of the store become works of their own with what is known of
 * them, so that nothing is lost and later records of the same work can be merged with them.
 *
 * @param source who says so, for example `references:paper.bbl`
 */
export async function importReferences(
  store: LibraryStore,
  index: SearchIndex,
  citing: string,
  references: readonly (CitedWork & { readonly raw?: string })[],
  source: string,
): Promise<ImportedReferences> {
  const resolved = await resolveReferences(store.papers, index, references);
  const works: Paper[] = [];
  const edges: CitationEdge[] = [];
  const imported = references.map((reference, at): ImportedReference => {
    const work = resolved[at] ?? null;
    const key = work?.key ?? unresolvedKey(reference);
    if (key !== null) {
      edges.push({ citing, cited: key, source, ...(work === null || work.score === 1 ? {} : { score: work.score }) });
      if (work === null) works.push(unresolvedWork(key, reference, source));
    }
    return { title: reference.title, key, evidence: work?.evidence ?? null, score: work?.score ?? null };
  });
  // Works first: an edge whose work has no record would be shown by its key alone.
  await store.papers.upsert(works);
  await store.citations.upsert(edges);
  return {
    citing,
    resolved: resolved.filter((work) => work !== null).length,
    unresolved: works.length,
    references: imported,
  };
}

const longestSlug = 80;

/** The same words and year give the same key, so that papers that cite one unknown work share it. */
function unresolvedKey({ title, raw, year, doi }: CitedWork & { readonly raw?: string }): string | null {
  const words = titleWords(title ?? doi ?? raw ?? "").join("-");
  if (words === "") return null;
  return `work:${words.slice(0, longestSlug).replace(/-+$/u, "")}${year === null ? "" : `-${year}`}`;
}

const unresolvedWork = (
  key: string,
  { title, authors, year, doi, raw }: CitedWork & { readonly raw?: string },
  source: string,
): Paper =>
  paperOf(key, {
    title: title ?? raw?.trim() ?? doi ?? key,
    authors,
    year,
    doi: doi === null ? [] : [doi],
    sources: [source],
  });
