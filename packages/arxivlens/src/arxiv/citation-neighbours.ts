/** Whom a list of neighbours holds: the works that cite one, or those that it cites. */
export type CitationSide = "citing" | "cited";

/**
 * Who cites whom around given works, read as it is asked for: from a graph in memory, or from a store that holds more
 * than anyone wants to read first. Keys are those under which works are shown.
 */
export interface CitationNeighbours {
  /** Batched. Number of distinct works that cite each key; unknown keys count 0. */
  citedBy(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Batched. Distinct works on one side of each key, itself left out, by key number; the first `most` of each. Every key
   * has a list, which is empty for an unknown one.
   */
  neighbours(
    keys: readonly string[],
    side: CitationSide,
    most?: number,
  ): Promise<ReadonlyMap<string, readonly string[]>>;
}
