// Runs training steps of our engine on request, like peers/pytorch/train.py: a line "step" on standard input is answered
// by one JSON line. Arguments: FOLDER PRECISION THREADS [ISA].
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createNativeBackend } from "../../packages/kernels/dist/index.js";
import { AdamW, Tape, clipFactor } from "../../packages/tensor/dist/index.js";
import { createModel } from "./model.mjs";

const [, , folder, precision, threads = "2", isa = "auto"] = process.argv;
const { config } = JSON.parse(readFileSync(`${folder}/model.json`, "utf8"));
const { buffer } = new Uint8Array(readFileSync(`${folder}/batches.bin`));
const batches = new Int32Array(buffer);
const tokens = config.batch * config.length;
const backend = createNativeBackend({ precision, threads: Number(threads), isa });
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
  const { hidden, routings } = model.forward(tape, { inputs, ...config }, "train");
  const task = model.loss(hidden, targets);
  const loss = task.data[0] / tokens;
  const roots = [[task, 1 / tokens]];
  for (const [i, routing] of routings.entries()) {
    const { lossWeights } = model.moeLayers[i].router;
    for (const [name, value] of Object.entries(routing.losses)) roots.push([value, lossWeights[name] / tokens]);
  }
  tape.backward(roots);
  const gradNorm = optimizer.gradNorm();
  optimizer.update(config.learningRate, clipFactor(gradNorm, config.gradClipNorm));
  tape.reset();
  const ms = performance.now() - begun;
  step++;
  const rssMb = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify({ ms, loss, gradNorm, rssMb }));
}
