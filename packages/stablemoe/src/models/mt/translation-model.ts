import {
  type Backend,
  type Parameter,
  type Tape,
  type Tensor,
  embedding,
  layerNorm,
  linearCrossEntropy,
} from "@stablemoe/tensor";
import { ExpertStack } from "../../moe/experts.ts";
import { MoeLayer } from "../../moe/moe-layer.ts";
import type { RoutingMode } from "../../moe/router.ts";
import { DecoderBlock, EncoderBlock } from "../../nn/block.ts";
import { type DropoutPass, dropped } from "../../nn/dropout.ts";
import { ModelError } from "../../nn/error.ts";
import type { KeyValueCache } from "../../nn/key-value-cache.ts";
import { type NormParameters, createNorm } from "../../nn/norm.ts";
import { ParameterStore } from "../../nn/parameters.ts";
import type { RouterFactory } from "../lm/language-model.ts";
import { type RoutedModel, trainableParameters } from "../routed-model.ts";
import { type Placed, type RoutedLayer, runStack } from "../routed-stack.ts";
import { sinusoidalPositions } from "./sinusoidal-positions.ts";
import { type TranslationModelConfig, assertTranslationConfig } from "./translation-config.ts";

/** Padded sources, language tag first. */
export interface SourceSentences {
  /** [B*S] */
  readonly source: Int32Array;
  readonly batch: number;
  readonly sourceLength: number;
  /** [B] */
  readonly sourceLengths: Int32Array;
}

/** The beginnings of translations: all of them, or the next token of each where a cache holds those before. */
export interface TargetBeginnings {
  /** [B*T] */
  readonly inputs: Int32Array;
  readonly batch: number;
  readonly targetLength: number;
}

/** What the decoder looks at: one for each of its blocks. */
export interface EncodedSources {
  /** [B*S, 2*D] for each decoder block */
  readonly keysAndValues: readonly Tensor[];
  /** [B] real places */
  readonly lengths: Int32Array;
  /** [B] target language of each sentence as an index into `routingTags`, 0 where they are not told apart */
  readonly languages: Int32Array;
}

/** What cached decoding knows of the places before; sentences may have several beginnings each (a beam). */
export interface DecodedPast {
  /** For each decoder block. */
  readonly blocks: readonly KeyValueCache[];
  /** Beginnings. */
  readonly sequences: number;
  /** Places of each so far. */
  readonly length: number;
  /** Ids of each beginning so far; asked for by routers that look back at them only. */
  ids(): readonly Int32Array[];
}

export interface Encoded extends EncodedSources {
  readonly layers: readonly RoutedLayer[];
}

export interface Decoded {
  /** [B*T, D] after the final norm */
  readonly hidden: Tensor;
  readonly layers: readonly RoutedLayer[];
}

/**
 * Encoder-decoder for multilingual translation (specification 2.1 and 6.1): pre-LN blocks, one vocabulary and one tied
 * embedding for sources, targets and output, sinusoidal positions, MoE layers after blocks of either side, each with a
 * router of its own. The target language is a tag in front of the source.
 */
export class TranslationModel implements RoutedModel {
  readonly config: TranslationModelConfig;
  readonly store: ParameterStore;
  readonly moeLayers: readonly MoeLayer[];
  /** [V, D], scaled by √D on input and tied to the output. */
  readonly embeddings: Parameter;
  readonly #positions: Tensor;
  readonly #encoder: readonly EncoderBlock[];
  readonly #decoder: readonly DecoderBlock[];
  readonly #encoderMoe: readonly Placed<MoeLayer>[];
  readonly #decoderMoe: readonly Placed<MoeLayer>[];
  readonly #encoderDense: readonly Placed<ExpertStack>[];
  readonly #decoderDense: readonly Placed<ExpertStack>[];
  readonly #encoderNorm: NormParameters;
  readonly #decoderNorm: NormParameters;

  /** @param createRouter gets `routingVocabulary(config)` ids to tell apart */
  constructor(config: TranslationModelConfig, createRouter: RouterFactory, backend: Backend, seed: number) {
    assertTranslationConfig(config);
    const { vocabSize, width, padId, maxLength, encoderLayers, decoderLayers, moe, dense } = config;
    this.config = config;
    this.store = new ParameterStore(backend, seed);
    const { store } = this;
    this.embeddings = store.normal("embeddings", [vocabSize, width], 1 / Math.sqrt(width));
    this.embeddings.data.fill(0, padId * width, (padId + 1) * width);
    this.#positions = sinusoidalPositions(backend, maxLength, width);
    this.#encoder = Array.from(
      { length: encoderLayers },
      (_, i) => new EncoderBlock(store, `encoder.blocks.${i}`, config),
    );
    this.#decoder = Array.from(
      { length: decoderLayers },
      (_, i) => new DecoderBlock(store, `decoder.blocks.${i}`, config),
    );
    const routed =
      (side: "encoder" | "decoder") =>
      (after: number, i: number): Placed<MoeLayer> => {
        const name = `moe.${side}.${i}`;
        const router = createRouter(store, `${name}.router`);
        if (side === "decoder" && !router.traits.causal) throw nonCausal(name, router.kind);
        return { after, layer: new MoeLayer(store, name, router, { ...config, ...moe! }) };
      };
    const stack =
      (side: "encoder" | "decoder") =>
      (after: number, i: number): Placed<ExpertStack> => ({
        after,
        layer: new ExpertStack(store, `dense.${side}.${i}`, { ...config, ...dense!, numExperts: 1 }),
      });
    this.#encoderMoe = (moe?.encoderAfter ?? []).map(routed("encoder"));
    this.#decoderMoe = (moe?.decoderAfter ?? []).map(routed("decoder"));
    this.#encoderDense = (dense?.encoderAfter ?? []).map(stack("encoder"));
    this.#decoderDense = (dense?.decoderAfter ?? []).map(stack("decoder"));
    this.moeLayers = [...this.#encoderMoe, ...this.#decoderMoe].map(({ layer }) => layer);
    this.#encoderNorm = createNorm(store, "encoder.finalNorm", width);
    this.#decoderNorm = createNorm(store, "decoder.finalNorm", width);
  }

  trainable(): readonly Parameter[] {
    return trainableParameters(this);
  }

  encode(tape: Tape, sentences: SourceSentences, mode: RoutingMode, pass?: DropoutPass): Encoded {
    const { source, batch, sourceLength, sourceLengths } = sentences;
    this.#assertFits("source", sourceLength);
    const languages = this.#languages(source, batch, sourceLength);
    const tokens = this.#routed(source, sourceLength, languages, 1);
    const { hidden, layers } = runStack(
      this.#embed(tape, source, sourceLength, 0, "encoder.embedding", pass),
      {
        moe: this.#encoderMoe,
        dense: this.#encoderDense,
        blocks: this.#encoder.map((block) => (x: Tensor) => block.forward(x, sourceLengths, pass)),
      },
      tokens,
      mode,
    );
    const memory = layerNorm(hidden, this.#encoderNorm.gain, this.#encoderNorm.bias);
    const keysAndValues = this.#decoder.map((block) => block.read(memory));
    return { keysAndValues, lengths: sourceLengths, languages, layers };
  }

  decode(
    tape: Tape,
    { inputs, batch, targetLength }: TargetBeginnings,
    { keysAndValues, lengths, languages }: EncodedSources,
    mode: RoutingMode,
    { past, dropout }: { readonly past?: DecodedPast; readonly dropout?: DropoutPass } = {},
  ): Decoded {
    const begin = past?.length ?? 0;
    this.#assertFits("target", begin + targetLength);
    const tokens = this.#routed(inputs, targetLength, languages, batch / languages.length);
    const passOf = (block: number) => ({
      batch,
      length: targetLength,
      ...(past === undefined ? {} : { cache: past.blocks[block]! }),
      ...(dropout === undefined ? {} : { dropout }),
    });
    const { hidden, layers } = runStack(
      this.#embed(tape, inputs, targetLength, begin, "decoder.embedding", dropout),
      {
        moe: this.#decoderMoe,
        dense: this.#decoderDense,
        blocks: this.#decoder.map(
          (block, i) => (x: Tensor) => block.forward(x, passOf(i), { keysAndValues: keysAndValues[i]!, lengths }),
        ),
      },
      past === undefined ? tokens : { ...tokens, past: this.#routedPast(past, languages) },
      mode,
    );
    return { hidden: layerNorm(hidden, this.#decoderNorm.gain, this.#decoderNorm.bias), layers };
  }

  /** Summed cross-entropy of the targets in nats, [B*T]; a negative target is left out. */
  loss(hidden: Tensor, targets: Int32Array, labelSmoothing: number = this.config.labelSmoothing): Tensor {
    return linearCrossEntropy(hidden, this.embeddings, targets, { labelSmoothing });
  }

  #embed(
    tape: Tape,
    ids: Int32Array,
    length: number,
    begin: number,
    place: string,
    pass: DropoutPass | undefined,
  ): Tensor {
    const { width, padId } = this.config;
    const positions = ids.map((_, i) => begin + (i % length));
    const x = embedding(tape, [
      { table: this.embeddings, ids, scale: Math.sqrt(width), skip: padId },
      { table: this.#positions, ids: positions },
    ]);
    return dropped(x, place, pass);
  }

  /** What routers are told of the tokens beside their hidden states. */
  #routed(ids: Int32Array, length: number, languages: Int32Array, perLanguage: number) {
    const { padId } = this.config;
    const real = Uint8Array.from(ids, (id) => (id === padId ? 0 : 1));
    // Where languages are not told apart, routers see the ids as they are.
    const tokenIds =
      this.config.routingTags === undefined
        ? ids
        : ids.map((id, i) => this.#routingId(id, languages[Math.floor(i / length / perLanguage)]!));
    return { tokenIds, real, sequenceLength: length };
  }

  /** Made once, when the first router asks. */
  #routedPast(past: DecodedPast, languages: Int32Array): () => readonly Int32Array[] {
    let routed: readonly Int32Array[] | undefined;
    const perLanguage = past.sequences / languages.length;
    const route = (ids: Int32Array, i: number): Int32Array => {
      const language = languages[Math.floor(i / perLanguage)]!;
      return ids.map((id) => this.#routingId(id, language));
    };
    return () => {
      routed ??= this.config.routingTags === undefined ? past.ids() : past.ids().map(route);
      return routed;
    };
  }

  #routingId(id: number, language: number): number {
    const { padId, vocabSize } = this.config;
    return id === padId ? id : language * vocabSize + id;
  }

  /** The language of each sentence: its first token is the tag. */
  #languages(source: Int32Array, batch: number, length: number): Int32Array {
    const { routingTags } = this.config;
    const languages = new Int32Array(batch);
    if (routingTags === undefined) return languages;
    for (let b = 0; b < batch; b++) {
      const tag = source[b * length]!;
      const language = routingTags.indexOf(tag);
      if (language < 0)
        throw new ModelError(
          "language",
          `sentence ${b} begins with token ${tag}, which is no tag of a target language`,
        );
      languages[b] = language;
    }
    return languages;
  }

  #assertFits(side: "source" | "target", length: number): void {
    const { maxLength } = this.config;
    if (length > maxLength)
      throw new ModelError("length", `a ${side} of ${length} tokens does not fit maxLength ${maxLength}`);
  }
}

function nonCausal(name: string, kind: string): ModelError {
  return new ModelError(
    "non-causal-decoder",
    `${name}: router "${kind}" looks at later tokens, so a decoder would see its own future; ` +
      "put MoE layers into the encoder only, or choose a causal router",
  );
}
