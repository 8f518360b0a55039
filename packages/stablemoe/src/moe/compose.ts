import { type Parameter, gatherElements } from "@stablemoe/tensor";
import { expertCounts, keepEdges } from "./assignment.ts";
import type { BalanceTerm } from "./balance/balance.ts";
import type { CapacityFunction } from "./capacity/capacity.ts";
import type { GateFunction } from "./gate/gate.ts";
import type { Router, RouterInput, RouterState, RouterTraits, Routing, RoutingMode } from "./router.ts";
import { type ScoreFunction, finiteScores } from "./score/score.ts";
import type { SelectFunction } from "./select/select.ts";

/** A number that rises with every use and can be set back to an earlier one. */
export class Counter {
  value = 0;

  next(): number {
    return this.value++;
  }
}

/** A router as a list of its blocks, in the order in which they run. */
export interface RouterRecipe {
  readonly kind: string;
  readonly numExperts: number;
  readonly score: ScoreFunction;
  readonly select: SelectFunction;
  /** Selection at inference, where it differs from training. */
  readonly inferSelect?: SelectFunction;
  readonly gate: GateFunction;
  readonly balance?: readonly BalanceTerm[];
  /** Training only: evaluation is unlimited, or a token's output would depend on other sequences. */
  readonly capacity?: CapacityFunction;
  readonly tabulable?: RouterTraits["tabulable"];
  /** State outside the gradient, and how it moves after each update. */
  readonly bias?: { readonly values: Float64Array; update(demand: ArrayLike<number>): void };
  /** Counts the draws of a block that chance has a part in, so that a resume goes on with the next one. */
  readonly counter?: Counter;
  /** [V] a fixed table that selects. */
  readonly table?: Int32Array;
}

/** Traits of a recipe; selection in inference decides about causality, since that is what a decoder runs. */
export function recipeTraits({ score, select, inferSelect = select, tabulable = "no" }: RouterRecipe): RouterTraits {
  return {
    reads: score.reads,
    causal: inferSelect.causal,
    batchInvariant: inferSelect.batchInvariant,
    expertsPerToken: inferSelect.expertsPerToken,
    tabulable,
    trainInferAgree: inferSelect === select,
  };
}

/** Runs a recipe on given scores: select, gate, balance, capacity. */
export function routeByRecipe(recipe: RouterRecipe, input: RouterInput, mode: RoutingMode): Routing {
  const { tokenIds, real } = input;
  const scores = recipe.score.score(input); // [T, E]
  const select = mode === "train" ? recipe.select : (recipe.inferSelect ?? recipe.select);
  const demand = select.select({ scores: finiteScores(scores), tokenIds, real });
  const gates = recipe.gate(scores, demand);
  const routing = { scores, demand: expertCounts(demand) };
  if (mode !== "train") return { ...routing, assignment: demand, gates, losses: {} };
  const losses = Object.fromEntries(
    (recipe.balance ?? []).map((term) => [term.name, term.loss({ scores, demand, gates, real })]),
  );
  let realTokens = 0;
  for (const flag of real) realTokens += flag;
  const kept = recipe.capacity?.(demand, gates.data, realTokens) ?? null;
  if (kept === null) return { ...routing, assignment: demand, gates, losses };
  return { ...routing, assignment: keepEdges(demand, kept), gates: gatherElements(gates, kept), losses };
}

/** A router from its blocks. */
export function compose(recipe: RouterRecipe): Router {
  const { kind, numExperts, score, balance = [], bias, counter, table } = recipe;
  return {
    kind,
    numExperts,
    traits: recipeTraits(recipe),
    lossWeights: Object.fromEntries(balance.map(({ name, weight }) => [name, weight])),
    route: (input, mode) => routeByRecipe(recipe, input, mode),
    parameters: (): readonly Parameter[] => score.parameters,
    ...(bias === undefined ? {} : { afterStep: (demand: ArrayLike<number>) => bias.update(demand) }),
    state: (): RouterState => ({
      phase: "fixed",
      table: table ?? null,
      ...(bias === undefined ? {} : { bias: bias.values.slice() }),
      ...(counter === undefined ? {} : { counter: counter.value }),
    }),
    restore(state) {
      if (table !== undefined && state.table !== null) table.set(state.table);
      if (counter !== undefined && state.counter !== undefined) counter.value = state.counter;
      if (bias !== undefined && state.bias !== undefined) bias.values.set(state.bias);
    },
  };
}
