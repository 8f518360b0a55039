// Documents
export type { TextDocument } from "./text-document.ts";
export { splitDocuments, splitOf, type DocumentSplits, type SplitName, type SplitOptions } from "./split-documents.ts";

// Reading corpora
export { jsonLineParser, tsvParser, type CorpusIssue, type LineOutcome, type LineParser } from "./corpus-records.ts";
export { linesOf } from "./lines.ts";
export { plainTextDocuments } from "./plain-text.ts";

// Tokens
export {
  encodeDocuments,
  TokenStream,
  windows,
  type EncodeDocumentsOptions,
  type TokenSource,
  type Windows,
} from "./token-stream.ts";

export { SHARD_HEADER_BYTES, encodeShard, readShardHeader, type ShardHeader, type TokenShard } from "./token-shard.ts";

// Batches
export { BatchSampler, readBatch, type BatchSamplerOptions, type TokenBatch } from "./batch-sampler.ts";
export { validationBatches, type ValidationBatch, type ValidationOptions } from "./validation-batches.ts";

// Baselines
export { countTokens, unigramEntropy, type UnigramEntropy } from "./unigram-entropy.ts";

// Parallel text
export type { ParallelSegment } from "./parallel/parallel-segment.ts";
export { tsvSegments } from "./parallel/tsv-segments.ts";
export { poSegments } from "./parallel/po-segments.ts";
export { tmxSegments } from "./parallel/tmx-segments.ts";
export { alignedSegments, type AlignedFile } from "./parallel/aligned-segments.ts";
export { ParallelCleaner, type CleanSegment, type CleaningOptions, type DuplicatePolicy } from "./parallel/cleaning.ts";
export { DropCounter, type DropReason, type Dropped, type DroppedExample } from "./parallel/cleaning-report.ts";
export { parseDirections, type DirectionChoice } from "./parallel/directions.ts";
export type { Direction, TokenPairs, TranslationBatch, TranslationBatches } from "./parallel/translation-batch.ts";
export {
  BucketedBatches,
  readPairs,
  type BucketedBatchesOptions,
  type SentenceMarks,
} from "./parallel/bucketed-batches.ts";
