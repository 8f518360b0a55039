import { type Parameter, hash32, tapeOf } from "@stablemoe/tensor";
import { assignmentFromExperts, expertCounts } from "../assignment.ts";
import type { Router, RouterInput, RouterState, RouterTraits, Routing } from "../router.ts";
import { selectByToken } from "../select/argmax.ts";

export interface HashOptions {
  readonly numExperts: number;
  readonly vocabSize: number;
  readonly seed: number;
}

/**
 * Hash layer (arXiv:2106.04426) with a random table: a token's expert is a fixed function of its id, there is no gate
 * and no loss. The floor that a learnt table has to beat.
 */
export class HashRouter implements Router {
  readonly kind = "hash";
  readonly numExperts: number;
  readonly lossWeights: Readonly<Record<string, number>> = {};
  #table: Int32Array;

  constructor({ numExperts, vocabSize, seed }: HashOptions) {
    this.numExperts = numExperts;
    this.#table = randomTable(vocabSize, numExperts, seed);
  }

  get traits(): RouterTraits {
    return {
      reads: ["tokenIds"],
      causal: true,
      batchInvariant: true,
      expertsPerToken: 1,
      tabulable: "token",
    };
  }

  parameters(): readonly Parameter[] {
    return [];
  }

  route({ hidden, tokenIds, real }: RouterInput): Routing {
    const experts = selectByToken(tokenIds, real, (id) => this.#table[id]!);
    const assignment = assignmentFromExperts(experts, this.numExperts);
    const ones = new Float64Array(assignment.tokens.length).fill(1);
    const gates = tapeOf("hash", hidden).constant("hash gates", [ones.length], ones);
    return { assignment, gates, losses: {}, demand: expertCounts(assignment) };
  }

  state(): RouterState {
    return { phase: "fixed", table: this.#table };
  }

  restore({ table }: RouterState): void {
    if (table !== null) this.#table = table;
  }
}

/** Uniformly random expert per token id, [V]. */
export function randomTable(vocabSize: number, numExperts: number, seed: number): Int32Array {
  return Int32Array.from({ length: vocabSize }, (_, id) => hash32(seed, id) % numExperts);
}
