import { type Assignment, keepEdges } from "../assignment.ts";
import type { CapacityFunction } from "./capacity.ts";

export interface CapacityCut {
  readonly assignment: Assignment;
  /** [m] position of each kept edge in the uncut assignment; null when nothing was cut. */
  readonly kept: Int32Array | null;
}

/** Each expert serves at most `floor(factor * edges / E)` edges: the first in token order, or those with the largest gate. */
export function capacityFactor(factor: number, priority: "order" | "score" = "order"): CapacityFunction {
  return (demand, gates) => {
    const experts = demand.offsets.length - 1;
    const capacity = Math.floor((demand.tokens.length / experts) * factor);
    const kept: number[] = [];
    for (let e = 0; e < experts; e++) {
      let edges = Array.from({ length: demand.offsets[e + 1]! - demand.offsets[e]! }, (_, i) => demand.offsets[e]! + i);
      if (edges.length > capacity && priority === "score") edges.sort((a, b) => gates[b]! - gates[a]! || a - b);
      edges = edges.slice(0, capacity);
      kept.push(...(priority === "score" ? edges.sort((a, b) => a - b) : edges));
    }
    return kept.length === demand.tokens.length ? null : Int32Array.from(kept);
  };
}

/**
 * Lets each expert serve at most `floor(factor * realTokens / E)` tokens, the first in token order; the others become
 * overflow and pass the layer unchanged.
 */
export function limitCapacity(demand: Assignment, factor: number, realTokens: number): CapacityCut {
  const experts = demand.offsets.length - 1;
  const capacity = Math.floor((realTokens / experts) * factor);
  const kept: number[] = [];
  for (let e = 0; e < experts; e++) {
    const from = demand.offsets[e]!;
    const to = Math.min(demand.offsets[e + 1]!, from + capacity);
    for (let i = from; i < to; i++) kept.push(i);
  }
  if (kept.length === demand.tokens.length) return { assignment: demand, kept: null };
  const index = Int32Array.from(kept);
  return { assignment: keepEdges(demand, index), kept: index };
}
