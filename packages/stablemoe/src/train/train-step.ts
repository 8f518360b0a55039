import { type AdamW, type Tape, type Tensor, clipFactor } from "@stablemoe/tensor";
import { ModelError } from "../nn/error.ts";
import type { Stage, StepEvent } from "./events.ts";
import { RoutingRecord } from "./routing-record.ts";
import type { TrainerOptions } from "./trainer.ts";

/**
 * One update: forward and backward of every micro-batch, the sum of all losses divided once by the target tokens of the
 * whole batch, clip, AdamW. Router losses are those of each micro-batch, added up.
 */
export function trainStep(
  { task, plan, detectAnomaly = false }: TrainerOptions,
  tape: Tape,
  optimizer: AdamW,
  learningRate: number,
  update: number,
  stage: Stage,
): Omit<StepEvent, "tokensPerSecond"> & { readonly targetTokens: number } {
  const { model } = task;
  const parts = task.parts(update);
  const targetTokens = parts.reduce((sum, part) => sum + part.targetTokens, 0);
  const record = new RoutingRecord(model);
  let taskLoss = 0;
  for (const part of parts) {
    const { loss, layers } = part.forward(tape, "train");
    taskLoss += loss.data[0]! / targetTokens;
    if (!Number.isFinite(taskLoss)) throw nonFiniteLoss(taskLoss, update + 1, tape);
    const roots: [Tensor, number][] = [[loss, 1 / targetTokens]];
    for (const [i, { routing }] of layers.entries()) {
      const { lossWeights } = model.moeLayers[i]!.router;
      for (const [name, value] of Object.entries(routing.losses))
        roots.push([value, (lossWeights[name] ?? 0) / targetTokens]);
    }
    record.add(layers);
    tape.backward(roots);
    tape.reset();
  }
  if (detectAnomaly) assertFiniteGradients(optimizer, update + 1);
  const gradNorm = optimizer.gradNorm();
  optimizer.update(learningRate, clipFactor(gradNorm, plan.gradClipNorm));
  for (const [i, { router }] of model.moeLayers.entries()) router.afterStep?.(record.demand(i));
  return {
    type: "step",
    step: update + 1,
    stage,
    loss: taskLoss,
    perplexity: Math.exp(taskLoss),
    learningRate,
    gradNorm,
    targetTokens,
    ...record.metrics(targetTokens),
  };
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
