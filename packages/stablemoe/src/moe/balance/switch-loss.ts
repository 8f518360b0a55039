import { type Tensor, softmaxRows, weightedSum } from "@stablemoe/tensor";
import { expertCounts } from "../assignment.ts";
import type { BalanceContext, BalanceTerm } from "./balance.ts";

/** `Σ_{t real} Σ_i w_i p_i(t)` with p the row softmax and constant weights per expert. */
function weightedProbabilities({ scores, real }: BalanceContext, weights: Float64Array): Tensor {
  const experts = weights.length;
  const coefficients = new Float64Array(real.length * experts);
  for (let t = 0; t < real.length; t++) if (real[t] !== 0) coefficients.set(weights, t * experts);
  return weightedSum(softmaxRows(scores), coefficients);
}

/**
 * Switch load-balancing loss `N Σ_i f_i P_i` per token, f the share of edges (constant), P the mean probability; 1 when
 * perfectly even. Summed over real tokens.
 *
 * @see Fedus et al. 2021, arXiv:2101.03961, equations 4-6
 */
export function switchLoss(weight: number): BalanceTerm {
  return {
    name: "balance",
    weight,
    loss(context) {
      const counts = expertCounts(context.demand);
      const edges = Math.max(1, context.demand.tokens.length);
      return weightedProbabilities(
        context,
        Float64Array.from(counts, (n) => (counts.length * n) / edges),
      );
    },
  };
}

/**
 * GShard's auxiliary loss `(1/E) Σ_e (c_e/S) m_e` per token with first-choice counts c; times E² it is the Switch loss.
 *
 * @see Lepikhin et al. 2020, arXiv:2006.16668, algorithm 1
 */
export function gshardLoss(weight: number): BalanceTerm {
  return {
    name: "balance",
    weight,
    loss(context) {
      const { offsets, slots } = context.demand;
      const experts = offsets.length - 1;
      const first = new Float64Array(experts);
      for (let e = 0; e < experts; e++)
        for (let i = offsets[e]!; i < offsets[e + 1]!; i++) if (slots[i] === 0) first[e]!++;
      const tokens = Math.max(
        1,
        first.reduce((sum, n) => sum + n, 0),
      );
      return weightedProbabilities(
        context,
        first.map((n) => n / tokens / experts),
      );
    },
  };
}
