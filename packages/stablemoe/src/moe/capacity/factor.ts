import type { Assignment } from "../assignment.ts";

export interface CapacityCut {
  readonly assignment: Assignment;
  /** [m] position of each kept edge in the uncut assignment; null when nothing was cut. */
  readonly kept: Int32Array | null;
}

/**
 * Lets each expert serve at most `floor(factor * realTokens / E)` tokens, the first in token order; the others become
 * overflow and pass the layer unchanged.
 */
export function limitCapacity(demand: Assignment, factor: number, realTokens: number): CapacityCut {
  const experts = demand.offsets.length - 1;
  const capacity = Math.floor((realTokens / experts) * factor);
  const kept: number[] = [];
  const overflow: number[] = [];
  const offsets = new Int32Array(experts + 1);
  for (let e = 0; e < experts; e++) {
    const from = demand.offsets[e]!;
    for (let i = from; i < demand.offsets[e + 1]!; i++) {
      if (i - from < capacity) kept.push(i);
      else overflow.push(demand.tokens[i]!);
    }
    offsets[e + 1] = kept.length;
  }
  if (overflow.length === 0) return { assignment: demand, kept: null };
  const index = Int32Array.from(kept);
  const assignment: Assignment = {
    tokens: index.map((i) => demand.tokens[i]!),
    slots: index.map((i) => demand.slots[i]!),
    offsets,
    overflow: Int32Array.from(overflow),
  };
  return { assignment, kept: index };
}
