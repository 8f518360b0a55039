import { type Assignment } from "../assignment.ts";
import type { SelectFunction } from "./select.ts";

/**
 * Each expert takes its `capacityFactor * T / E` best tokens by column of the row softmax (arXiv:2202.09368). A token
 * may be chosen by none or by several, and later tokens compete with earlier ones, so this is not causal.
 */
export function expertChoice(capacityFactor: number): SelectFunction {
  return {
    expertsPerToken: "varies",
    causal: false,
    batchInvariant: false,
    select({ scores, real }): Assignment {
      const { data, numTokens, numExperts } = scores;
      const rows = Array.from({ length: numTokens }, (_, t) => t).filter((t) => real[t] !== 0);
      const k = Math.min(rows.length, Math.floor((rows.length * capacityFactor) / numExperts));
      const logSum = rowLogSumExp(data, numTokens, numExperts);
      const tokens: number[] = [];
      const offsets = new Int32Array(numExperts + 1);
      const taken = new Int32Array(numTokens);
      const slots: number[] = [];
      for (let e = 0; e < numExperts; e++) {
        const logit = (t: number): number => data[t * numExperts + e]! - logSum[t]!;
        const chosen = rows.toSorted((a, b) => logit(b) - logit(a) || a - b).slice(0, k);
        for (const t of chosen.sort((a, b) => a - b)) {
          tokens.push(t);
          slots.push(taken[t]!++);
        }
        offsets[e + 1] = tokens.length;
      }
      return { tokens: Int32Array.from(tokens), slots: Int32Array.from(slots), offsets, overflow: new Int32Array(0) };
    },
  };
}

function rowLogSumExp(data: ArrayLike<number>, rows: number, cols: number): Float64Array {
  const out = new Float64Array(rows);
  for (let t = 0; t < rows; t++) {
    let max = -Infinity;
    for (let e = 0; e < cols; e++) max = Math.max(max, data[t * cols + e]!);
    let sum = 0;
    for (let e = 0; e < cols; e++) sum += Math.exp(data[t * cols + e]! - max);
    out[t] = max + Math.log(sum);
  }
  return out;
}
