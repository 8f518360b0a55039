import {
  type Tensor,
  normaliseOverToken,
  pickEdges,
  sigmoid,
  softmaxOverToken,
  softmaxRows,
  tapeOf,
} from "@stablemoe/tensor";
import { ModelError } from "../../nn/error.ts";
import type { Assignment } from "../assignment.ts";

/** Third block of a router: the weight of each edge, differentiable, from raw scores [T, E]. */
export type GateFunction = (scores: Tensor, assignment: Assignment) => Tensor;

/** `σ(s)` of the chosen expert (BASE, StableMoE): no other expert's score gets a gradient. */
export const sigmoidGates: GateFunction = (scores, assignment) => sigmoid(pickEdges(scores, assignment));

/** Softmax over all experts, read at the chosen ones (Switch, OLMoE). */
export const softmaxGates: GateFunction = (scores, assignment) => pickEdges(softmaxRows(scores), assignment);

/** Softmax over a token's chosen experts only (Mixtral). */
export const softmaxOverSelected: GateFunction = (scores, assignment) =>
  softmaxOverToken(pickEdges(scores, assignment), assignment.tokens, scores.shape[0]!);

/** The weight 1: the experts' sum. */
export const oneGates: GateFunction = (scores, { tokens }) =>
  tapeOf("one", scores).constant("gates of one", [tokens.length], new Float64Array(tokens.length).fill(1));

/**
 * Makes the gates of a token sum to 1.
 *
 * @throws {ModelError} for one expert per token: the gate would be the constant 1 and the task could never train the router
 */
export function renormalised(gate: GateFunction, expertsPerToken: number): GateFunction {
  if (expertsPerToken === 1) {
    throw new ModelError(
      "renormalised-k1",
      "a renormalised gate with one expert per token is the constant 1, so the task never trains the router; " +
        "leave it as it is, use more experts per token, or say oneGates if 1 is meant",
    );
  }
  return (scores, assignment) => normaliseOverToken(gate(scores, assignment), assignment.tokens, scores.shape[0]!);
}
