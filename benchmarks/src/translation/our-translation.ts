// Trains or translates with our engine on request, like peers/pytorch/translation.py: a line "go" on standard input is
// answered by one JSON line. Arguments: FOLDER PRECISION THREADS.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Precision, createNativeBackend } from "@stablemoe/kernels";
import { type PairBatch, sourceOf } from "./batches.ts";
import { type TranslationBenchmark, createModel, partInitialValues } from "./model.ts";
import { createTranslationStep } from "./step.ts";
import { createTranslator } from "./translator.ts";
import type { TranslationTask } from "./write-translation.ts";

const [folder = ".", precision = "fp32", threads = "2"] = process.argv.slice(2);
const { size, task } = JSON.parse(readFileSync(join(folder, "model.json"), "utf8")) as {
  readonly size: TranslationBenchmark;
  readonly task: TranslationTask;
};
const batches = JSON.parse(readFileSync(join(folder, "batches.json"), "utf8")) as readonly PairBatch[];
const backend = createNativeBackend({ precision: precision as Precision, threads: Number(threads) });
const model = createModel(size, backend);
if (task === "translate") {
  partInitialValues(model);
  for (const { router } of model.moeLayers) router.freeze?.();
}
const go =
  task === "train"
    ? createTranslationStep(size, model, backend, batches)
    : createTranslator(size, model, backend, sourceOf(batches[0]!));
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "go") break;
  process.stdout.write(`${JSON.stringify(go())}\n`);
}
