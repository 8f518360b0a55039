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
export type { RoutedModel } from "./routed-model.ts";
export { beamSearch, type BeamSearchOptions } from "./mt/beam-search.ts";
export { lengthNormalised, type Hypothesis } from "./mt/hypothesis.ts";
export { sampleTranslations, type TranslationSamplingOptions } from "./mt/sample-translations.ts";
export {
  routingVocabulary,
  type TranslationDenseConfig,
  type TranslationModelConfig,
  type TranslationMoeConfig,
  type TranslationPlaces,
} from "./mt/translation-config.ts";
export {
  TranslationModel,
  type Decoded,
  type DecodedPast,
  type Encoded,
  type EncodedSources,
  type SourceSentences,
  type TargetBeginnings,
} from "./mt/translation-model.ts";
export { estimateTranslationMemory, translationModelSize, type SentenceLengths } from "./mt/translation-model-size.ts";
