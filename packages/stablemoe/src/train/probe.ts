import { type Backend, Tape, tokenLosses } from "@stablemoe/tensor";
import { tokenDeterminism } from "../analysis/token-determinism.ts";
import { choicesOfTokens, expertCounts, expertsOfTokens } from "../moe/assignment.ts";
import type { RoutingMode } from "../moe/router.ts";
import type { LanguageModel } from "../models/lm/language-model.ts";

/** Windows of token ids, [windows * S]; a negative target is left out. */
export interface EvaluationSet {
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly length: number;
}

export interface Evaluation {
  /** Mean negative log-likelihood in nats. */
  readonly loss: number;
  readonly tokens: number;
  /** Experts of every token by the inference rule, [layer][token][K], each token's in rising order. */
  readonly experts: Int32Array;
  /** Tokens of each layer in `experts`. */
  readonly layers: readonly number[];
  /** Tokens per expert, all layers together. */
  readonly counts: Float64Array;
  readonly studentAgreement: number | null;
  /** Best agreement that any token table can reach with the teacher, or with the router itself; null without MoE. */
  readonly tokenDeterminism: number | null;
}

/** Scores a fixed set with the inference rule: greedy, unlimited capacity, every token exactly once. */
export function evaluate(model: LanguageModel, backend: Backend, set: EvaluationSet, batch: number): Evaluation {
  const { length } = set;
  const windows = set.inputs.length / length;
  const layers = model.moeLayers.length;
  const perToken = model.moeLayers[0]?.router.traits.expertsPerToken ?? 1;
  const topK = perToken === "varies" ? 1 : perToken;
  const experts = new Int32Array(set.inputs.length * layers * topK);
  const counts = new Float64Array(model.config.moe?.numExperts ?? 0);
  let total = 0;
  let tokens = 0;
  let agreed = 0;
  let compared = 0;
  const studied = new Int32Array(set.inputs.length * layers);
  const tape = new Tape(backend, { recording: false });
  for (let from = 0; from < windows; from += batch) {
    const size = Math.min(batch, windows - from);
    const inputs = set.inputs.subarray(from * length, (from + size) * length);
    const targets = set.targets.subarray(from * length, (from + size) * length);
    const { hidden, routings, routerHidden } = model.forward(tape, { inputs, batch: size, length }, "infer");
    for (const loss of tokenLosses(hidden, model.embeddings, targets)) total += loss;
    for (const target of targets) if (target >= 0) tokens++;
    for (const [i, routing] of routings.entries()) {
      const chosen = choicesOfTokens(routing.assignment, inputs.length, topK);
      for (let t = 0; t < chosen.length; t += topK) chosen.subarray(t, t + topK).sort();
      experts.set(chosen, (i * set.inputs.length + from * length) * topK);
      expertCounts(routing.assignment).forEach((n, e) => (counts[e] = counts[e]! + n));
      const { router } = model.moeLayers[i]!;
      const at = i * set.inputs.length + from * length;
      if (router.teacherChoice === undefined) {
        studied.set(expertsOfTokens(routing.assignment, inputs.length), at);
        continue;
      }
      const real = new Uint8Array(inputs.length).fill(1);
      const input = { hidden: routerHidden[i]!, tokenIds: inputs, real, sequenceLength: length };
      const teacher = router.teacherChoice(input); // K = 1
      studied.set(teacher, at);
      teacher.forEach((expert, t) => (agreed += expert === chosen[t] ? 1 : 0));
      compared += inputs.length;
    }
    tape.reset();
  }
  return {
    loss: total / Math.max(1, tokens),
    tokens,
    experts,
    layers: Array.from({ length: layers }, () => set.inputs.length),
    counts,
    studentAgreement: compared === 0 ? null : agreed / compared,
    // The first layer's; layers have routers of their own.
    tokenDeterminism:
      layers === 0 ? null : tokenDeterminism(set.inputs, studied.subarray(0, set.inputs.length), counts.length),
  };
}

/** Mean negative log-likelihood of a set in nats, under any rule of routing. */
export function meanLoss(
  model: LanguageModel,
  backend: Backend,
  { inputs, targets, length }: EvaluationSet,
  batch: number,
  mode: RoutingMode,
): number {
  const tape = new Tape(backend, { recording: false });
  const span = batch * length;
  let total = 0;
  let tokens = 0;
  for (let from = 0; from < inputs.length; from += span) {
    const part = inputs.subarray(from, from + span);
    const wanted = targets.subarray(from, from + span);
    const { hidden } = model.forward(tape, { inputs: part, batch: part.length / length, length }, mode);
    for (const loss of tokenLosses(hidden, model.embeddings, wanted)) total += loss;
    for (const target of wanted) if (target >= 0) tokens++;
    tape.reset();
  }
  return total / Math.max(1, tokens);
}
