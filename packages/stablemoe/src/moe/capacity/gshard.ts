import type { Assignment } from "../assignment.ts";
import type { CapacityFunction } from "./capacity.ts";

/**
 * GShard's two passes (arXiv:2006.16668, algorithm 1): first choices fill the buffers in token order up to
 * `C = factor * T / E`; a second choice is then used if there is room and `2 g₂ > U(0, 1)`. A counter rises for every
 * token that asks, also when it finds no place.
 *
 * @param random number in [0, 1) for a token, called once per second choice
 */
export function gshardCapacity(factor: number, random: (token: number) => number): CapacityFunction {
  return (demand, gates, realTokens) => {
    const capacity = Math.floor((factor * realTokens) / (demand.offsets.length - 1));
    return gshardPasses(demand, gates, capacity, random).kept;
  };
}

/** The two passes with an explicit capacity; `counters` [E] are the buffers' counters at the end. */
export function gshardPasses(
  demand: Assignment,
  gates: ArrayLike<number>,
  capacity: number,
  random: (token: number) => number,
): { readonly kept: Int32Array; readonly counters: Int32Array } {
  const experts = demand.offsets.length - 1;
  const counters = new Int32Array(experts);
  const kept: number[] = [];
  for (const slot of [0, 1]) {
    for (let e = 0; e < experts; e++) {
      // Edges of an expert ascend by token, so its buffer fills in token order.
      for (let i = demand.offsets[e]!; i < demand.offsets[e + 1]!; i++) {
        if (demand.slots[i] !== slot) continue;
        const wanted = slot === 0 || 2 * gates[i]! > random(demand.tokens[i]!);
        if (wanted && counters[e]! < capacity) kept.push(i);
        counters[e]!++;
      }
    }
  }
  return { kept: Int32Array.from(kept.sort((a, b) => a - b)), counters };
}
