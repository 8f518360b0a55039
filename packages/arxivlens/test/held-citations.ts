import type { CitationStore } from "../src/store/citation-store.ts";

/** A store of citations that gives all its pairs in another way. */
export function withPairs(citations: CitationStore, pairs: CitationStore["pairs"]): CitationStore {
  return {
    upsert: (edges) => citations.upsert(edges),
    citing: (key) => citations.citing(key),
    references: (key) => citations.references(key),
    claims: (asked) => citations.claims(asked),
    citedBy: (keys) => citations.citedBy(keys),
    neighbours: (keys, side, most) => citations.neighbours(keys, side, most),
    numbered: citations.numbered,
    edges: () => citations.edges(),
    changesSince: (version) => citations.changesSince(version),
    version: () => citations.version(),
    pairs,
  };
}

/** Citations of which nobody gets all pairs before `release`: a large store that takes its time. */
export interface HeldCitations {
  readonly citations: CitationStore;
  readonly release: () => void;
}

export function heldCitations(citations: CitationStore): HeldCitations {
  let release = (): void => undefined;
  const released = new Promise<void>((done) => (release = done));
  return {
    release,
    citations: withPairs(citations, async () => {
      const pairs = await citations.pairs();
      await released;
      return pairs;
    }),
  };
}
