import type { AdamStep, FloatArray } from "../backend.ts";

export function crossEntropy(logits: FloatArray, targets: Int32Array, cols: number, gradScale: number | null): number {
  let total = 0;
  for (let i = 0; i < targets.length; i++) {
    const row = i * cols;
    const target = targets[i]!;
    if (target < 0) {
      if (gradScale !== null) logits.fill(0, row, row + cols);
      continue;
    }
    let max = -Infinity;
    for (let j = 0; j < cols; j++) if (!(logits[row + j]! <= max)) max = logits[row + j]!;
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += Math.exp(logits[row + j]! - max);
    const logSumExp = max + Math.log(sum);
    total += logSumExp - logits[row + target]!;
    if (gradScale === null) continue;
    for (let j = 0; j < cols; j++) {
      logits[row + j] = gradScale * (Math.exp(logits[row + j]! - logSumExp) - (j === target ? 1 : 0));
    }
  }
  return total;
}

export function sumOfSquares(x: FloatArray): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i]! * x[i]!;
  return sum;
}

/** Kingma & Ba 2014 (arXiv:1412.6980), algorithm 1, with decoupled weight decay. */
export function adamW(
  weights: FloatArray,
  grad: FloatArray,
  moment1: FloatArray,
  moment2: FloatArray,
  { learningRate, beta1, beta2, eps, weightDecay, gradScale, step }: AdamStep,
): void {
  const correction1 = 1 - beta1 ** step;
  const correction2 = 1 - beta2 ** step;
  for (let i = 0; i < weights.length; i++) {
    const g = gradScale * grad[i]!;
    moment1[i] = beta1 * moment1[i]! + (1 - beta1) * g;
    moment2[i] = beta2 * moment2[i]! + (1 - beta2) * g * g;
    const update = moment1[i]! / correction1 / (Math.sqrt(moment2[i]! / correction2) + eps);
    weights[i] = weights[i]! - learningRate * (update + weightDecay * weights[i]!);
  }
}
