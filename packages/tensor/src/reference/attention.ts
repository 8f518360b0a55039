import type { FloatArray } from "../backend.ts";

/** Where queries, keys or values lie: `x[at + row * stride + head * headDim]`. */
interface Operand {
  readonly x: FloatArray;
  readonly at: number;
  readonly stride: number;
}

interface Problem {
  readonly batch: number;
  readonly queries: number;
  readonly keys: number;
  readonly heads: number;
  readonly headDim: number;
  /** How many keys query i of sequence b sees. */
  readonly visible: (b: number, i: number) => number;
}

/** Attention, one query at a time. */
function forward(
  out: FloatArray,
  logSumExp: FloatArray,
  q: Operand,
  k: Operand,
  v: Operand,
  { batch, queries, keys, heads, headDim, visible }: Problem,
): void {
  const scale = 1 / Math.sqrt(headDim);
  const weights = new Float64Array(keys);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      for (let i = 0; i < queries; i++) {
        const qRow = q.at + (b * queries + i) * q.stride + h * headDim;
        const seen = visible(b, i);
        let max = -Infinity;
        for (let j = 0; j < seen; j++) {
          const kRow = k.at + (b * keys + j) * k.stride + h * headDim;
          let score = 0;
          for (let d = 0; d < headDim; d++) score += q.x[qRow + d]! * k.x[kRow + d]!;
          weights[j] = score * scale;
          if (!(weights[j]! <= max)) max = weights[j]!; // NaN passes through
        }
        let sum = 0;
        for (let j = 0; j < seen; j++) {
          weights[j] = Math.exp(weights[j]! - max);
          sum += weights[j]!;
        }
        logSumExp[(b * heads + h) * queries + i] = seen === 0 ? -Infinity : max + Math.log(sum);
        const at = (b * queries + i) * heads * headDim + h * headDim;
        for (let d = 0; d < headDim; d++) {
          let value = 0;
          for (let j = 0; j < seen; j++) {
            value += weights[j]! * v.x[v.at + (b * keys + j) * v.stride + h * headDim + d]!;
          }
          out[at + d] = seen === 0 ? 0 : value / sum;
        }
      }
    }
  }
}

/**
 * Adds to the gradients. With P the weights, recomputed from the saved log-sum-exp: `dV = Pᵀ dO`,
 * `dS = P (dO Vᵀ - rowsum(dO · O))`, `dQ = scale dS K`, `dK = scale dSᵀ Q`.
 */
function backward(
  gradients: { readonly q: FloatArray; readonly k: FloatArray; readonly v: FloatArray },
  dout: FloatArray,
  out: FloatArray,
  logSumExp: FloatArray,
  q: Operand,
  k: Operand,
  v: Operand,
  { batch, queries, keys, heads, headDim, visible }: Problem,
): void {
  const { q: dq, k: dk, v: dv } = gradients;
  const scale = 1 / Math.sqrt(headDim);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      for (let i = 0; i < queries; i++) {
        const qRow = q.at + (b * queries + i) * q.stride + h * headDim;
        const o = (b * queries + i) * heads * headDim + h * headDim;
        let delta = 0;
        for (let d = 0; d < headDim; d++) delta += dout[o + d]! * out[o + d]!;
        const seen = visible(b, i);
        for (let j = 0; j < seen; j++) {
          const kRow = k.at + (b * keys + j) * k.stride + h * headDim;
          const vRow = v.at + (b * keys + j) * v.stride + h * headDim;
          let score = 0;
          let dp = 0;
          for (let d = 0; d < headDim; d++) {
            score += q.x[qRow + d]! * k.x[kRow + d]!;
            dp += dout[o + d]! * v.x[vRow + d]!;
          }
          const p = Math.exp(score * scale - logSumExp[(b * heads + h) * queries + i]!);
          const ds = p * (dp - delta) * scale;
          for (let d = 0; d < headDim; d++) {
            dv[vRow + d] = dv[vRow + d]! + p * dout[o + d]!;
            dq[qRow + d] = dq[qRow + d]! + ds * k.x[kRow + d]!;
            dk[kRow + d] = dk[kRow + d]! + ds * q.x[qRow + d]!;
          }
        }
      }
    }
  }
}

type PackedDimensions = [batch: number, length: number, heads: number, headDim: number];

function packed(
  qkv: FloatArray,
  [batch, length, heads, headDim]: PackedDimensions,
): [q: Operand, k: Operand, v: Operand, problem: Problem] {
  const width = heads * headDim;
  const stride = 3 * width;
  return [
    { x: qkv, at: 0, stride },
    { x: qkv, at: width, stride },
    { x: qkv, at: 2 * width, stride },
    { batch, queries: length, keys: length, heads, headDim, visible: (_, i) => i + 1 },
  ];
}

export function causalAttention(
  out: FloatArray,
  logSumExp: FloatArray,
  qkv: FloatArray,
  ...dimensions: PackedDimensions
): void {
  forward(out, logSumExp, ...packed(qkv, dimensions));
}

export function causalAttentionBackward(
  dqkv: FloatArray,
  dout: FloatArray,
  out: FloatArray,
  logSumExp: FloatArray,
  qkv: FloatArray,
  ...dimensions: PackedDimensions
): void {
  const [batch, length, heads, headDim] = dimensions;
  dqkv.fill(0, 0, batch * length * 3 * heads * headDim);
  backward({ q: dqkv, k: dqkv, v: dqkv }, dout, out, logSumExp, ...packed(qkv, dimensions));
}

type CrossDimensions = [batch: number, queries: number, keys: number, heads: number, headDim: number];

function crossing(
  q: FloatArray,
  kv: FloatArray,
  keyLengths: Int32Array,
  [batch, queries, keys, heads, headDim]: CrossDimensions,
): [q: Operand, k: Operand, v: Operand, problem: Problem] {
  const width = heads * headDim;
  return [
    { x: q, at: 0, stride: width },
    { x: kv, at: 0, stride: 2 * width },
    { x: kv, at: width, stride: 2 * width },
    { batch, queries, keys, heads, headDim, visible: (b) => keyLengths[b]! },
  ];
}

export function crossAttention(
  out: FloatArray,
  logSumExp: FloatArray,
  q: FloatArray,
  kv: FloatArray,
  keyLengths: Int32Array,
  ...dimensions: CrossDimensions
): void {
  forward(out, logSumExp, ...crossing(q, kv, keyLengths, dimensions));
}

export function crossAttentionBackward(
  dq: FloatArray,
  dkv: FloatArray,
  dout: FloatArray,
  out: FloatArray,
  logSumExp: FloatArray,
  q: FloatArray,
  kv: FloatArray,
  keyLengths: Int32Array,
  ...dimensions: CrossDimensions
): void {
  const [batch, queries, keys, heads, headDim] = dimensions;
  dq.fill(0, 0, batch * queries * heads * headDim);
  dkv.fill(0, 0, batch * keys * 2 * heads * headDim);
  // The gradient of the keys starts where the keys do, the one of the values half a row later, as the operands say.
  backward({ q: dq, k: dkv, v: dkv }, dout, out, logSumExp, ...crossing(q, kv, keyLengths, dimensions));
}
