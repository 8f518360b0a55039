import type { Tensor } from "@stablemoe/tensor";
import type { Assignment } from "../assignment.ts";

export interface BalanceContext {
  /** [T, E] raw */
  readonly scores: Tensor;
  /** All wanted edges, before any capacity cut. */
  readonly demand: Assignment;
  /** [n] gates of the wanted edges */
  readonly gates: Tensor;
  readonly real: Uint8Array;
}

/** A named loss of a router, unweighted, summed over real tokens, and its weight in the total. */
export interface BalanceTerm {
  readonly name: string;
  readonly weight: number;
  loss(context: BalanceContext): Tensor;
}
