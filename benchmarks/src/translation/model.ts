import { type Backend, fillNormalInto, streamOf } from "@stablemoe/tensor";
import { TranslationModel, type TranslationModelConfig, routers } from "stablemoe";

/** The encoder-decoder that every peer trains and translates with, and how. */
export interface TranslationBenchmark {
  readonly width: number;
  readonly innerWidth: number;
  readonly heads: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  /** A MoE layer stands after so many blocks of either side. */
  readonly after: number;
  readonly numExperts: number;
  readonly sublayers: number;
  readonly vocabSize: number;
  readonly padId: number;
  readonly endId: number;
  readonly maxLength: number;
  readonly labelSmoothing: number;
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly gradClipNorm: number;
  /** Padded tokens of a batch on its longer side. */
  readonly batchTokens: number;
  /** Of decoding: sentences at once, beginnings of each, and the length that all translations are brought to. */
  readonly sentences: number;
  readonly beam: number;
  readonly targetLength: number;
}

const shared = {
  sublayers: 1,
  vocabSize: 8192,
  padId: 0,
  endId: 1,
  maxLength: 64,
  labelSmoothing: 0.1,
  learningRate: 3e-4,
  weightDecay: 0.01,
  gradClipNorm: 0.1,
  batchTokens: 4096,
  sentences: 64,
  beam: 4,
  targetLength: 24,
};

export const sizes: Readonly<Record<string, TranslationBenchmark>> = {
  tiny: {
    ...shared,
    width: 128,
    innerWidth: 512,
    heads: 2,
    encoderLayers: 2,
    decoderLayers: 2,
    after: 1,
    numExperts: 8,
  },
  small: {
    ...shared,
    width: 256,
    innerWidth: 1024,
    heads: 4,
    encoderLayers: 3,
    decoderLayers: 3,
    after: 2,
    numExperts: 16,
  },
};

/** Without dropout, so that losses can be compared, and dropless: capacity beyond what any expert could be asked for. */
export function createModel(size: TranslationBenchmark, backend: Backend, seed = 1): TranslationModel {
  const { numExperts, sublayers, after, maxLength, ...dimensions } = size;
  const config: TranslationModelConfig = {
    ...dimensions,
    maxLength,
    dropout: 0,
    moe: { numExperts, sublayers, encoderAfter: [after], decoderAfter: [after] },
  };
  const options = { ...size, sequenceLength: maxLength, capacityFactor: 1000, seed };
  return new TranslationModel(config, (store, name) => routers["stable"]!(store, name, options), backend, seed);
}

/**
 * Values as far from their start as after a training: experts differ, attention looks at few places, and what blocks add
 * outweighs the embedding of the last token, so that translations do not merely repeat it.
 */
export function partInitialValues(model: TranslationModel, seed = 1): void {
  for (const { name, shape, data } of model.store.all()) {
    const fanIn = shape.at(-1)!;
    if (name.includes(".experts.") && name.endsWith(".inner"))
      fillNormalInto(data, 1 / Math.sqrt(fanIn), seed, streamOf(`parted ${name}`));
    if (/\.(?:query|keyValue|queryKeyValue|outer|output|attentionOutput)$/u.test(name))
      fillNormalInto(data, 3 / Math.sqrt(fanIn), seed, streamOf(`parted ${name}`));
  }
}
