// What arXiv says: identifiers, categories, text, feeds.
export * from "./arxiv/index.ts";

// Where papers come from, and where they are kept.
export * from "./sources/index.ts";
export * from "./store/index.ts";

// What is computed from them.
export * from "./search/index.ts";
export * from "./graph/index.ts";

// Loading, completing, showing.
export {
  createCompletionJob,
  describeHoldings,
  importCorpus,
  importStarterSet,
  starterSource,
} from "./pipeline/index.ts";
export type {
  CompletionJob,
  CompletionOptions,
  FreshnessSource,
  Holdings,
  ImportOptions,
  ImportProgress,
  ImportReport,
} from "./pipeline/index.ts";
export * from "./lab/index.ts";
export * from "./discussion/index.ts";
export * from "./accounts/index.ts";
export * from "./api/index.ts";
