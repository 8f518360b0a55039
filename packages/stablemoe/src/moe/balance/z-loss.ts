import { squaredLogSumExp } from "@stablemoe/tensor";
import type { BalanceTerm } from "./balance.ts";

/** Router z-loss `Σ_t (logsumexp_i s_{t,i})²`: keeps scores small (arXiv:2202.08906, equation 5). */
export function zLoss(weight: number): BalanceTerm {
  return { name: "zLoss", weight, loss: ({ scores, real }) => squaredLogSumExp(scores, real) };
}
