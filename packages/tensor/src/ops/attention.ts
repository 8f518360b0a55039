import { ShapeError } from "../error.ts";
import { tapeOf } from "../tape.ts";
import { formatShape, type Tensor } from "../tensor.ts";

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
  backend.attention(out.data, logSumExp, qkv.data, batch, length, heads, headDim);
  tape.record(out, () => {
    if (qkv.hasGrad) throw new ShapeError(`causalAttention: "${qkv.label}" may be used once only`);
    qkv.beginGrad();
    backend.attentionBackward(qkv.grad, out.grad, out.data, logSumExp, qkv.data, batch, length, heads, headDim);
  }, [logSumExp]);
  return out;
}
