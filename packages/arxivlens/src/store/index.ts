// What a store offers.
export type { LibraryStore } from "./library-store.ts";
export type { PaperCounts, PaperMatches, PaperQuery, PaperStore, SearchField, SearchTerm } from "./paper-store.ts";
export type { CitationStore } from "./citation-store.ts";
export type { ImportLedger, ImportState, SkippedLine } from "./import-ledger.ts";
export type { FetchOutcome, UpstreamLedger } from "./upstream-ledger.ts";

// Rules that every engine shares.
export { StoreError } from "./errors.ts";
export { mergePaper } from "./merged-paper.ts";
export { firstWorkNumber, paperNumber } from "./paper-key.ts";
