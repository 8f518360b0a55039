import { type Parameter, type Tensor, add, crossAttention, layerNorm, linear } from "@stablemoe/tensor";
import type { AttentionSize } from "./causal-self-attention.ts";
import { type DropoutPass, dropped } from "./dropout.ts";
import { type NormParameters, createNorm } from "./norm.ts";
import type { ParameterStore } from "./parameters.ts";

/**
 * Pre-LN sublayer `x + Attn(LN(x), m)` in which every place sees all real places of a memory: the encoder's output, or
 * its own normalised input inside an encoder. Initialised like `CausalSelfAttention`.
 */
export class Attention {
  readonly #name: string;
  readonly #heads: number;
  readonly #norm: NormParameters;
  readonly #query: Parameter;
  readonly #queryBias: Parameter;
  readonly #keyValue: Parameter;
  readonly #keyValueBias: Parameter;
  readonly #output: Parameter;
  readonly #outputBias: Parameter;

  constructor(store: ParameterStore, name: string, { width, heads }: AttentionSize) {
    this.#name = name;
    this.#heads = heads;
    this.#norm = createNorm(store, `${name}Norm`, width);
    const bound = Math.SQRT1_2 * Math.sqrt(6 / (2 * width));
    this.#query = store.uniform(`${name}.query`, [width, width], bound);
    this.#queryBias = store.uniform(`${name}.query.bias`, [width], 1 / Math.sqrt(width));
    this.#keyValue = store.uniform(`${name}.keyValue`, [2 * width, width], bound);
    this.#keyValueBias = store.uniform(`${name}.keyValue.bias`, [2 * width], 1 / Math.sqrt(width));
    this.#output = store.xavier(`${name}.output`, [width, width], 1);
    this.#outputBias = store.constant(`${name}.output.bias`, [width], 0);
  }

  /** Keys beside values of a memory, [B*S, 2*D]: made once for all steps of decoding. */
  keysAndValues(memory: Tensor): Tensor {
    return linear(memory, this.#keyValue, { bias: this.#keyValueBias });
  }

  /** Over its own input: [B*S, D] to [B*S, D] */
  overItself(x: Tensor, keyLengths: Int32Array, pass?: DropoutPass): Tensor {
    const normal = layerNorm(x, this.#norm.gain, this.#norm.bias);
    return this.#attend(x, normal, this.keysAndValues(normal), keyLengths, pass);
  }

  /**
   * @param x [B*T, D]
   * @param keysAndValues [B*S, 2*D]
   * @param keyLengths [B] real places of each memory
   */
  forward(x: Tensor, keysAndValues: Tensor, keyLengths: Int32Array, pass?: DropoutPass): Tensor {
    return this.#attend(x, layerNorm(x, this.#norm.gain, this.#norm.bias), keysAndValues, keyLengths, pass);
  }

  #attend(x: Tensor, normal: Tensor, keysAndValues: Tensor, keyLengths: Int32Array, pass?: DropoutPass): Tensor {
    const query = linear(normal, this.#query, { bias: this.#queryBias });
    const attended = crossAttention(query, keysAndValues, { heads: this.#heads, keyLengths });
    return add(x, dropped(linear(attended, this.#output, { bias: this.#outputBias }), this.#name, pass));
  }
}
