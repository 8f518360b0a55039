import type { FloatArray } from "./types.ts";

/** Scaled-dot-product attention; weights are recomputed in the backward pass, so memory is linear in the length. */
export interface AttentionKernels {
  /**
   * Causal scaled-dot-product attention. `qkv` is `[batch * length, 3 * heads * headDim]`, `out` `[batch * length,
   * heads * headDim]`; `logSumExp` `[batch, heads, length]` is saved for the backward pass, the weights are not.
   */
  causalAttention(
    out: FloatArray,
    logSumExp: FloatArray,
    qkv: FloatArray,
    batch: number,
    length: number,
    heads: number,
    headDim: number,
  ): void;
  /** Overwrites `dqkv`. */
  causalAttentionBackward(
    dqkv: FloatArray,
    dout: FloatArray,
    out: FloatArray,
    logSumExp: FloatArray,
    qkv: FloatArray,
    batch: number,
    length: number,
    heads: number,
    headDim: number,
  ): void;

  /**
   * Every query of a sequence against the first `keyLengths[b]` of its `keys` keys; what follows is padding. `q` and `out`
   * are `[batch * queries, heads * headDim]`, `kv` is `[batch * keys, 2 * heads * headDim]`. A sequence without keys gives
   * zeros and a `logSumExp` of -infinity.
   */
  crossAttention(
    out: FloatArray,
    logSumExp: FloatArray,
    q: FloatArray,
    kv: FloatArray,
    keyLengths: Int32Array,
    batch: number,
    queries: number,
    keys: number,
    heads: number,
    headDim: number,
  ): void;
  /** Overwrites `dq` and `dkv`; padding keys get zeros. */
  crossAttentionBackward(
    dq: FloatArray,
    dkv: FloatArray,
    dout: FloatArray,
    out: FloatArray,
    logSumExp: FloatArray,
    q: FloatArray,
    kv: FloatArray,
    keyLengths: Int32Array,
    batch: number,
    queries: number,
    keys: number,
    heads: number,
    headDim: number,
  ): void;
}
