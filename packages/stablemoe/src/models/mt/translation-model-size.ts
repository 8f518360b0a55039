import type { LanguageModelSize, MemoryEstimate } from "../lm/language-model-size.ts";
import { type TranslationModelConfig, routingVocabulary } from "./translation-config.ts";

const normParameters = (width: number): number => 2 * width;

/** Lengths that multiply-accumulates are stated for. */
export interface SentenceLengths {
  readonly source: number;
  readonly target: number;
}

/**
 * Counts of a translation model, known before anything is allocated; multiply-accumulates are of one forward pass over one
 * pair of sentences. `routingWidth` 0 stands for routers without a student.
 */
export function translationModelSize(
  config: TranslationModelConfig,
  routingWidth = 50,
  { source, target }: SentenceLengths = { source: config.maxLength, target: config.maxLength },
): LanguageModelSize {
  const { vocabSize, width: d, innerWidth: f, encoderLayers, decoderLayers, moe, dense } = config;
  const attention = normParameters(d) + 4 * (d * d + d);
  const sublayerOf = (inner: number): number => normParameters(d) + (d * inner + inner) + (inner * d + d);
  const encoderBlock = attention + sublayerOf(f);
  const decoderBlock = 2 * attention + sublayerOf(f);
  const places = (at: { readonly encoderAfter: readonly number[]; readonly decoderAfter: readonly number[] } | null) =>
    at === null ? { encoder: 0, decoder: 0 } : { encoder: at.encoderAfter.length, decoder: at.decoderAfter.length };
  const moeAt = places(moe);
  const denseAt = places(dense ?? null);
  const denseStack = (dense?.sublayers ?? 0) * sublayerOf(dense?.innerWidth ?? 0);
  const sharedInner = (moe?.sharedExperts ?? 0) * f;
  const sharedStack = sharedInner === 0 ? 0 : (moe?.sublayers ?? 0) * sublayerOf(sharedInner);
  const moeLayers = moeAt.encoder + moeAt.decoder;
  const shared =
    vocabSize * d +
    encoderLayers * encoderBlock +
    decoderLayers * decoderBlock +
    2 * normParameters(d) +
    (denseAt.encoder + denseAt.decoder) * denseStack +
    moeLayers * sharedStack;
  const experts = moe?.numExperts ?? 0;
  const expert = moeLayers * experts * (moe?.sublayers ?? 0) * sublayerOf(f);
  const student = routingWidth > 0 ? (routingVocabulary(config) + experts) * routingWidth : 0;
  const router = moeLayers * (experts * d + student);
  const stackPerToken = (at: { readonly encoder: number; readonly decoder: number }, side: "encoder" | "decoder") =>
    at[side] * (moe?.sublayers ?? 0) * 2 * d * (f + sharedInner);
  const densePerToken = (side: "encoder" | "decoder") =>
    denseAt[side] * (dense?.sublayers ?? 0) * 2 * d * (dense?.innerWidth ?? 0);
  const encoderToken =
    encoderLayers * (4 * d * d + 2 * d * f) + stackPerToken(moeAt, "encoder") + densePerToken("encoder");
  const decoderToken =
    decoderLayers * (6 * d * d + 2 * d * f) +
    vocabSize * d +
    stackPerToken(moeAt, "decoder") +
    densePerToken("decoder");
  const memory = source * decoderLayers * 2 * d * d; // keys and values of the encoder's output
  const attended = 2 * d * (encoderLayers * source * source + decoderLayers * (target * target + target * source));
  return {
    shared,
    expert,
    router,
    multiplyAccumulates: source * encoderToken + target * decoderToken + memory + attended,
  };
}

const FLOAT_BYTES = 4;
/** Rows of logits that the loss holds at once. */
const LOGIT_ROWS = 256;

/** Memory of training on so many source and target tokens at once; see `estimateMemory` for language models. */
export function estimateTranslationMemory(
  config: TranslationModelConfig,
  { source, target }: SentenceLengths,
  routingWidth = 50,
): MemoryEstimate {
  const { vocabSize, width: d, innerWidth: f, encoderLayers, decoderLayers, heads, moe } = config;
  const { shared, expert, router } = translationModelSize(config, routingWidth);
  const attention = (tokens: number): number => tokens * (7 * d + heads + 2);
  const feedForward = (tokens: number): number => tokens * (3 * d + f + 2);
  const layerOf = (tokens: number): number =>
    moe === null
      ? 0
      : 2 * tokens * d +
        moe.sublayers * tokens * (3 * d + f + 2) +
        tokens * (2 * moe.numExperts + 4 + 2 * routingWidth);
  const floats =
    2 * (source + target) * d +
    encoderLayers * (attention(source) + feedForward(source)) +
    decoderLayers * (2 * attention(target) + feedForward(target) + 2 * source * d) +
    (moe?.encoderAfter.length ?? 0) * layerOf(source) +
    (moe?.decoderAfter.length ?? 0) * layerOf(target) +
    LOGIT_ROWS * vocabSize +
    target * d +
    vocabSize * d +
    Math.max(source, target) * (f + 3 * d);
  const parameters = 4 * FLOAT_BYTES * (shared + expert + router);
  const activations = FLOAT_BYTES * floats;
  return { parameters, activations, total: parameters + activations };
}
