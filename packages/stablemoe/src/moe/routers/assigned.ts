import type { ParameterStore } from "../../nn/parameters.ts";
import { Counter, type RouterRecipe, compose } from "../compose.ts";
import { DistilledRouter } from "../distilled.ts";
import { sigmoidGates } from "../gate/gate.ts";
import type { Router } from "../router.ts";
import { linearScores } from "../score/linear.ts";
import { solveAuction } from "../select/auction.ts";
import { type BalancedSolver, balanced } from "../select/balanced.ts";
import { shuffledExperts, solveGreedyBalanced } from "../select/greedy-balanced.ts";
import { sinkhornPlan } from "../select/sinkhorn.ts";
import { topK, topKChoices } from "../select/top-k.ts";
import { tokenEmbeddingStudent } from "../student/token-embedding.ts";
import type { RouterOptions } from "./options.ts";

/** Balanced in training, greedy at inference, sigmoid gate, no loss: the family of BASE layers (arXiv:2103.16716). */
function assigned(
  store: ParameterStore,
  name: string,
  options: RouterOptions,
  kind: string,
  solve: BalancedSolver,
): RouterRecipe {
  return {
    kind,
    numExperts: options.numExperts,
    score: linearScores(store, name, options),
    select: balanced(solve),
    inferSelect: topK(1),
    gate: sigmoidGates,
  };
}

/** BASE: the auction. */
export function base(store: ParameterStore, name: string, options: RouterOptions): Router {
  return compose(assigned(store, name, options, "base", (scores) => solveAuction(scores).experts));
}

/** BASE with fixed routing (paper Table 5): distilled for stage 1, then frozen. */
export function baseFixed(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { vocabSize, numExperts, padId, routingWidth = 50, distillWeight = 0.3 } = options;
  const teacher = assigned(store, name, options, "base-fixed", (scores) => solveAuction(scores).experts);
  const student = tokenEmbeddingStudent(store, `${name}.student`, { vocabSize, numExperts, padId, dim: routingWidth });
  return new DistilledRouter({ teacher, student, distillWeight });
}

/** Experts pick their best tokens in a seeded random order, new for every batch. */
export function greedyBalanced(store: ParameterStore, name: string, options: RouterOptions): Router {
  const counter = new Counter();
  const recipe = assigned(store, name, options, "greedy-balanced", (scores) =>
    solveGreedyBalanced(scores, shuffledExperts(scores.numExperts, options.seed, counter.next())),
  );
  return compose({ ...recipe, counter });
}

/** Argmax of the Sinkhorn plan: balanced in expectation, not exactly. */
export function sinkhorn(store: ParameterStore, name: string, options: RouterOptions): Router {
  return compose(
    assigned(store, name, options, "sinkhorn", (scores) => {
      const plan = sinkhornPlan(scores, { maxIterations: 30, tolerance: 1e-3 });
      return topKChoices({ ...scores, data: plan }, new Uint8Array(scores.numTokens).fill(1), 1);
    }),
  );
}
