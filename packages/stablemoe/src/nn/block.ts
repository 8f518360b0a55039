import type { Tensor } from "@stablemoe/tensor";
import { Attention } from "./attention.ts";
import { type AttentionSize, type CausalPass, CausalSelfAttention } from "./causal-self-attention.ts";
import type { DropoutPass } from "./dropout.ts";
import { FeedForward, type FeedForwardDimensions } from "./feed-forward.ts";
import type { ParameterStore } from "./parameters.ts";

export type BlockDimensions = AttentionSize & FeedForwardDimensions;

/** Block of a decoder-only model, `u = x + Attn(LN(x))`, `x' = u + FFN(LN(u))`. */
export class TransformerBlock {
  readonly #attention: CausalSelfAttention;
  readonly #feedForward: FeedForward;

  constructor(store: ParameterStore, name: string, dimensions: BlockDimensions) {
    this.#attention = new CausalSelfAttention(store, name, dimensions);
    this.#feedForward = new FeedForward(store, name, dimensions);
  }

  /** [B*S, D] to [B*S, D]; with a cache the rows continue its sequences. */
  forward(x: Tensor, pass: CausalPass): Tensor {
    return this.#feedForward.forward(this.#attention.forward(x, pass), pass.dropout);
  }
}

/** Block of an encoder: every place sees all real places of its sequence. */
export class EncoderBlock {
  readonly #attention: Attention;
  readonly #feedForward: FeedForward;

  constructor(store: ParameterStore, name: string, dimensions: BlockDimensions) {
    this.#attention = new Attention(store, `${name}.attention`, dimensions);
    this.#feedForward = new FeedForward(store, name, dimensions);
  }

  /**
   * [B*S, D] to [B*S, D]
   *
   * @param lengths [B] real places of each sequence; they come first
   */
  forward(x: Tensor, lengths: Int32Array, pass?: DropoutPass): Tensor {
    return this.#feedForward.forward(this.#attention.overItself(x, lengths, pass), pass);
  }
}

/** Keys and values that a decoder block reads of the encoder. */
export interface EncodedMemory {
  /** [B*S, 2*D] */
  readonly keysAndValues: Tensor;
  /** [B] real places of each source. */
  readonly lengths: Int32Array;
}

/** Block of a decoder: causal over the target, then over the source. */
export class DecoderBlock {
  readonly #attention: CausalSelfAttention;
  readonly #cross: Attention;
  readonly #feedForward: FeedForward;

  constructor(store: ParameterStore, name: string, dimensions: BlockDimensions) {
    this.#attention = new CausalSelfAttention(store, name, dimensions);
    this.#cross = new Attention(store, `${name}.cross`, dimensions);
    this.#feedForward = new FeedForward(store, name, dimensions);
  }

  /** What this block reads of an encoder's output [B*S, D]. */
  read(memory: Tensor): Tensor {
    return this.#cross.keysAndValues(memory);
  }

  /** [B*T, D] to [B*T, D] */
  forward(x: Tensor, pass: CausalPass, { keysAndValues, lengths }: EncodedMemory): Tensor {
    const u = this.#attention.forward(x, pass);
    return this.#feedForward.forward(this.#cross.forward(u, keysAndValues, lengths, pass.dropout), pass.dropout);
  }
}
