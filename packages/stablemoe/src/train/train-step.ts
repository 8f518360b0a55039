import { type AdamW, type Tape, type Tensor, clipFactor } from "@stablemoe/tensor";
import { certainty } from "../analysis/certainty.ts";
import { loadMetrics } from "../analysis/load.ts";
import type { Routing } from "../moe/router.ts";
import type { LanguageModel } from "../models/lm/language-model.ts";
import { ModelError } from "../nn/error.ts";
import type { Stage, StepEvent } from "./events.ts";
import type { TrainingOptions } from "./trainer.ts";

/** One update: forward, the sum of all losses, backward, one division by the target tokens, clip, AdamW. */
export function trainStep(
  { model, plan, batches, detectAnomaly = false }: TrainingOptions,
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
  if (!Number.isFinite(loss)) throw nonFiniteLoss(loss, update + 1, tape);
  const routerLosses: Record<string, number> = {};
  const roots: [Tensor, number][] = [[taskLoss, 1 / targetTokens]];
  for (const [i, routing] of routings.entries()) {
    const { lossWeights } = model.moeLayers[i]!.router;
    for (const [name, value] of Object.entries(routing.losses)) {
      roots.push([value, (lossWeights[name] ?? 0) / targetTokens]);
      routerLosses[name] = (routerLosses[name] ?? 0) + value.data[0]! / targetTokens;
    }
  }
  const balance = loadMetrics(totalDemand(routings));
  const gates = gateMetrics(routings);
  const certain = selectionCertainty(model, routings, inputs);
  tape.backward(roots);
  if (detectAnomaly) assertFiniteGradients(optimizer, update + 1);
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
    ...gates,
    certainty: certain,
    routerLosses,
  };
}

function totalDemand(routings: readonly Routing[]): Float64Array {
  const counts = new Float64Array(routings[0]?.demand.length ?? 0);
  for (const { demand } of routings) demand.forEach((n, e) => (counts[e] = counts[e]! + n));
  return counts;
}

function gateMetrics(routings: readonly Routing[]): Pick<StepEvent, "overflow" | "gateMean" | "gateMass"> {
  const mass = new Float64Array(routings[0]?.demand.length ?? 0);
  let wanted = 0;
  let cut = 0;
  let edges = 0;
  for (const { assignment, gates } of routings) {
    const { tokens, offsets, overflow } = assignment;
    wanted += tokens.length + overflow.length;
    cut += overflow.length;
    edges += tokens.length;
    for (let e = 0; e < mass.length; e++) {
      for (let i = offsets[e]!; i < offsets[e + 1]!; i++) mass[e] = mass[e]! + gates.data[i]!;
    }
  }
  const sum = mass.reduce((total, value) => total + value, 0);
  return {
    overflow: cut / Math.max(1, wanted),
    gateMean: sum / Math.max(1, edges),
    gateMass: Array.from(mass, (value) => (sum === 0 ? 0 : value / sum)),
  };
}

/** Of the first layer whose router selects by scores; layers have routers of their own. */
function selectionCertainty(
  model: LanguageModel,
  routings: readonly Routing[],
  inputs: Int32Array,
): StepEvent["certainty"] {
  const { padId } = model.config;
  for (const [i, { scores }] of routings.entries()) {
    const { router } = model.moeLayers[i]!;
    const { expertsPerToken } = router.traits;
    const { phase, table } = router.state();
    const byScores = scores !== undefined && table === null && phase !== "frozen" && phase !== "coasting";
    if (!byScores || expertsPerToken === "varies") continue;
    const real = Uint8Array.from(inputs, (id) => (id === padId ? 0 : 1));
    return certainty(scores.data, real, scores.shape[1]!, expertsPerToken);
  }
  return null;
}

/** Names the first tensor that is not finite: the loss is only where it shows. */
function nonFiniteLoss(loss: number, step: number, tape: Tape): ModelError {
  const first = tape.firstNonFinite();
  const where =
    first === null
      ? ""
      : `; the first tensor to hold ${first.value} is the output of ${first.label} at ${first.position}`;
  return new ModelError(
    "non-finite-loss",
    `the loss is ${loss} at step ${step}${where}; lower the learning rate (--learning-rate)`,
  );
}

function assertFiniteGradients(optimizer: AdamW, step: number): void {
  for (const parameter of optimizer.parameters) {
    if (!parameter.hasGrad) continue;
    const position = parameter.grad.findIndex((value: number) => !Number.isFinite(value));
    if (position < 0) continue;
    throw new ModelError(
      "non-finite-gradient",
      `the gradient of "${parameter.name}" is ${parameter.grad[position]} at ${position} in step ${step}`,
    );
  }
}
