import type { ParameterStore } from "../../nn/parameters.ts";
import { compose } from "../compose.ts";
import { oneGates, sigmoidGates } from "../gate/gate.ts";
import type { Router } from "../router.ts";
import { linearScores } from "../score/linear.ts";
import { noScores } from "../score/none.ts";
import { balancedTable, randomTable, tableSelection } from "../select/table.ts";
import type { RouterOptions } from "./options.ts";

/** Hash layer (arXiv:2106.04426) over a given table: no gate, no loss. */
export function tableRouter(kind: string, table: Int32Array, numExperts: number): Router {
  return compose({
    kind,
    numExperts,
    score: noScores(numExperts),
    select: tableSelection(() => table, numExperts),
    gate: oneGates,
    tabulable: "token",
    table,
  });
}

/** The table given, or a random one: the floor that a learnt one has to beat. */
export function hash(
  _store: ParameterStore,
  _name: string,
  { vocabSize, numExperts, seed, table = randomTable(vocabSize, numExperts, seed) }: RouterOptions,
): Router {
  return tableRouter("hash", table, numExperts);
}

const zipf = (vocabSize: number): Float64Array => Float64Array.from({ length: vocabSize }, (_, id) => 1 / (id + 1));

/** A table balanced over token frequencies; without frequencies, over a Zipf law of the ids, which BPE orders by rank. */
export function hashBalanced(
  _store: ParameterStore,
  _name: string,
  { vocabSize, numExperts, frequencies = zipf(vocabSize) }: RouterOptions,
): Router {
  return tableRouter("hash-balanced", balancedTable(frequencies, numExperts), numExperts);
}

/** Random scores of the token id select, a live sigmoid gate weighs: random-frozen. */
export function randomFrozen(store: ParameterStore, name: string, options: RouterOptions): Router {
  const { numExperts, vocabSize, seed } = options;
  const table = randomTable(vocabSize, numExperts, seed + 1);
  return compose({
    kind: "random-frozen",
    numExperts,
    score: linearScores(store, name, options),
    select: tableSelection(() => table, numExperts),
    gate: sigmoidGates,
    tabulable: "token",
    table,
  });
}
