import { AdamW, type Backend, Tape, type Tensor, clipFactor } from "@stablemoe/tensor";
import type { TranslationModel } from "stablemoe";
import { type PairBatch, sourceOf } from "./batches.ts";
import type { TranslationBenchmark } from "./model.ts";

export interface TranslationStepResult {
  readonly ms: number;
  readonly loss: number;
  readonly gradNorm: number;
  readonly targetTokens: number;
}

/** Our training step (forward, backward, clipping, AdamW) over batches in turn. */
export function createTranslationStep(
  { learningRate, weightDecay, gradClipNorm }: TranslationBenchmark,
  model: TranslationModel,
  backend: Backend,
  batches: readonly PairBatch[],
): () => TranslationStepResult {
  const optimizer = new AdamW(backend, model.trainable(), { weightDecay });
  const tape = new Tape(backend);
  const ready = batches.map((pairs) => ({
    ...pairs,
    ...sourceOf(pairs),
    inputs: Int32Array.from(pairs.inputs),
    targets: Int32Array.from(pairs.targets),
  }));
  let step = 0;
  return () => {
    const batch = ready[step++ % ready.length]!;
    const { targets, targetTokens } = batch;
    const begun = performance.now();
    const encoded = model.encode(tape, batch, "train");
    const { hidden, layers } = model.decode(tape, batch, encoded, "train");
    const task = model.loss(hidden, targets);
    const loss = task.data[0]! / targetTokens;
    const roots: [Tensor, number][] = [[task, 1 / targetTokens]];
    for (const [i, { routing }] of [...encoded.layers, ...layers].entries()) {
      const { lossWeights } = model.moeLayers[i]!.router;
      for (const [name, value] of Object.entries(routing.losses))
        roots.push([value, (lossWeights[name] ?? 0) / targetTokens]);
    }
    tape.backward(roots);
    const gradNorm = optimizer.gradNorm();
    optimizer.update(learningRate, clipFactor(gradNorm, gradClipNorm));
    tape.reset();
    return { ms: performance.now() - begun, loss, gradNorm, targetTokens };
  };
}
