import type { CitationEdge, Paper } from "../arxiv/paper.ts";
import type { CitationClaim, RelatedWork, WorkRole } from "./contract.ts";
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
  const citing = claimsPerWork(await citations.citing(key), (edge) => edge.citing);
  const references = claimsPerWork(await citations.references(key), (edge) => edge.cited);
  const records = await papers.getMany([...new Set([...citing.keys(), ...references.keys()])]);
  const list = (works: ReadonlyMap<string, readonly CitationClaim[]>, role: WorkRole): readonly RelatedWork[] =>
    [...works]
      .map(([other, claims]) => ({
        ...workSummary(other, records.get(other) ?? null, snapshot.graph.citedBy(other)),
        role,
        edgeSources: claims.map(({ source }) => source),
        claims,
      }))
      .toSorted(byYearThenTitle);
  return { citing: list(citing, "citing"), references: list(references, "reference"), papers: records };
}

function claimsPerWork(
  edges: readonly CitationEdge[],
  other: (edge: CitationEdge) => string,
): ReadonlyMap<string, readonly CitationClaim[]> {
  const works = new Map<string, CitationClaim[]>();
  for (const edge of edges) {
    const claim = { source: edge.source, claimedOn: edge.claimedOn ?? null, score: edge.score ?? null };
    const known = works.get(other(edge));
    if (known === undefined) works.set(other(edge), [claim]);
    else known.push(claim);
  }
  return works;
}

/** Latest first, works without a year last; ties by title, then key. */
function byYearThenTitle(a: RelatedWork, b: RelatedWork): number {
  return (b.year ?? 0) - (a.year ?? 0) || compare(a.plainTitle, b.plainTitle) || compare(a.key, b.key);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
