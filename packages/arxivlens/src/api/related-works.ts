import type { CitationEdge, Paper } from "../arxiv/paper.ts";
import type { RelatedWork, WorkRole } from "./contract.ts";
import type { Library, Snapshot } from "./library.ts";
import { workSummary } from "./work-summary.ts";

/** Works that cite a paper and works that it cites, with records where there are some. */
export interface RelatedWorks {
  readonly citing: readonly RelatedWork[];
  readonly references: readonly RelatedWork[];
  readonly papers: ReadonlyMap<string, Paper>;
}

export async function relatedWorks(library: Library, snapshot: Snapshot, key: string): Promise<RelatedWorks> {
  const { citations, papers } = library.store;
  const citing = sourcesPerWork(await citations.citing(key), (edge) => edge.citing);
  const references = sourcesPerWork(await citations.references(key), (edge) => edge.cited);
  const records = await papers.getMany([...new Set([...citing.keys(), ...references.keys()])]);
  const list = (works: ReadonlyMap<string, readonly string[]>, role: WorkRole): readonly RelatedWork[] =>
    [...works]
      .map(([other, edgeSources]) => ({
        ...workSummary(other, records.get(other) ?? null, snapshot.graph.citations(other).length),
        role,
        edgeSources,
      }))
      .toSorted(byYearThenTitle);
  return { citing: list(citing, "citing"), references: list(references, "reference"), papers: records };
}

function sourcesPerWork(
  edges: readonly CitationEdge[],
  other: (edge: CitationEdge) => string,
): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>();
  for (const edge of edges) {
    const known = sources.get(other(edge));
    if (known === undefined) sources.set(other(edge), [edge.source]);
    else known.push(edge.source);
  }
  return sources;
}

/** Latest first, works without a year last; ties by title, then key. */
function byYearThenTitle(a: RelatedWork, b: RelatedWork): number {
  return (b.year ?? 0) - (a.year ?? 0) || compare(a.plainTitle, b.plainTitle) || compare(a.key, b.key);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
