import type { CitationSide } from "../arxiv/citation-neighbours.ts";
import { paperOf, type CitationEdge, type Paper } from "../arxiv/paper.ts";
import type { SearchIndex } from "../search/search-index.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { resolveReferences, titleWords, type CitedWork, type ResolvedReference } from "../search/reference-resolver.ts";

/** One entry of a list of references and what became of it. */
export interface ImportedReference {
  readonly title: string | null;
  /** Key of the work that it means; null for an entry that names nothing at all. */
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

/** Who says so, and whom the list holds. */
export interface ListOrigin {
  /** For example `semantic-scholar`. */
  readonly source: string;
  readonly side: CitationSide;
}

/** What became of the entries of a list, in its order. */
export interface ImportedList {
  readonly resolved: number;
  readonly unresolved: number;
  readonly entries: readonly ImportedReference[];
}

/**
 * Writes what a paper cites, or who cites it. Entries that mean no work of the store become works of their own with what
 * is known of them, so that nothing is lost and later records of the same work can be merged with them.
 */
export async function importList(
  store: LibraryStore,
  index: SearchIndex,
  key: string,
  list: readonly (CitedWork & { readonly raw?: string })[],
  { source, side }: ListOrigin,
): Promise<ImportedList> {
  const resolved = await resolveReferences(store.papers, index, list);
  const works: Paper[] = [];
  const edges: CitationEdge[] = [];
  const entries = list.map((entry, at): ImportedReference => {
    const work = resolved[at] ?? null;
    const other = work?.key ?? unresolvedKey(entry);
    if (other !== null) {
      const ends = side === "cited" ? { citing: key, cited: other } : { citing: other, cited: key };
      edges.push({ ...ends, source, ...(work === null || work.score === 1 ? {} : { score: work.score }) });
      if (work === null) works.push(unresolvedWork(other, entry, source));
    }
    return { title: entry.title, key: other, evidence: work?.evidence ?? null, score: work?.score ?? null };
  });
  // Works first: an edge whose work has no record would be shown by its key alone.
  await store.papers.upsert(works);
  await store.citations.upsert(edges);
  return { resolved: resolved.filter((work) => work !== null).length, unresolved: works.length, entries };
}

/**
 * The same for what a paper says that it cites.
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
  const { entries, ...counts } = await importList(store, index, citing, references, { source, side: "cited" });
  return { citing, ...counts, references: entries };
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
