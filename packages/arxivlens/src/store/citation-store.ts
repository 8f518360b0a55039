import type { CitationNeighbours } from "../arxiv/citation-neighbours.ts";
import type { CitationChange, CitationEdge, CitationPairs } from "../arxiv/paper.ts";

/** All pairs of one moment. */
export interface PairsOfVersion extends CitationPairs {
  readonly version: number;
}

/** What happened to the pairs between two versions. */
export interface CitationChanges {
  /** The version that the changes lead to. */
  readonly version: number;
  readonly changes: readonly CitationChange[];
}

/** Citations, stored in both directions so that either side is a routed read. */
export interface CitationStore extends CitationNeighbours {
  /** Batched, one transaction. The same edge from the same source is kept once; self-citations are dropped. */
  upsert(edges: readonly CitationEdge[]): Promise<void>;
  /** Routed. Edges whose cited work is `key`, ordered by the citing work's key number, then source. */
  citing(key: string): Promise<readonly CitationEdge[]>;
  /** Routed. Edges whose citing work is `key`, ordered by the cited work's key number, then source. */
  references(key: string): Promise<readonly CitationEdge[]>;
  /** Batched. All claims that the first work of a pair cites the second, pairs in order, then by source. */
  claims(pairs: readonly (readonly [citing: string, cited: string])[]): Promise<readonly CitationEdge[]>;
  /** Scan, for evaluations. Each edge once, with one of its sources. */
  edges(): Promise<readonly CitationEdge[]>;
  /**
   * Scan, for building the graph in memory without an object per citation. Keys come by key number, with their places. It
   * is read in slices, between which others have their turn and may write: pairs that came or went after `version` may be
   * in or not, and `changesSince` it makes them those of now.
   */
  pairs(): Promise<PairsOfVersion>;
  /**
   * Bounded. What has changed since a version, in order: taken one after the other, the changes turn the pairs of that
   * version into those of now. Null when the feed does not reach back so far; read all pairs then. It reaches back over
   * single additions, merges and splits, not over a batch of thousands.
   */
  changesSince(version: number): Promise<CitationChanges | null>;
  /** Routed. Grows whenever `pairs` would answer something else, and only then. */
  version(): Promise<number>;
}
