import type { ScoreMatrix } from "../score/score.ts";

export interface SinkhornOptions {
  readonly temperature?: number;
  readonly maxIterations?: number;
  /** Largest relative error of a column sum at which iteration ends. */
  readonly tolerance?: number;
}

/**
 * The matrix `exp(s / temperature + f_t + g_e)` whose rows sum to 1 and whose columns sum to T/E (Sinkhorn & Knopp
 * 1967), in the logarithmic domain so that large scores do not overflow.
 *
 * @returns [T, E]
 */
export function sinkhornPlan(
  { data, numTokens, numExperts }: ScoreMatrix,
  { temperature = 1, maxIterations = 2000, tolerance = 1e-9 }: SinkhornOptions = {},
): Float64Array {
  const columnTarget = numTokens / numExperts;
  const f = new Float64Array(numTokens);
  const g = new Float64Array(numExperts);
  const logit = (t: number, e: number): number => data[t * numExperts + e]! / temperature;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    for (let t = 0; t < numTokens; t++) f[t] = -logSumExp(numExperts, (e) => logit(t, e) + g[e]!);
    let worst = 0;
    for (let e = 0; e < numExperts; e++) {
      const sum = logSumExp(numTokens, (t) => logit(t, e) + f[t]!);
      worst = Math.max(worst, Math.abs(Math.exp(sum + g[e]!) / columnTarget - 1));
      g[e] = Math.log(columnTarget) - sum;
    }
    if (worst < tolerance) break;
  }
  for (let t = 0; t < numTokens; t++) f[t] = -logSumExp(numExperts, (e) => logit(t, e) + g[e]!);
  return Float64Array.from(data, (_, i) => {
    const t = Math.floor(i / numExperts);
    const e = i % numExperts;
    return Math.exp(logit(t, e) + f[t]! + g[e]!);
  });
}

function logSumExp(length: number, at: (i: number) => number): number {
  let max = -Infinity;
  for (let i = 0; i < length; i++) max = Math.max(max, at(i));
  let sum = 0;
  for (let i = 0; i < length; i++) sum += Math.exp(at(i) - max);
  return max + Math.log(sum);
}
