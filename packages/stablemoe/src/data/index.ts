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
export type { Direction, TokenPairs, TranslationBatch, TranslationBatches } from "./parallel/translation-batch.ts";
