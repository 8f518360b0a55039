import {
  type AttentionDimensions,
  type Parameter,
  type Tensor,
  add,
  causalAttention,
  crossAttention,
  layerNorm,
  linear,
  tapeOf,
} from "@stablemoe/tensor";
import { ModelError } from "./error.ts";
import type { KeyValueCache } from "./key-value-cache.ts";
import type { ParameterStore } from "./parameters.ts";

export interface BlockDimensions {
  readonly width: number;
  readonly innerWidth: number;
  readonly heads: number;
}

/** Layer norm's gain and bias, made together. */
export interface NormParameters {
  readonly gain: Parameter;
  readonly bias: Parameter;
}

export function createNorm(store: ParameterStore, name: string, width: number): NormParameters {
  return {
    gain: store.constant(`${name}.gain`, [width], 1),
    bias: store.constant(`${name}.bias`, [width], 0),
  };
}

/**
 * Pre-LN Transformer block, `u = x + Attn(LN(x))`, `x' = u + FFN(LN(u))`, with the initialisation of the released
 * code: queries, keys and values Xavier-uniform with gain 1/√2, the attention output Xavier-uniform with zero bias, the
 * feed-forward layers uniform in ±1/√fanIn.
 */
export class TransformerBlock {
  readonly #heads: number;
  readonly #width: number;
  readonly #attentionNorm: NormParameters;
  readonly #queryKeyValue: Parameter;
  readonly #queryKeyValueBias: Parameter;
  readonly #output: Parameter;
  readonly #outputBias: Parameter;
  readonly #feedForwardNorm: NormParameters;
  readonly #inner: Parameter;
  readonly #innerBias: Parameter;
  readonly #outer: Parameter;
  readonly #outerBias: Parameter;

  constructor(store: ParameterStore, name: string, { width, innerWidth, heads }: BlockDimensions) {
    this.#heads = heads;
    this.#width = width;
    this.#attentionNorm = createNorm(store, `${name}.attentionNorm`, width);
    // The three projections are packed, but each is initialised as the [D, D] matrix that it is.
    const bound = Math.SQRT1_2 * Math.sqrt(6 / (2 * width));
    this.#queryKeyValue = store.uniform(`${name}.queryKeyValue`, [3 * width, width], bound);
    this.#queryKeyValueBias = store.uniform(`${name}.queryKeyValue.bias`, [3 * width], 1 / Math.sqrt(width));
    this.#output = store.xavier(`${name}.attentionOutput`, [width, width], 1);
    this.#outputBias = store.constant(`${name}.attentionOutput.bias`, [width], 0);
    this.#feedForwardNorm = createNorm(store, `${name}.feedForwardNorm`, width);
    this.#inner = store.uniform(`${name}.inner`, [innerWidth, width], 1 / Math.sqrt(width));
    this.#innerBias = store.uniform(`${name}.inner.bias`, [innerWidth], 1 / Math.sqrt(width));
    this.#outer = store.uniform(`${name}.outer`, [width, innerWidth], 1 / Math.sqrt(innerWidth));
    this.#outerBias = store.uniform(`${name}.outer.bias`, [width], 1 / Math.sqrt(innerWidth));
  }

  /** [B*S, D] to [B*S, D]; with a cache the rows continue its one sequence. */
  forward(x: Tensor, dimensions: Omit<AttentionDimensions, "heads">, cache?: KeyValueCache): Tensor {
    const normal = layerNorm(x, this.#attentionNorm.gain, this.#attentionNorm.bias);
    const qkv = linear(normal, this.#queryKeyValue, { bias: this.#queryKeyValueBias }); // [B*S, 3D]
    const attended = cache === undefined ? this.#attend(qkv, dimensions) : this.#continue(qkv, cache);
    const u = add(x, linear(attended, this.#output, { bias: this.#outputBias }));
    const inner = linear(layerNorm(u, this.#feedForwardNorm.gain, this.#feedForwardNorm.bias), this.#inner, {
      bias: this.#innerBias,
      activation: "relu",
    }); // [B*S, F]
    return add(u, linear(inner, this.#outer, { bias: this.#outerBias }));
  }

  #attend(qkv: Tensor, dimensions: Omit<AttentionDimensions, "heads">): Tensor {
    return causalAttention(qkv, { ...dimensions, heads: this.#heads });
  }

  /** The beginning of a sequence at once, or one more place that looks back at all before it. */
  #continue(qkv: Tensor, cache: KeyValueCache): Tensor {
    const [length = 0] = qkv.shape;
    const begins = cache.length === 0;
    if (!begins && length !== 1)
      throw new ModelError("cache", `a sequence under way goes on by one place at a time, ${length} were given`);
    cache.append(qkv);
    if (begins) return this.#attend(qkv, { batch: 1, length });
    const width = this.#width;
    const query = tapeOf("decode", qkv).constant("query", [1, width], qkv.data.subarray(0, width));
    const keyLengths = Int32Array.of(cache.length);
    return crossAttention(query, cache.keysAndValues, { heads: this.#heads, keyLengths });
  }
}
