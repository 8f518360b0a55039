import type { Parameter, Tensor } from "@stablemoe/tensor";
import type { Assignment } from "./assignment.ts";

/** `teacher` is inference by the router that a distilled one imitates; the same as `infer` where there is none. */
export type RoutingMode = "train" | "infer" | "teacher";

export interface RouterInput {
  /** [T, D] */
  readonly hidden: Tensor;
  /** [T] */
  readonly tokenIds: Int32Array;
  /** [T] 0 = padding, which is never routed, counted or penalised. */
  readonly real: Uint8Array;
  /** Tokens per sequence: token t stands at place `t % sequenceLength` of its sequence. */
  readonly sequenceLength: number;
  /** Ids of each sequence before its first token here, in cached decoding: what a router of ids may look back at. */
  readonly past?: () => readonly Int32Array[];
}

export interface Routing {
  readonly assignment: Assignment;
  /** [n] differentiable, in the order of the edges. */
  readonly gates: Tensor;
  /** Named, unweighted, summed over real tokens. */
  readonly losses: Readonly<Record<string, Tensor>>;
  /** What the experts were asked for before capacity cut it, edges per expert. */
  readonly demand: Int32Array;
  /** [T, E] raw, never already normalised; where scores were needed. */
  readonly scores?: Tensor;
}

/** What can be said of a router without running it; checked when a model is built. */
export interface RouterTraits {
  readonly reads: readonly ("hidden" | "tokenIds" | "batch")[];
  /** The decision for a token never depends on later tokens. */
  readonly causal: boolean;
  /** Nor on other sequences. */
  readonly batchInvariant: boolean;
  readonly expertsPerToken: number | "varies";
  /** Whether the selection is a function of the token id, so that it can become a table. */
  readonly tabulable: "no" | "token";
  /** False where inference selects by another rule than training (BASE, Sinkhorn). */
  readonly trainInferAgree: boolean;
}

export type FreezeMode = "hard" | "coast";

/** Everything about a router that is not a trainable parameter and that a resume needs. */
export interface RouterState {
  /** `coasting`: selects as after a freeze, but its distilled router still moves by left-over momentum. */
  readonly phase: "learning" | "frozen" | "coasting" | "fixed";
  /** [V] expert of each token id, where a table selects. */
  readonly table: Int32Array | null;
  /** [E] bias on the selection scores, where one is moved outside the gradient. */
  readonly bias?: Float64Array;
  /** Draws taken so far, where chance has a part in the selection. */
  readonly counter?: number;
}

export interface Router {
  readonly kind: string;
  readonly numExperts: number;
  readonly traits: RouterTraits;
  /** Weight of each named loss in the total. */
  readonly lossWeights: Readonly<Record<string, number>>;
  route(input: RouterInput, mode: RoutingMode): Routing;
  /** The trainable ones; a frozen part is not listed. */
  parameters(): readonly Parameter[];
  /** Bias updates and the like, once per update with the demand of its batches, [E]: outside the gradient. */
  afterStep?(demand: ArrayLike<number>): void;
  /**
   * Ends the learning phase: the selection becomes fixed, and the parameters returned must leave the optimiser.
   * Absent where a router has no phases. With `coast` nothing is fixed and nothing has to leave: the distilled router
   * merely gets no gradient any more, as in the released code.
   */
  freeze?(mode?: FreezeMode): readonly Parameter[];
  /** What the teacher of a distilled router would choose, [T]: for the agreement of the two. */
  teacherChoice?(input: RouterInput): Int32Array;
  state(): RouterState;
  restore(state: RouterState): void;
}
