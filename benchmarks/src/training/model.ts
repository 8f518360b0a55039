import type { Backend } from "@stablemoe/tensor";
import { LanguageModel, routers } from "stablemoe";

/** The model that every peer trains, and how. */
export interface TrainingConfig {
  readonly batch: number;
  readonly length: number;
  readonly layers: number;
  /** The MoE layer stands after so many blocks. */
  readonly after: number;
  readonly numExperts: number;
  readonly sublayers: number;
  readonly capacityFactor: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly gradClipNorm: number;
  readonly width: number;
  readonly heads: number;
  readonly vocabSize: number;
}

const shared = {
  batch: 8,
  length: 256,
  layers: 4,
  after: 2,
  numExperts: 16,
  sublayers: 1,
  /** Dropless: capacity beyond what any expert could be asked for. */
  capacityFactor: 1000,
  learningRate: 3e-4,
  weightDecay: 0.01,
  gradClipNorm: 0.1,
};

/** Sizes of the comparison; `golden` is the one whose losses and gradients are kept in the repository. */
export const sizes: Readonly<Record<string, TrainingConfig>> = {
  golden: {
    ...shared,
    capacityFactor: 2,
    width: 16,
    heads: 2,
    vocabSize: 40,
    batch: 2,
    length: 12,
    layers: 2,
    after: 1,
    numExperts: 4,
  },
  small: { ...shared, width: 128, heads: 2, vocabSize: 8192 },
  base: { ...shared, width: 256, heads: 4, vocabSize: 8192 },
  large: { ...shared, width: 512, heads: 8, vocabSize: 16384 },
};

/** No padding id: every token counts, as in the peer. */
export function createModel(config: TrainingConfig, backend: Backend, seed = 1): LanguageModel {
  const { width, vocabSize, numExperts, length, heads, layers, sublayers, after } = config;
  const size = { vocabSize, padId: -1, sequenceLength: length, width, innerWidth: 4 * width, heads, layers };
  return new LanguageModel(
    { ...size, moe: { numExperts, sublayers, after: [after] } },
    (store, name) => routers["stable"]!(store, name, { ...config, ...size, seed }),
    backend,
    seed,
  );
}

/** Token ids with a Zipf-like distribution and some structure from one token to the next, so that losses fall. */
export function makeBatches({ vocabSize, batch, length }: TrainingConfig, count: number): Int32Array {
  const tokens = batch * length;
  const out = new Int32Array(count * 2 * tokens);
  let state = 12345;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let b = 0; b < count; b++) {
    let id = 0;
    for (let i = 0; i <= tokens; i++) {
      id = uniform() < 0.5 ? (id * 7 + 3) % vocabSize : Math.floor(vocabSize * uniform() ** 4);
      if (i < tokens) out[b * 2 * tokens + i] = id;
      if (i > 0) out[b * 2 * tokens + tokens + i - 1] = id;
    }
  }
  return out;
}
