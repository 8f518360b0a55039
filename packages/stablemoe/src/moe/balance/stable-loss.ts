import { type Tensor, weightedSum } from "@stablemoe/tensor";
import { expertCounts, type Assignment } from "../assignment.ts";
import type { BalanceTerm } from "./balance.ts";

/**
 * Balance loss of StableMoE without its factor, `Σ_i (n_i - n̄)/n̄ Σ_{t: a_t = i} σ(s_{t,i})`: 0 at perfect balance,
 * and `c T CV²` when every gate is c. Counts are constants; the gradient flows through the gates.
 *
 * @param gates [n] sigmoid gates of all wanted edges, before any capacity cut
 * @see arXiv:2204.08396, equation 8
 */
export function stableLoss(gates: Tensor, demand: Assignment): Tensor {
  const counts = expertCounts(demand);
  const mean = demand.tokens.length / counts.length;
  const coefficients = new Float64Array(demand.tokens.length);
  for (let e = 0; e < counts.length; e++) {
    coefficients.fill((counts[e]! - mean) / mean, demand.offsets[e], demand.offsets[e + 1]);
  }
  return weightedSum(gates, coefficients);
}

/** `stableLoss` as a term of a recipe; the paper's weight is 0.3. */
export function stableBalance(weight: number): BalanceTerm {
  return { name: "balance", weight, loss: ({ gates, demand }) => stableLoss(gates, demand) };
}
