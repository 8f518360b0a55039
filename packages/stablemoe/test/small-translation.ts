import { type Backend, hash32 } from "@stablemoe/tensor";
import type { TranslationBatch } from "../src/data/parallel/translation-batch.ts";
import { type TranslationModelConfig, routingVocabulary } from "../src/models/mt/translation-config.ts";
import { TranslationModel } from "../src/models/mt/translation-model.ts";
import { routers } from "../src/moe/routers/index.ts";
import { float64, makeGeneric } from "./small-model.ts";

export const END = 1;
/** Tags of two target languages. */
export const TAGS = [2, 3] as const;

export const smallTranslation: TranslationModelConfig = {
  vocabSize: 13,
  padId: 0,
  width: 8,
  innerWidth: 12,
  heads: 2,
  encoderLayers: 2,
  decoderLayers: 2,
  maxLength: 12,
  dropout: 0,
  labelSmoothing: 0.1,
  moe: { numExperts: 3, sublayers: 1, encoderAfter: [1], decoderAfter: [1] },
};

/** A small model; `generic` replaces the special initial values (zero W2, equal experts) by random ones. */
export function smallTranslationModel(
  kind: string,
  {
    config = smallTranslation,
    backend = float64,
    generic = false,
    seed = 3,
  }: {
    readonly config?: TranslationModelConfig;
    readonly backend?: Backend;
    readonly generic?: boolean;
    readonly seed?: number;
  } = {},
): TranslationModel {
  const options = {
    numExperts: config.moe?.numExperts ?? 1,
    width: config.width,
    vocabSize: routingVocabulary(config),
    padId: config.padId,
    sequenceLength: config.maxLength,
    seed: 5,
    routingWidth: 4,
    capacityFactor: 100,
  };
  const model = new TranslationModel(config, (store, name) => routers[kind]!(store, name, options), backend, seed);
  if (generic) makeGeneric(model, seed);
  return model;
}

/** Reproducible pairs of the given lengths (words, without tag and end): the translation is the source backwards. */
export function pairs(lengths: readonly number[], vocabSize = smallTranslation.vocabSize, seed = 1): TranslationBatch {
  const batch = lengths.length;
  const longest = Math.max(...lengths);
  const [sourceLength, targetLength] = [longest + 2, longest + 1];
  const source = new Int32Array(batch * sourceLength);
  const inputs = new Int32Array(batch * targetLength);
  const targets = new Int32Array(batch * targetLength).fill(-1);
  for (const [b, length] of lengths.entries()) {
    const first = 2 + TAGS.length;
    const words = Array.from({ length }, (_, i) => first + (hash32(hash32(seed, b), i) % (vocabSize - first)));
    const back = words.toReversed();
    source.set([TAGS[b % TAGS.length]!, ...words, END], b * sourceLength);
    inputs.set([END, ...back], b * targetLength);
    targets.set([...back, END], b * targetLength);
  }
  return {
    batch,
    sourceLength,
    targetLength,
    source,
    sourceLengths: Int32Array.from(lengths, (n) => n + 2),
    inputs,
    targets,
    targetLengths: Int32Array.from(lengths, (n) => n + 1),
    directions: Int32Array.from(lengths, (_, b) => b % TAGS.length),
  };
}
