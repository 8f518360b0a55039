import { type AdamW, type Tape, type Tensor, clipFactor } from "@stablemoe/tensor";
import { ModelError } from "../nn/error.ts";
import type { Stage, StepEvent } from "./events.ts";
import { RoutingRecord } from "./routing-record.ts";
import type { TrainingOptions } from "./trainer.ts";

/**
 * One update: forward and backward of every micro-batch, the sum of all losses divided once by the target tokens of the
 * whole batch, clip, AdamW. Router losses are those of each micro-batch, added up.
 */
export function trainStep(
  { model, plan, batches, detectAnomaly = false }: TrainingOptions,
  tape: Tape,
  optimizer: AdamW,
  learningRate: number,
  update: number,
  stage: Stage,
): Omit<StepEvent, "tokensPerSecond"> {
  const { microBatches = 1 } = plan;
  const whole = batches.batch(update);
  const targetTokens = whole.targets.reduce((count, target) => count + (target >= 0 ? 1 : 0), 0);
  const record = new RoutingRecord(model);
  let taskLoss = 0;
  for (let part = 0; part < microBatches; part++) {
    const [inputs, targets] = [whole.inputs, whole.targets].map((ids) => {
      const size = ids.length / microBatches;
      return ids.subarray(part * size, (part + 1) * size);
    }) as [Int32Array, Int32Array];
    const batch = plan.batch / microBatches;
    const { hidden, routings } = model.forward(tape, { inputs, batch, length: batches.length }, "train");
    const task = model.loss(hidden, targets);
    taskLoss += task.data[0]! / targetTokens;
    if (!Number.isFinite(taskLoss)) throw nonFiniteLoss(taskLoss, update + 1, tape);
    const roots: [Tensor, number][] = [[task, 1 / targetTokens]];
    for (const [i, routing] of routings.entries()) {
      const { lossWeights } = model.moeLayers[i]!.router;
      for (const [name, value] of Object.entries(routing.losses))
        roots.push([value, (lossWeights[name] ?? 0) / targetTokens]);
    }
    record.add(routings, inputs);
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
