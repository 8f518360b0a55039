import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createReferenceBackend } from "@stablemoe/tensor";
import { makeBatches, makeSentences } from "./batches.ts";
import { type TranslationBenchmark, createModel, partInitialValues } from "./model.ts";

export type TranslationTask = "train" | "translate";

/**
 * Writes what the peers read: `model.json` (sizes, names and shapes of the parameters, routing tables), `model.bin` (values,
 * fp32), and `batches.json`. To train is to begin with initial values; to translate, experts differ and their routers
 * are frozen.
 */
export function writeTranslation(
  folder: string,
  size: TranslationBenchmark,
  task: TranslationTask,
  batchCount: number,
): void {
  mkdirSync(folder, { recursive: true });
  const model = createModel(size, createReferenceBackend());
  const tables: Record<string, number[]> = {};
  if (task === "translate") {
    partInitialValues(model);
    for (const { name, router } of model.moeLayers) {
      router.freeze?.();
      tables[name] = [...(router.state().table ?? [])];
    }
  }
  const parameters = model.store.all();
  const names = parameters.map(({ name, shape }) => [name, shape]);
  const batches = task === "train" ? makeBatches(size, batchCount) : [makeSentences(size)];
  writeFileSync(join(folder, "model.json"), JSON.stringify({ size, task, parameters: names, tables }));
  const values = parameters.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  writeFileSync(join(folder, "model.bin"), Buffer.concat(values));
  writeFileSync(join(folder, "batches.json"), JSON.stringify(batches));
}
