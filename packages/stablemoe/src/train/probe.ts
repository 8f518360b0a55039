import { type Backend, Tape, tokenLosses } from "@stablemoe/tensor";
import type { RoutingMode } from "../moe/router.ts";
import type { LanguageModel } from "../models/lm/language-model.ts";
import { type RoutingEvaluation, RoutingProbe } from "./routing-probe.ts";

/** Windows of token ids, [windows * S]; a negative target is left out. */
export interface EvaluationSet {
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly length: number;
}

export interface Evaluation extends RoutingEvaluation {
  /** Mean negative log-likelihood in nats. */
  readonly loss: number;
  readonly tokens: number;
}

/** Scores a fixed set with the inference rule: greedy, unlimited capacity, every token exactly once. */
export function evaluate(model: LanguageModel, backend: Backend, set: EvaluationSet, batch: number): Evaluation {
  const { length } = set;
  const windows = set.inputs.length / length;
  const routing = new RoutingProbe(model);
  let total = 0;
  let tokens = 0;
  const tape = new Tape(backend, { recording: false });
  for (let from = 0; from < windows; from += batch) {
    const size = Math.min(batch, windows - from);
    const inputs = set.inputs.subarray(from * length, (from + size) * length);
    const targets = set.targets.subarray(from * length, (from + size) * length);
    const { hidden, routings, routerHidden } = model.forward(tape, { inputs, batch: size, length }, "infer");
    for (const loss of tokenLosses(hidden, model.embeddings, targets)) total += loss;
    for (const target of targets) if (target >= 0) tokens++;
    // Padding is routed nowhere but keeps its place, so that a fixed set has one length for all.
    const real = new Uint8Array(inputs.length).fill(1);
    for (const [i, each] of routings.entries())
      routing.add(i, { hidden: routerHidden[i]!, tokenIds: inputs, real, sequenceLength: length }, each);
    tape.reset();
  }
  return { loss: total / Math.max(1, tokens), tokens, ...routing.result() };
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
