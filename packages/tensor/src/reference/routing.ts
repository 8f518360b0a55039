import type { FloatArray, Offsets } from "../backend.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function sigmoidGate(
  gates: FloatArray,
  hidden: FloatArray,
  centroids: FloatArray,
  tokens: Int32Array,
  offsets: Offsets,
  cols: number,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      let score = 0;
      for (let j = 0; j < cols; j++) score += hidden[tokens[i]! * cols + j]! * centroids[e * cols + j]!;
      gates[i] = sigmoid(score);
    }
  }
}

export function sigmoidGateBackward(
  dhidden: FloatArray,
  dcentroids: FloatArray,
  dgates: FloatArray,
  gates: FloatArray,
  hidden: FloatArray,
  centroids: FloatArray,
  tokens: Int32Array,
  offsets: Offsets,
  cols: number,
): void {
  for (let e = 0; e + 1 < offsets.length; e++) {
    for (let i = offsets[e]!; i < offsets[e + 1]!; i++) {
      const ds = dgates[i]! * gates[i]! * (1 - gates[i]!);
      const t = tokens[i]! * cols;
      for (let j = 0; j < cols; j++) {
        dhidden[t + j] = dhidden[t + j]! + ds * centroids[e * cols + j]!;
        dcentroids[e * cols + j] = dcentroids[e * cols + j]! + ds * hidden[t + j]!;
      }
    }
  }
}

export function combineExperts(
  out: FloatArray,
  hidden: FloatArray,
  expertOut: FloatArray,
  gates: FloatArray,
  tokens: Int32Array,
  cols: number,
): void {
  out.set(hidden.subarray(0, out.length));
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]! * cols;
    for (let j = 0; j < cols; j++) out[t + j] = out[t + j]! + gates[i]! * (expertOut[i * cols + j]! - hidden[t + j]!);
  }
}

export function combineExpertsBackward(
  dhidden: FloatArray,
  dexpertOut: FloatArray,
  dgates: FloatArray,
  dout: FloatArray,
  hidden: FloatArray,
  expertOut: FloatArray,
  gates: FloatArray,
  tokens: Int32Array,
  cols: number,
): void {
  for (let i = 0; i < dout.length; i++) dhidden[i] = dhidden[i]! + dout[i]!;
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]! * cols;
    const gate = gates[i]!;
    let dot = 0;
    for (let j = 0; j < cols; j++) {
      const g = dout[t + j]!;
      dot += g * (expertOut[i * cols + j]! - hidden[t + j]!);
      dexpertOut[i * cols + j] = gate * g;
      dhidden[t + j] = dhidden[t + j]! - gate * g;
    }
    dgates[i] = dot;
  }
}
