import type { CitationEdge, CitationPairs } from "../arxiv/paper.ts";

/** Citations, stored in both directions so that either side is a routed read. */
export interface CitationStore {
  /** Batched, one transaction. The same edge from the same source is kept once; self-citations are dropped. */
  upsert(edges: readonly CitationEdge[]): Promise<void>;
  /** Routed. Edges whose cited work is `key`, ordered by the citing work's key number, then source. */
  citing(key: string): Promise<readonly CitationEdge[]>;
  /** Routed. Edges whose citing work is `key`, ordered by the cited work's key number, then source. */
  references(key: string): Promise<readonly CitationEdge[]>;
  /** Batched. Number of distinct works that cite each key; unknown keys count 0. */
  citedBy(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Scan, for evaluations. Each edge once, with one of its sources. */
  edges(): Promise<readonly CitationEdge[]>;
  /** Scan, for building the graph in memory without an object per citation. */
  pairs(): Promise<CitationPairs>;
  /** Routed. Grows whenever `pairs` would answer something else, and only then. */
  version(): Promise<number>;
}
