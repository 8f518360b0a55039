import { type Parameter, type Tape, type Tensor, embedding, layerNorm, linearCrossEntropy } from "@stablemoe/tensor";
import { ModelError } from "../../nn/error.ts";
import { TransformerBlock } from "../../nn/block.ts";
import { type NormParameters, createNorm } from "../../nn/norm.ts";
import { ParameterStore } from "../../nn/parameters.ts";
import { ExpertStack } from "../../moe/experts.ts";
import { MoeLayer } from "../../moe/moe-layer.ts";
import type { Router, Routing, RoutingMode } from "../../moe/router.ts";
import { type RoutedModel, trainableParameters } from "../routed-model.ts";
import { runStack } from "../routed-stack.ts";
import type { Backend } from "@stablemoe/tensor";
import { DecodingCache } from "./decoding-cache.ts";

export interface MoeConfig {
  readonly numExperts: number;
  readonly sublayers: number;
  /** The layer stands after so many blocks: 0 = before the first, `layers` = after the last. */
  readonly after: readonly number[];
  /** Experts that every token uses beside its own (DeepSeekMoE); 0 by default. */
  readonly sharedExperts?: number;
}

/** A dense stack in the place of the MoE layer: the baselines of equal size in paper Table 2. */
export interface DenseConfig {
  readonly sublayers: number;
  readonly innerWidth: number;
  readonly after: readonly number[];
}

export interface LanguageModelConfig {
  readonly vocabSize: number;
  readonly padId: number;
  readonly sequenceLength: number;
  readonly width: number;
  readonly innerWidth: number;
  readonly heads: number;
  readonly layers: number;
  readonly moe: MoeConfig | null;
  readonly dense?: DenseConfig;
}

/** Makes the router of one MoE layer; every layer owns its own. */
export type RouterFactory = (store: ParameterStore, name: string) => Router;

export interface LanguageModelInput {
  /** [B*S] token ids */
  readonly inputs: Int32Array;
  readonly batch: number;
  readonly length: number;
  /** Goes on with one sequence: the first call takes its beginning, every later one the next token. */
  readonly cache?: DecodingCache;
}

export interface LanguageModelOutput {
  /** [B*S, D] after the final norm */
  readonly hidden: Tensor;
  /** One per MoE layer. */
  readonly routings: readonly Routing[];
  /** What each router was shown, for probes. */
  readonly routerHidden: readonly Tensor[];
}

/** Decoder-only pre-LN language model with MoE layers between its blocks (specification 2.1 and 2.2). */
export class LanguageModel implements RoutedModel {
  readonly config: LanguageModelConfig;
  readonly store: ParameterStore;
  readonly moeLayers: readonly MoeLayer[];
  /** [V, D], scaled by √D on input and tied to the output. */
  readonly embeddings: Parameter;
  readonly #positions: Parameter;
  readonly #dense: readonly ExpertStack[];
  readonly #blocks: readonly TransformerBlock[];
  readonly #finalNorm: NormParameters;

  constructor(config: LanguageModelConfig, createRouter: RouterFactory, backend: Backend, seed: number) {
    assertConfig(config);
    const { vocabSize, width, sequenceLength, layers, moe, padId } = config;
    this.config = config;
    this.store = new ParameterStore(backend, seed);
    const deviation = 1 / Math.sqrt(width);
    this.embeddings = this.store.normal("embeddings", [vocabSize, width], deviation);
    if (padId >= 0) this.embeddings.data.fill(0, padId * width, (padId + 1) * width);
    this.#positions = this.store.normal("positions", [sequenceLength, width], deviation);
    this.#blocks = Array.from({ length: layers }, (_, i) => new TransformerBlock(this.store, `blocks.${i}`, config));
    this.moeLayers = (moe?.after ?? []).map((_, i) => {
      const name = `moe.${i}`;
      const router = createRouter(this.store, `${name}.router`);
      assertDecoderRouter(name, router);
      return new MoeLayer(this.store, name, router, { ...config, ...moe! });
    });
    this.#dense = (config.dense?.after ?? []).map(
      (_, i) => new ExpertStack(this.store, `dense.${i}`, { ...config, ...config.dense!, numExperts: 1 }),
    );
    this.#finalNorm = createNorm(this.store, "finalNorm", width);
  }

  trainable(): readonly Parameter[] {
    return trainableParameters(this);
  }

  /** Memory for decoding one sequence of at most `sequenceLength` tokens. */
  createCache(): DecodingCache {
    return new DecodingCache(this.store.backend, this.config);
  }

  forward(tape: Tape, { inputs, batch, length, cache }: LanguageModelInput, mode: RoutingMode): LanguageModelOutput {
    const { width, moe, dense, padId } = this.config;
    const past = cache?.take(inputs);
    const begin = past?.length ?? 0;
    const positions = inputs.map((_, i) => begin + (i % length));
    const x = embedding(tape, [
      { table: this.embeddings, ids: inputs, scale: Math.sqrt(width), skip: padId },
      { table: this.#positions, ids: positions },
    ]); // [B*S, D]
    const real = Uint8Array.from(inputs, (id) => (id === padId ? 0 : 1));
    const history = past === undefined ? {} : { past: () => [past] };
    const { hidden, layers } = runStack(
      x,
      {
        moe: this.moeLayers.map((layer, i) => ({ after: moe!.after[i]!, layer })),
        dense: this.#dense.map((layer, i) => ({ after: dense!.after[i]!, layer })),
        blocks: this.#blocks.map((block, i) => (input: Tensor) => {
          const blockCache = cache?.blocks[i];
          return block.forward(input, { batch, length, ...(blockCache === undefined ? {} : { cache: blockCache }) });
        }),
      },
      { tokenIds: inputs, real, sequenceLength: length, ...history },
      mode,
    );
    return {
      hidden: layerNorm(hidden, this.#finalNorm.gain, this.#finalNorm.bias),
      routings: layers.map(({ routing }) => routing),
      routerHidden: layers.map(({ input }) => input.hidden),
    };
  }

  /** Summed negative log-likelihood of the targets in nats; a negative target is left out. */
  loss(hidden: Tensor, targets: Int32Array): Tensor {
    return linearCrossEntropy(hidden, this.embeddings, targets);
  }
}

export type MoePosition = "middle" | "top" | "bottom" | "scattered";

export const moePositions: readonly MoePosition[] = ["middle", "top", "bottom", "scattered"];

/**
 * Where the paper's Table 4 puts its MoE layers: one stack in the middle, after the last block, before the first, or
 * three layers of a third of the sublayers each after L/4, 2L/4 and 3L/4.
 */
export function moePlacement(
  position: MoePosition,
  layers: number,
  sublayers: number,
): Pick<MoeConfig, "after" | "sublayers"> {
  switch (position) {
    case "middle":
      return { after: middlePositions(layers), sublayers };
    case "top":
      return { after: [layers], sublayers };
    case "bottom":
      return { after: [0], sublayers };
    case "scattered":
      return { after: middlePositions(layers, 3), sublayers: Math.max(1, Math.floor(sublayers / 3)) };
  }
  return position satisfies never;
}

/** Block index after which each of M layers stands, `floor((i+1) L / (M+1))` counted in the original blocks. */
export function middlePositions(layers: number, moeLayers = 1): readonly number[] {
  return Array.from({ length: moeLayers }, (_, i) => Math.floor(((i + 1) * layers) / (moeLayers + 1)));
}

function assertConfig({ width, heads, layers, moe }: LanguageModelConfig): void {
  if (width % heads !== 0) {
    throw new ModelError("config", `width ${width} is not a multiple of heads ${heads}; choose heads that divide it`);
  }
  for (const after of moe?.after ?? []) {
    if (!Number.isInteger(after) || after < 0 || after > layers) {
      throw new ModelError(
        "config",
        `moe.after ${after} is not a place between 0 and ${layers} (the number of layers)`,
      );
    }
  }
}

function assertDecoderRouter(name: string, router: Router): void {
  if (router.traits.causal) return;
  throw new ModelError(
    "non-causal-decoder",
    `${name}: router "${router.kind}" looks at later tokens, so a decoder would see its own future; ` +
      "use it in an encoder, or choose a causal router",
  );
}
