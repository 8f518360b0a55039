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
import { type DropoutPass, dropped } from "./dropout.ts";
import { ModelError } from "./error.ts";
import type { KeyValueCache } from "./key-value-cache.ts";
import { type NormParameters, createNorm } from "./norm.ts";
import type { ParameterStore } from "./parameters.ts";

export interface AttentionSize {
  readonly width: number;
  readonly heads: number;
}

export interface CausalPass extends Omit<AttentionDimensions, "heads"> {
  readonly cache?: KeyValueCache;
  readonly dropout?: DropoutPass;
}

/**
 * Pre-LN sublayer `x + Attn(LN(x))` in which a place sees itself and those before it. Queries, keys and values are
 * Xavier-uniform with gain 1/√2, the output Xavier-uniform with zero bias, as in the released code.
 */
export class CausalSelfAttention {
  readonly #name: string;
  readonly #heads: number;
  readonly #width: number;
  readonly #norm: NormParameters;
  readonly #queryKeyValue: Parameter;
  readonly #queryKeyValueBias: Parameter;
  readonly #output: Parameter;
  readonly #outputBias: Parameter;

  constructor(store: ParameterStore, name: string, { width, heads }: AttentionSize) {
    this.#name = `${name}.attention`;
    this.#heads = heads;
    this.#width = width;
    this.#norm = createNorm(store, `${name}.attentionNorm`, width);
    // The three projections are packed, but each is initialised as the [D, D] matrix that it is.
    const bound = Math.SQRT1_2 * Math.sqrt(6 / (2 * width));
    this.#queryKeyValue = store.uniform(`${name}.queryKeyValue`, [3 * width, width], bound);
    this.#queryKeyValueBias = store.uniform(`${name}.queryKeyValue.bias`, [3 * width], 1 / Math.sqrt(width));
    this.#output = store.xavier(`${name}.attentionOutput`, [width, width], 1);
    this.#outputBias = store.constant(`${name}.attentionOutput.bias`, [width], 0);
  }

  /** [B*S, D] to [B*S, D]; with a cache the rows continue its sequences. */
  forward(x: Tensor, { batch, length, cache, dropout }: CausalPass): Tensor {
    const normal = layerNorm(x, this.#norm.gain, this.#norm.bias);
    const qkv = linear(normal, this.#queryKeyValue, { bias: this.#queryKeyValueBias }); // [B*S, 3D]
    const heads = this.#heads;
    const attended =
      cache === undefined
        ? causalAttention(qkv, { batch, length, heads })
        : this.#continue(qkv, { batch, length }, cache);
    return add(x, dropped(linear(attended, this.#output, { bias: this.#outputBias }), this.#name, dropout));
  }

  /** The beginning of sequences at once, or one more place of each that looks back at all before it. */
  #continue(qkv: Tensor, dimensions: Omit<AttentionDimensions, "heads">, cache: KeyValueCache): Tensor {
    const { batch, length } = dimensions;
    const begins = cache.length === 0;
    if (!begins && length !== 1)
      throw new ModelError("cache", `a sequence under way goes on by one place at a time, ${length} were given`);
    cache.append(qkv);
    const heads = this.#heads;
    if (begins) return causalAttention(qkv, { batch, length, heads });
    const tape = tapeOf("decode", qkv);
    const query = tape.output("query", [batch, this.#width], []);
    // Queries are every third row of [3*B, D].
    const rows = Int32Array.from({ length: batch }, (_, i) => 3 * i);
    tape.backend.gatherRows(query.data, qkv.data, rows, this.#width);
    const keyLengths = new Int32Array(batch).fill(cache.length);
    return crossAttention(query, cache.keysAndValues, { heads, keyLengths });
  }
}
