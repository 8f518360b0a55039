import { ModelError } from "../../nn/error.ts";

/** After which blocks of encoder and decoder something stands: 0 = before the first. */
export interface TranslationPlaces {
  readonly encoderAfter: readonly number[];
  readonly decoderAfter: readonly number[];
}

export interface TranslationMoeConfig extends TranslationPlaces {
  readonly numExperts: number;
  readonly sublayers: number;
  /** Experts that every token uses beside its own; 0 by default. */
  readonly sharedExperts?: number;
}

/** Dense stacks at the places of the MoE layers: the larger baseline of paper Table 3. */
export interface TranslationDenseConfig extends TranslationPlaces {
  readonly sublayers: number;
  readonly innerWidth: number;
}

export interface TranslationModelConfig {
  /** One vocabulary for all languages, source and target. */
  readonly vocabSize: number;
  readonly padId: number;
  readonly width: number;
  readonly innerWidth: number;
  readonly heads: number;
  readonly encoderLayers: number;
  readonly decoderLayers: number;
  /** Tokens of a source or target, language tag and end included. */
  readonly maxLength: number;
  /** Of embeddings, attention outputs and feed-forward outputs; 0.1 in the paper. */
  readonly dropout: number;
  /** 0.1 in the paper. */
  readonly labelSmoothing: number;
  readonly moe: TranslationMoeConfig | null;
  readonly dense?: TranslationDenseConfig;
  /**
   * Ids of the language tags, where routers are to tell target languages apart: token t of a sentence into language l is
   * then routed by the id `l * vocabSize + t`, with one table over both.
   */
  readonly routingTags?: readonly number[];
}

/** Ids that routers see: the vocabulary, once for each target language where they are told apart. */
export const routingVocabulary = ({ vocabSize, routingTags }: TranslationModelConfig): number =>
  vocabSize * Math.max(1, routingTags?.length ?? 1);

/**
 * Rejects sizes that do not fit each other.
 *
 * @throws {ModelError} `config`
 */
export function assertTranslationConfig(config: TranslationModelConfig): void {
  const { width, heads, encoderLayers, decoderLayers, moe, dense, dropout, labelSmoothing, maxLength } = config;
  const refuse = (reason: string): never => {
    throw new ModelError("config", reason);
  };
  if (width % heads !== 0) refuse(`width ${width} is not a multiple of heads ${heads}; choose heads that divide it`);
  if (width % 2 !== 0) refuse(`width ${width} is odd; sinusoidal positions need an even one`);
  if (!(dropout >= 0 && dropout < 1)) refuse(`dropout is ${dropout}; it must lie in [0, 1)`);
  if (!(labelSmoothing >= 0 && labelSmoothing < 1))
    refuse(`labelSmoothing is ${labelSmoothing}; it must lie in [0, 1)`);
  if (!Number.isInteger(maxLength) || maxLength < 3)
    refuse(`maxLength is ${maxLength}; a language tag, one token and the end need at least 3`);
  for (const [kind, places] of Object.entries({ moe, dense })) {
    for (const [side, layers] of [
      ["encoderAfter", encoderLayers],
      ["decoderAfter", decoderLayers],
    ] as const) {
      for (const after of places?.[side] ?? []) {
        if (!Number.isInteger(after) || after < 0 || after > layers)
          refuse(`${kind}.${side} ${after} is not a place between 0 and ${layers} (the number of blocks)`);
      }
    }
  }
}
