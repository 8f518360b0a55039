// Runs training steps of our engine on request, like peers/pytorch/train.py: a line "step" on standard input is answered
// by one JSON line. Arguments: FOLDER PRECISION THREADS.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Precision, createNativeBackend, createWasmBackendForNode } from "@stablemoe/kernels";
import type { TrainingConfig } from "./model.ts";
import { createStep } from "./step.ts";

const [folder = ".", precision = "fp32", threads = "2"] = process.argv.slice(2);
const { config } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as { readonly config: TrainingConfig };
const batches = new Int32Array(new Uint8Array(readFileSync(join(folder, "batches.bin"))).buffer);
const backend =
  precision === "wasm"
    ? createWasmBackendForNode({ threads: Number(threads) })
    : createNativeBackend({ precision: precision as Precision, threads: Number(threads) });
const step = createStep(config, backend, batches);
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "step") break;
  const result = step();
  const rssMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ...result, rssMb })}\n`);
}
