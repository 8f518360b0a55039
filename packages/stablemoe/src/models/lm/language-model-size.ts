import type { LanguageModelConfig } from "./language-model.ts";

/** What a model costs, known before anything is allocated. */
export interface LanguageModelSize {
  /** Parameters outside experts and routers. */
  readonly shared: number;
  readonly expert: number;
  /** Centroids and the distilled router's embeddings. */
  readonly router: number;
  /** Multiply-accumulates of one forward pass over one full sequence, output projection included (specification 8.3). */
  readonly multiplyAccumulates: number;
}

/** Bytes of a training run, known before the first step. */
export interface MemoryEstimate {
  /** Weights, gradients and both moments, fp32. */
  readonly parameters: number;
  /** Largest sum of activations, saved values and gradients of one update. */
  readonly activations: number;
  readonly total: number;
}

const normParameters = (width: number): number => 2 * width;

/** Counts of the StableMoE language model; `routingWidth` 0 stands for a router without a student. */
export function languageModelSize(config: LanguageModelConfig, routingWidth = 50): LanguageModelSize {
  const { vocabSize, width: d, innerWidth: f, layers, sequenceLength: n, moe, dense } = config;
  const block = 2 * normParameters(d) + (3 * d * d + 3 * d) + (d * d + d) + (d * f + f) + (f * d + d);
  const denseLayers = dense === undefined ? 0 : dense.after.length * dense.sublayers;
  const denseInner = dense?.innerWidth ?? 0;
  const denseStack = denseLayers * (normParameters(d) + (d * denseInner + denseInner) + (denseInner * d + d));
  const moeLayers = moe?.after.length ?? 0;
  const sharedInner = (moe?.sharedExperts ?? 0) * f;
  const sharedLayers = sharedInner === 0 ? 0 : moeLayers * (moe?.sublayers ?? 0);
  const sharedExperts = sharedLayers * (normParameters(d) + (d * sharedInner + sharedInner) + (sharedInner * d + d));
  const shared = vocabSize * d + n * d + layers * block + denseStack + sharedExperts + normParameters(d);
  const sublayer = normParameters(d) + (d * f + f) + (f * d + d);
  const experts = moe?.numExperts ?? 0;
  const expert = moeLayers * experts * (moe?.sublayers ?? 0) * sublayer;
  const router = moeLayers * (experts * d + (routingWidth > 0 ? (vocabSize + experts) * routingWidth : 0));
  const perToken = layers * (4 * d * d + 2 * d * f) + vocabSize * d + moeLayers * (moe?.sublayers ?? 0) * 2 * d * f;
  const densePerToken = denseLayers * 2 * d * denseInner + sharedLayers * 2 * d * sharedInner;
  return { shared, expert, router, multiplyAccumulates: n * (perToken + densePerToken) + layers * 2 * n * n * d };
}

/** Rows of logits that the loss holds at once. */
const LOGIT_ROWS = 256;
const FLOAT_BYTES = 4;

/**
 * Memory of training with a batch of so many sequences. Activations follow from the operations of the model: each
 * output lives until its backward half has run, so the peak is all of them plus the gradients in flight.
 */
export function estimateMemory(config: LanguageModelConfig, batch: number, routingWidth = 50): MemoryEstimate {
  const { vocabSize, width: d, innerWidth: f, heads, layers, sequenceLength, moe } = config;
  const T = batch * sequenceLength;
  const { shared, expert, router } = languageModelSize(config, routingWidth);
  // Norm, packed qkv, attention, projection, residual, norm, inner, outer, residual, and the saved statistics.
  const block = T * (d + 3 * d + d + d + d + d + f + d + d) + 4 * T + T * heads;
  const sublayer = T * (d + f + d + d) + 2 * T;
  const sharedWidth = (moe?.sharedExperts ?? 0) * f;
  const sharedSublayer = sharedWidth === 0 ? 0 : T * (3 * d + sharedWidth) + 2 * T;
  const layer =
    moe === null
      ? 0
      : T * d +
        moe.sublayers * (sublayer + sharedSublayer) +
        T * d +
        T * (2 * moe.numExperts + 4) +
        T * 2 * routingWidth;
  const loss = LOGIT_ROWS * vocabSize + T * d + vocabSize * d;
  const gradientsInFlight = T * (f + 3 * d);
  const floats = 2 * T * d + layers * block + (moe?.after.length ?? 0) * layer + loss + gradientsInFlight;
  const parameters = 4 * FLOAT_BYTES * (shared + expert + router);
  const activations = FLOAT_BYTES * floats;
  return { parameters, activations, total: parameters + activations };
}
