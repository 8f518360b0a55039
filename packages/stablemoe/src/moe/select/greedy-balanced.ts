import { hash32 } from "@stablemoe/tensor";
import type { ScoreMatrix } from "../score/score.ts";

/**
 * Experts are visited in the given order; each takes its `floor(T/E)` best tokens among those still free, ties to the
 * lowest index (specification 4.4).
 *
 * @returns [T] experts, -1 for tokens left over
 */
export function solveGreedyBalanced(
  { data, numTokens, numExperts }: ScoreMatrix,
  order: readonly number[],
): Int32Array {
  const k = Math.floor(numTokens / numExperts);
  const experts = new Int32Array(numTokens).fill(-1);
  for (const e of order) {
    const free = Array.from({ length: numTokens }, (_, t) => t).filter((t) => experts[t] === -1);
    free.sort((a, b) => data[b * numExperts + e]! - data[a * numExperts + e]! || a - b);
    for (const t of free.slice(0, k)) experts[t] = e;
  }
  return experts;
}

/** A seeded order of the experts (Fisher-Yates). */
export function shuffledExperts(numExperts: number, seed: number, round: number): number[] {
  const order = Array.from({ length: numExperts }, (_, e) => e);
  for (let i = numExperts - 1; i > 0; i--) {
    const j = hash32(seed, i, round) % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
