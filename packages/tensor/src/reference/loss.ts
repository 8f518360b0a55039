import type { FloatArray } from "../backend.ts";

export function crossEntropy(
  logits: FloatArray,
  targets: Int32Array,
  cols: number,
  gradScale: number | null,
  smoothing = 0,
): number {
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
    // -Σ q log p with q = (1 - smoothing) onehot + smoothing / cols.
    let wanted = (1 - smoothing) * logits[row + target]!;
    if (smoothing > 0) for (let j = 0; j < cols; j++) wanted += (smoothing / cols) * logits[row + j]!;
    total += logSumExp - wanted;
    if (gradScale === null) continue;
    for (let j = 0; j < cols; j++) {
      const q = (j === target ? 1 - smoothing : 0) + smoothing / cols;
      logits[row + j] = gradScale * (Math.exp(logits[row + j]! - logSumExp) - q);
    }
  }
  return total;
}
