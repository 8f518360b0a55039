export {
  LanguageModel,
  middlePositions,
  moePlacement,
  moePositions,
  type DenseConfig,
  type MoePosition,
  type LanguageModelConfig,
  type LanguageModelInput,
  type LanguageModelOutput,
  type MoeConfig,
  type RouterFactory,
} from "./lm/language-model.ts";
export {
  estimateMemory,
  languageModelSize,
  type LanguageModelSize,
  type MemoryEstimate,
} from "./lm/language-model-size.ts";
export { DecodingCache } from "./lm/decoding-cache.ts";
export { generate, type GenerateOptions } from "./lm/generate.ts";
export { sample, type SamplingOptions } from "./lm/sample.ts";
