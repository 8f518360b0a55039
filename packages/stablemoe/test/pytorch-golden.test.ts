import { createNativeBackend, createWasmBackendForNode, probeNative } from "@stablemoe/kernels";
import { AdamW, Tape, clipFactor, createReferenceBackend, type Backend } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { LanguageModel } from "../src/models/index.ts";
import { routers } from "../src/moe/index.ts";
import golden from "./goldens/pytorch-tiny.json" with { type: "json" };

/** Both sides compute in fp32 and sum in different orders. */
const LOSS_TOLERANCE = 1e-4;
/** Relative to the gradient's norm, per tensor. */
const GRADIENT_TOLERANCE = 1e-4;

const { config } = golden;
const tokens = config.batch * config.length;

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer;
}
const batches = new Int32Array(bytesOf(golden.batches));
const gradients = new Float32Array(bytesOf(golden.gradients));

/** Trains as the golden's generator did; `afterFirst` sees the gradients of the first step. */
function losses(backend: Backend, afterFirst: (model: LanguageModel) => void): number[] {
  const { width, vocabSize, numExperts, sublayers } = config;
  const model = new LanguageModel(
    {
      vocabSize,
      padId: -1,
      sequenceLength: config.length,
      width,
      innerWidth: 4 * width,
      heads: config.heads,
      layers: config.layers,
      moe: { numExperts, sublayers, after: [config.after] },
    },
    (store, name) => routers["stable"]!(store, name, { ...config, sequenceLength: config.length, padId: -1, seed: 1 }),
    backend,
    1,
  );
  const optimizer = new AdamW(backend, model.trainable(), { weightDecay: config.weightDecay });
  const tape = new Tape(backend);
  return golden.losses.map((_, step) => {
    const at = (step * 2 * tokens) % batches.length;
    const inputs = batches.slice(at, at + tokens);
    const targets = batches.slice(at + tokens, at + 2 * tokens);
    const { batch, length } = config;
    const { hidden, routings } = model.forward(tape, { inputs, batch, length }, "train");
    const task = model.loss(hidden, targets);
    const loss = task.data[0]! / tokens;
    const roots: [typeof task, number][] = [[task, 1 / tokens]];
    for (const [i, routing] of routings.entries()) {
      const { lossWeights } = model.moeLayers[i]!.router;
      for (const [name, value] of Object.entries(routing.losses)) roots.push([value, lossWeights[name]! / tokens]);
    }
    tape.backward(roots);
    if (step === 0) afterFirst(model);
    const norm = optimizer.gradNorm();
    optimizer.update(config.learningRate, clipFactor(norm, config.gradClipNorm));
    tape.reset();
    return loss;
  });
}

const backends: readonly (readonly [string, () => Backend])[] = [
  ["reference", () => createReferenceBackend()],
  ["wasm", () => createWasmBackendForNode({ threads: 2, memoryBytes: 2 ** 28 })],
  ...probeNative().isa.map((isa) => [`native ${isa}`, () => createNativeBackend({ isa, threads: 2 })] as const),
];

describe.each(backends)("%s against PyTorch", (_, create) => {
  test("every gradient tensor of the first step and the first 20 losses agree", () => {
    const measured = losses(create(), (model) => {
      let at = 0;
      for (const { name, data, grad, hasGrad } of model.store.all()) {
        let error = 0;
        let norm = 0;
        for (let i = 0; i < data.length; i++) {
          const wanted = gradients[at + i]!;
          error += ((hasGrad ? grad[i]! : 0) - wanted) ** 2;
          norm += wanted ** 2;
        }
        at += data.length;
        expect(Math.sqrt(error), name).toBeLessThanOrEqual(GRADIENT_TOLERANCE * Math.sqrt(norm) + 1e-9);
      }
      expect(at).toBe(gradients.length);
    });
    for (const [step, loss] of golden.losses.entries())
      expect(Math.abs(measured[step]! - loss), `step ${step}`).toBeLessThan(LOSS_TOLERANCE);
  });
});
