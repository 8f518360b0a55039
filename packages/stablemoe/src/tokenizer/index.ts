// Contract
export { StableMoeError } from "./error.ts";
export type { Tokenizer } from "./tokenizer.ts";

// Byte-level BPE
export { BpeTokenizer } from "./bpe-tokenizer.ts";
export { trainByteLevelBpe, type BpeProgress, type BpeTrainingOptions } from "./train-byte-level-bpe.ts";
export type { BpeMerge, BpeVocabulary } from "./vocabulary.ts";

// Without training
export { ByteTokenizer } from "./byte-tokenizer.ts";
