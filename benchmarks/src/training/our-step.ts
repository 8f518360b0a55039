// Runs training steps of our engine on request, like peers/pytorch/train.py: a line "step" on standard input is answered
// by one JSON line. Arguments: FOLDER PRECISION THREADS.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Precision, createNativeBackend, createWasmBackendForNode } from "@stablemoe/kernels";
import { AdamW, Tape, type Tensor, clipFactor } from "@stablemoe/tensor";
import { type TrainingConfig, createModel } from "./model.ts";

const [folder = ".", precision = "fp32", threads = "2"] = process.argv.slice(2);
const { config } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as { readonly config: TrainingConfig };
const batches = new Int32Array(new Uint8Array(readFileSync(join(folder, "batches.bin"))).buffer);
const tokens = config.batch * config.length;
const backend =
  precision === "wasm"
    ? createWasmBackendForNode({ threads: Number(threads) })
    : createNativeBackend({ precision: precision as Precision, threads: Number(threads) });
const model = createModel(config, backend);
const optimizer = new AdamW(backend, model.trainable(), { weightDecay: config.weightDecay });
const tape = new Tape(backend);

let step = 0;
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "step") break;
  const at = (step * 2 * tokens) % batches.length;
  const inputs = batches.slice(at, at + tokens);
  const targets = batches.slice(at + tokens, at + 2 * tokens);
  const begun = performance.now();
  const { hidden, routings } = model.forward(tape, { inputs, batch: config.batch, length: config.length }, "train");
  const task = model.loss(hidden, targets);
  const loss = task.data[0]! / tokens;
  const roots: [Tensor, number][] = [[task, 1 / tokens]];
  for (const [i, routing] of routings.entries()) {
    const { lossWeights } = model.moeLayers[i]!.router;
    for (const [name, value] of Object.entries(routing.losses)) roots.push([value, (lossWeights[name] ?? 0) / tokens]);
  }
  tape.backward(roots);
  const gradNorm = optimizer.gradNorm();
  optimizer.update(config.learningRate, clipFactor(gradNorm, config.gradClipNorm));
  tape.reset();
  const ms = performance.now() - begun;
  step++;
  const rssMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ms, loss, gradNorm, rssMb })}\n`);
}
