import { AdamW, type Backend, Tape, clipFactor, linearDecay } from "@stablemoe/tensor";
import { FluctuationTracker } from "../analysis/fluctuation.ts";
import { loadMetrics } from "../analysis/load.ts";
import { type FreezeCertificate, parameterHash, tableHash } from "../moe/freeze-certificate.ts";
import type { Routing } from "../moe/router.ts";
import type { LanguageModel } from "../models/lm/language-model.ts";
import { ModelError } from "../nn/error.ts";
import type { ProbeEvent, Stage, StepEvent, TrainingEvent } from "./events.ts";
import { type TrainingPlan, assertPlan } from "./plan.ts";
import { type EvaluationSet, evaluate } from "./probe.ts";

export interface TrainingBatches {
  readonly length: number;
  /** The batch of the update with this index, [B*S] each; equal for equal steps. */
  batch(step: number): { readonly inputs: Int32Array; readonly targets: Int32Array };
}

export interface TrainingOptions {
  readonly model: LanguageModel;
  readonly backend: Backend;
  readonly plan: TrainingPlan;
  readonly batches: TrainingBatches;
  readonly probe: EvaluationSet;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Trains a language model through both stages, one event at a time: the caller decides what to write, to show and when
 * to stop. Stage 2 begins exactly before the update with index `stage1Steps`; nothing else changes at the switch, and
 * the frozen router's parameters and moments have left the optimiser for good (specification 3 and 10.1, decision 1).
 */
export function* train(options: TrainingOptions): Generator<TrainingEvent, void, undefined> {
  const { model, backend, plan, batches, probe, now } = options;
  const twoStages = model.moeLayers.some(({ router }) => router.freeze !== undefined);
  assertPlan(plan, { twoStages });
  const optimizer = new AdamW(backend, model.trainable(), plan);
  const schedule = linearDecay({ ...plan, peak: plan.peakLearningRate, totalSteps: plan.steps });
  const tape = new Tape(backend);
  const perToken = model.moeLayers[0]?.router.traits.expertsPerToken ?? 1;
  const fluctuation = new FluctuationTracker(perToken === "varies" ? 1 : perToken);
  const begun = now();
  let certificates: readonly FreezeCertificate[] = [];
  let stage: Stage = 1;
  let trainingMs = 0;
  let latest = null as ProbeEvent | null;

  const runProbe = (step: number): ProbeEvent => {
    const { loss, experts, counts, studentAgreement, tokenDeterminism } = evaluate(model, backend, probe, plan.batch);
    latest = {
      type: "probe",
      step,
      stage,
      validLoss: loss,
      validPerplexity: Math.exp(loss),
      changeRate: fluctuation.record(step, experts),
      studentAgreement,
      tokenDeterminism,
      reachableAgreement:
        studentAgreement === null || tokenDeterminism === null ? null : studentAgreement / tokenDeterminism,
      load: loadMetrics(counts).load,
    };
    return latest;
  };

  for (let update = 0; update < plan.steps; update++) {
    if (twoStages && update === plan.stage1Steps) {
      // The last record of the learning router is the router that is about to be frozen.
      if (latest === null || latest.step !== update) yield runProbe(update);
      certificates = freeze(model, optimizer, update, latest?.studentAgreement ?? null);
      stage = 2;
      yield { type: "freeze", step: update, certificates };
    }
    const from = now();
    const event = trainStep(options, tape, optimizer, schedule(update), update, stage);
    const ms = now() - from;
    trainingMs += ms;
    yield { ...event, tokensPerSecond: (plan.batch * batches.length) / Math.max(ms / 1000, 1e-9) };
    if ((update + 1) % plan.probeEvery === 0 || update + 1 === plan.steps) yield runProbe(update + 1);
  }
  const last = latest;
  yield {
    type: "trained",
    steps: plan.steps,
    validLoss: last?.validLoss ?? Number.NaN,
    validPerplexity: last?.validPerplexity ?? Number.NaN,
    changeRate: last?.changeRate ?? null,
    freezeStep: twoStages ? plan.stage1Steps : null,
    certificates,
    fluctuation: fluctuation.summary(plan.steps),
    wastedUpdates: fluctuation.wastedUpdates(),
    tokensPerSecond: (plan.steps * plan.batch * batches.length) / Math.max(trainingMs / 1000, 1e-9),
    seconds: (now() - begun) / 1000,
    peakStepBytes: tape.peakBytes,
  };
}

/** Freezes every router that can be, takes its parameters out of the optimiser, and certifies the selection. */
function freeze(
  model: LanguageModel,
  optimizer: AdamW,
  step: number,
  studentAgreement: number | null,
): readonly FreezeCertificate[] {
  return model.moeLayers.flatMap(({ name: layer, router }): FreezeCertificate[] => {
    if (router.freeze === undefined) return [];
    const student = router.freeze();
    optimizer.remove(student);
    const { table } = router.state();
    return [
      {
        step,
        layer,
        router: router.kind,
        numExperts: router.numExperts,
        tableHash: table === null ? null : tableHash(table),
        studentHash: parameterHash(student),
        studentAgreement,
      },
    ];
  });
}

/** One update: forward, the sum of all losses, backward, one division by the target tokens, clip, AdamW. */
function trainStep(
  { model, plan, batches }: TrainingOptions,
  tape: Tape,
  optimizer: AdamW,
  learningRate: number,
  update: number,
  stage: Stage,
): Omit<StepEvent, "tokensPerSecond"> {
  const { inputs, targets } = batches.batch(update);
  const { hidden, routings } = model.forward(tape, { inputs, batch: plan.batch, length: batches.length }, "train");
  const taskLoss = model.loss(hidden, targets);
  let targetTokens = 0;
  for (const target of targets) if (target >= 0) targetTokens++;
  const loss = taskLoss.data[0]! / targetTokens;
  if (!Number.isFinite(loss)) {
    throw new ModelError(
      "non-finite-loss",
      `the loss is ${loss} at step ${update + 1}; lower the learning rate (--learning-rate)`,
    );
  }
  const routerLosses: Record<string, number> = {};
  const roots: [typeof taskLoss, number][] = [[taskLoss, 1 / targetTokens]];
  for (const [i, routing] of routings.entries()) {
    const { lossWeights } = model.moeLayers[i]!.router;
    for (const [name, value] of Object.entries(routing.losses)) {
      roots.push([value, (lossWeights[name] ?? 0) / targetTokens]);
      routerLosses[name] = (routerLosses[name] ?? 0) + value.data[0]! / targetTokens;
    }
  }
  const balance = loadMetrics(totalDemand(routings));
  const { overflow, gateMean } = gateMetrics(routings);
  tape.backward(roots);
  const gradNorm = optimizer.gradNorm();
  optimizer.update(learningRate, clipFactor(gradNorm, plan.gradClipNorm));
  for (const [i, { router }] of model.moeLayers.entries()) router.afterStep?.(routings[i]!.demand);
  tape.reset();
  return {
    type: "step",
    step: update + 1,
    stage,
    loss,
    perplexity: Math.exp(loss),
    learningRate,
    gradNorm,
    ...balance,
    overflow,
    gateMean,
    routerLosses,
  };
}

function totalDemand(routings: readonly Routing[]): Float64Array {
  const counts = new Float64Array(routings[0]?.demand.length ?? 0);
  for (const { demand } of routings) demand.forEach((n, e) => (counts[e] = counts[e]! + n));
  return counts;
}

function gateMetrics(routings: readonly Routing[]): {
  readonly overflow: number;
  readonly gateMean: number;
} {
  let wanted = 0;
  let cut = 0;
  let gateSum = 0;
  let edges = 0;
  for (const { assignment, gates } of routings) {
    wanted += assignment.tokens.length + assignment.overflow.length;
    cut += assignment.overflow.length;
    for (const gate of gates.data) gateSum += gate;
    edges += assignment.tokens.length;
  }
  return { overflow: cut / Math.max(1, wanted), gateMean: gateSum / Math.max(1, edges) };
}
