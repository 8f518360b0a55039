import type { Activation, FloatArray, Offsets } from "../backend.ts";

/** Layer norm (Ba et al. 2016, arXiv:1607.06450) with biased variance; gain and bias belong to the row's group. */
export function layerNorm(
  out: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  x: FloatArray,
  gain: FloatArray,
  bias: FloatArray,
  offsets: Offsets,
  cols: number,
  eps: number,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      const row = i * cols;
      let sum = 0;
      for (let j = 0; j < cols; j++) sum += x[row + j]!;
      const mu = sum / cols;
      let variance = 0;
      for (let j = 0; j < cols; j++) variance += (x[row + j]! - mu) ** 2;
      const r = 1 / Math.sqrt(variance / cols + eps);
      mean[i] = mu;
      rstd[i] = r;
      for (let j = 0; j < cols; j++) out[row + j] = (x[row + j]! - mu) * r * gain[e * cols + j]! + bias[e * cols + j]!;
    }
  }
}

export function layerNormBackward(
  dx: FloatArray,
  dgain: FloatArray,
  dbias: FloatArray,
  dy: FloatArray,
  x: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
  gain: FloatArray,
  offsets: Offsets,
  cols: number,
  accumulate: boolean,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    const group = e * cols;
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      const row = i * cols;
      const mu = mean[i]!;
      const r = rstd[i]!;
      let sum = 0;
      let dot = 0;
      for (let j = 0; j < cols; j++) {
        const normal = (x[row + j]! - mu) * r;
        const scaled = dy[row + j]! * gain[group + j]!;
        sum += scaled;
        dot += scaled * normal;
        dgain[group + j] = dgain[group + j]! + dy[row + j]! * normal;
        dbias[group + j] = dbias[group + j]! + dy[row + j]!;
      }
      for (let j = 0; j < cols; j++) {
        const normal = (x[row + j]! - mu) * r;
        const value = r * (dy[row + j]! * gain[group + j]! - sum / cols - (normal * dot) / cols);
        dx[row + j] = accumulate ? dx[row + j]! + value : value;
      }
    }
  }
}

/** Root mean square norm (Zhang & Sennrich 2019, arXiv:1910.07467); the gain belongs to the row's group. */
export function rmsNorm(
  out: FloatArray,
  rstd: FloatArray,
  x: FloatArray,
  gain: FloatArray,
  offsets: Offsets,
  cols: number,
  eps: number,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      const row = i * cols;
      let squares = 0;
      for (let j = 0; j < cols; j++) squares += x[row + j]! ** 2;
      const r = 1 / Math.sqrt(squares / cols + eps);
      rstd[i] = r;
      for (let j = 0; j < cols; j++) out[row + j] = x[row + j]! * r * gain[e * cols + j]!;
    }
  }
}

export function rmsNormBackward(
  dx: FloatArray,
  dgain: FloatArray,
  dy: FloatArray,
  x: FloatArray,
  rstd: FloatArray,
  gain: FloatArray,
  offsets: Offsets,
  cols: number,
  accumulate: boolean,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    const group = e * cols;
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      const row = i * cols;
      const r = rstd[i]!;
      let dot = 0;
      for (let j = 0; j < cols; j++) {
        const normal = x[row + j]! * r;
        dot += dy[row + j]! * gain[group + j]! * normal;
        dgain[group + j] = dgain[group + j]! + dy[row + j]! * normal;
      }
      for (let j = 0; j < cols; j++) {
        const value = r * (dy[row + j]! * gain[group + j]! - (x[row + j]! * r * dot) / cols);
        dx[row + j] = accumulate ? dx[row + j]! + value : value;
      }
    }
  }
}

export function biasActivation(
  y: FloatArray,
  bias: FloatArray,
  offsets: Offsets,
  cols: number,
  activation: Activation,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      for (let j = 0; j < cols; j++) {
        const value = y[i * cols + j]! + bias[e * cols + j]!;
        y[i * cols + j] = activation === "relu" && value < 0 ? 0 : value;
      }
    }
  }
}

export function biasActivationBackward(
  dx: FloatArray,
  dbias: FloatArray,
  dy: FloatArray,
  y: FloatArray,
  offsets: Offsets,
  cols: number,
  activation: Activation,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      for (let j = 0; j < cols; j++) {
        const value = activation === "relu" && y[i * cols + j]! <= 0 ? 0 : dy[i * cols + j]!;
        dx[i * cols + j] = value;
        dbias[e * cols + j] = dbias[e * cols + j]! + value;
      }
    }
  }
}
