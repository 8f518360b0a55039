import type { FloatArray } from "../backend.ts";

/** Causal attention, one query at a time; weights are recomputed from the saved log-sum-exp in the backward pass. */
export function attention(
  out: FloatArray,
  logSumExp: FloatArray,
  qkv: FloatArray,
  batch: number,
  length: number,
  heads: number,
  headDim: number,
): void {
  const width = heads * headDim;
  const scale = 1 / Math.sqrt(headDim);
  const weights = new Float64Array(length);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      for (let i = 0; i < length; i++) {
        const q = (b * length + i) * 3 * width + h * headDim;
        let max = -Infinity;
        for (let j = 0; j <= i; j++) {
          const k = (b * length + j) * 3 * width + width + h * headDim;
          let score = 0;
          for (let d = 0; d < headDim; d++) score += qkv[q + d]! * qkv[k + d]!;
          weights[j] = score * scale;
          if (!(weights[j]! <= max)) max = weights[j]!; // NaN passes through
        }
        let sum = 0;
        for (let j = 0; j <= i; j++) {
          weights[j] = Math.exp(weights[j]! - max);
          sum += weights[j]!;
        }
        logSumExp[(b * heads + h) * length + i] = max + Math.log(sum);
        const at = (b * length + i) * width + h * headDim;
        for (let d = 0; d < headDim; d++) {
          let value = 0;
          for (let j = 0; j <= i; j++) {
            value += weights[j]! * qkv[(b * length + j) * 3 * width + 2 * width + h * headDim + d]!;
          }
          out[at + d] = value / sum;
        }
      }
    }
  }
}

/** With P the weights: `dV = Pᵀ dO`, `dS = P (dO Vᵀ - rowsum(dO · O))`, `dQ = scale dS K`, `dK = scale dSᵀ Q`. */
export function attentionBackward(
  dqkv: FloatArray,
  dout: FloatArray,
  out: FloatArray,
  logSumExp: FloatArray,
  qkv: FloatArray,
  batch: number,
  length: number,
  heads: number,
  headDim: number,
): void {
  const width = heads * headDim;
  const scale = 1 / Math.sqrt(headDim);
  dqkv.fill(0, 0, batch * length * 3 * width);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      for (let i = 0; i < length; i++) {
        const q = (b * length + i) * 3 * width + h * headDim;
        const o = (b * length + i) * width + h * headDim;
        let delta = 0;
        for (let d = 0; d < headDim; d++) delta += dout[o + d]! * out[o + d]!;
        for (let j = 0; j <= i; j++) {
          const k = (b * length + j) * 3 * width + width + h * headDim;
          const v = k + width;
          let score = 0;
          let dp = 0;
          for (let d = 0; d < headDim; d++) {
            score += qkv[q + d]! * qkv[k + d]!;
            dp += dout[o + d]! * qkv[v + d]!;
          }
          const p = Math.exp(score * scale - logSumExp[(b * heads + h) * length + i]!);
          const ds = p * (dp - delta) * scale;
          for (let d = 0; d < headDim; d++) {
            dqkv[v + d] = dqkv[v + d]! + p * dout[o + d]!;
            dqkv[q + d] = dqkv[q + d]! + ds * qkv[k + d]!;
            dqkv[k + d] = dqkv[k + d]! + ds * qkv[q + d]!;
          }
        }
      }
    }
  }
}
