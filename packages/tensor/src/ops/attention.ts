import { ShapeError } from "../error.ts";
import { tapeOf } from "../tape.ts";
import { formatShape, type Tensor } from "../tensor.ts";
import { expectShape, matrixShape } from "./shape-check.ts";

export interface AttentionDimensions {
  readonly batch: number;
  readonly length: number;
  readonly heads: number;
}

/**
 * Causal multi-head attention over packed queries, keys and values (arXiv:1706.03762, equation 1). The weights are
 * never stored: the backward pass recomputes them from one number per query.
 *
 * @param qkv [B*S, 3*D]
 * @returns [B*S, D]
 */
export function causalAttention(qkv: Tensor, { batch, length, heads }: AttentionDimensions): Tensor {
  const tape = tapeOf("causalAttention", qkv);
  const { backend } = tape;
  const [rows = 0, packed = 0] = qkv.shape;
  const width = packed / 3;
  const headDim = width / heads;
  if (rows !== batch * length || !Number.isInteger(headDim) || qkv.shape.length !== 2) {
    throw new ShapeError(
      `causalAttention: "${qkv.label}" is ${formatShape(qkv.shape)}, ` +
        `batch ${batch} of length ${length} with ${heads} heads needs [${batch * length}, 3 * ${heads} * headDim]`,
    );
  }
  const out = tape.output("causalAttention", [rows, width], [qkv]);
  const logSumExp = tape.allocate(batch * heads * length);
  backend.causalAttention(out.data, logSumExp, qkv.data, batch, length, heads, headDim);
  tape.record(out, () => {
    if (qkv.hasGrad) throw new ShapeError(`causalAttention: "${qkv.label}" may be used once only`);
    qkv.beginGrad();
    backend.causalAttentionBackward(qkv.grad, out.grad, out.data, logSumExp, qkv.data, batch, length, heads, headDim);
  }, [logSumExp]);
  return out;
}

export interface CrossAttentionDimensions {
  readonly heads: number;
  /** [B] how many keys of each sequence are no padding; they come first. */
  readonly keyLengths: Int32Array;
}

/**
 * Multi-head attention of every query over the keys of its sequence that are no padding: from decoder to encoder, or
 * inside an encoder with `q` and `kv` from one input. With one query per sequence it is a step of cached decoding.
 *
 * @param q [B*Q, D]
 * @param kv [B*K, 2*D] keys beside values
 * @returns [B*Q, D]; zeros for a sequence without keys
 */
export function crossAttention(q: Tensor, kv: Tensor, { heads, keyLengths }: CrossAttentionDimensions): Tensor {
  const tape = tapeOf("crossAttention", q, kv);
  const { backend } = tape;
  const batch = keyLengths.length;
  const [queryRows, width] = matrixShape("crossAttention", q);
  const [keyRows] = matrixShape("crossAttention", kv);
  expectShape("crossAttention", kv, [keyRows, 2 * width], `queries "${q.label}" [${queryRows}, ${width}]`);
  const [queries, keys, headDim] = [queryRows / batch, keyRows / batch, width / heads];
  if (![queries, keys, headDim].every(Number.isInteger)) {
    throw new ShapeError(
      `crossAttention: "${q.label}" ${formatShape(q.shape)} and "${kv.label}" ${formatShape(kv.shape)} ` +
        `do not divide into ${batch} sequences and ${heads} heads`,
    );
  }
  const tooLong = keyLengths.findIndex((length) => length < 0 || length > keys);
  if (tooLong >= 0)
    throw new ShapeError(`crossAttention: keyLengths[${tooLong}] is ${keyLengths[tooLong]}, there are ${keys} keys`);
  const dimensions = [batch, queries, keys, heads, headDim] as const;
  const out = tape.output("crossAttention", q.shape, [q, kv]);
  const logSumExp = tape.allocate(batch * heads * queries);
  backend.crossAttention(out.data, logSumExp, q.data, kv.data, keyLengths, ...dimensions);
  tape.record(out, () => {
    // The kernel overwrites both gradients, so where one exists already or is not wanted it writes beside it.
    const beside = (operand: Tensor): boolean => operand.hasGrad || !operand.requiresGrad;
    const dq = beside(q) ? tape.allocate(q.data.length) : q.grad;
    const dkv = beside(kv) ? tape.allocate(kv.data.length) : kv.grad;
    backend.crossAttentionBackward(dq, dkv, out.grad, out.data, logSumExp, q.data, kv.data, keyLengths, ...dimensions);
    for (const [operand, gradient] of [
      [q, dq],
      [kv, dkv],
    ] as const) {
      const written = beside(operand);
      if (operand.requiresGrad && operand.beginGrad()) backend.addScaled(operand.grad, gradient, 1);
      if (written) tape.release(gradient);
    }
  }, [logSumExp]);
  return out;
}
