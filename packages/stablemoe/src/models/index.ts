export {
  LanguageModel,
  middlePositions,
  type LanguageModelConfig,
  type LanguageModelInput,
  type LanguageModelOutput,
  type MoeConfig,
  type RouterFactory,
} from "./lm/language-model.ts";
