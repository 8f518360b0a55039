import { AdamW, type Backend, Tape, type Tensor, clipFactor } from "@stablemoe/tensor";
import { type TrainingConfig, createModel } from "./model.ts";

export interface StepResult {
  readonly ms: number;
  readonly loss: number;
  readonly gradNorm: number;
}

/**
 * Our training step (forward, backward, clipping, AdamW) over batches in turn, on any backend.
 *
 * @param batches inputs and targets of one batch after the other
 */
export function createStep(config: TrainingConfig, backend: Backend, batches: Int32Array): () => StepResult {
  const tokens = config.batch * config.length;
  const model = createModel(config, backend);
  const optimizer = new AdamW(backend, model.trainable(), { weightDecay: config.weightDecay });
  const tape = new Tape(backend);
  let step = 0;
  return () => {
    const at = (step++ * 2 * tokens) % batches.length;
    const inputs = batches.slice(at, at + tokens);
    const targets = batches.slice(at + tokens, at + 2 * tokens);
    const begun = performance.now();
    const { hidden, routings } = model.forward(tape, { inputs, batch: config.batch, length: config.length }, "train");
    const task = model.loss(hidden, targets);
    const loss = task.data[0]! / tokens;
    const roots: [Tensor, number][] = [[task, 1 / tokens]];
    for (const [i, routing] of routings.entries()) {
      const { lossWeights } = model.moeLayers[i]!.router;
      for (const [name, value] of Object.entries(routing.losses))
        roots.push([value, (lossWeights[name] ?? 0) / tokens]);
    }
    tape.backward(roots);
    const gradNorm = optimizer.gradNorm();
    optimizer.update(config.learningRate, clipFactor(gradNorm, config.gradClipNorm));
    tape.reset();
    return { ms: performance.now() - begun, loss, gradNorm };
  };
}
