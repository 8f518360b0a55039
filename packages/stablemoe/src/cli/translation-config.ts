import { type MoePosition, moePlacement } from "../models/lm/language-model.ts";
import type { TranslationModelConfig } from "../models/mt/translation-config.ts";
import type { BpeTokenizer } from "../tokenizer/bpe-tokenizer.ts";
import { denseStack } from "./dense-stack.ts";
import type { RunSettings } from "./settings.ts";

/** Sizes of a translation run's model. */
export function translationConfig(
  settings: RunSettings,
  { vocabSize, padId }: Pick<BpeTokenizer, "vocabSize" | "padId">,
  languageTags: readonly number[],
): TranslationModelConfig {
  const { numExperts, innerWidth, layers, router, sequenceLength, position, sublayers, sharedExperts } = settings;
  const { after, sublayers: each } = moePlacement(position as MoePosition, layers, sublayers);
  const places = { encoderAfter: after, decoderAfter: after };
  const size = {
    vocabSize,
    padId,
    width: settings.width,
    innerWidth,
    heads: settings.heads,
    encoderLayers: layers,
    decoderLayers: layers,
    maxLength: sequenceLength,
    dropout: settings.dropout,
    labelSmoothing: settings.labelSmoothing,
    ...(settings.routeBy === "token+language" ? { routingTags: languageTags } : {}),
  };
  if (router === "dense") return { ...size, moe: null };
  const dense = denseStack(settings, each);
  if (dense !== null) return { ...size, moe: null, dense: { ...places, ...dense } };
  return { ...size, moe: { ...places, numExperts, sublayers: each, sharedExperts } };
}
