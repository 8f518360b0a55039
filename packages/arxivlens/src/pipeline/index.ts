// Loading.
export { importCorpus, type ImportOptions, type ImportProgress, type ImportReport } from "./import-corpus.ts";
export { importStarterSet, starterSource } from "./import-starter-set.ts";

// Completing in the background.
export { createCompletionJob, type CompletionJob, type CompletionOptions } from "./completion-job.ts";
export { describeHoldings, type FreshnessSource, type Holdings } from "./freshness.ts";
