import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createReferenceBackend } from "@stablemoe/tensor";
import { type TrainingConfig, createModel, makeBatches } from "./model.ts";

/** Writes what the peers read: `model.json`, `model.bin` (initial values, fp32) and `batches.bin` (int32). */
export function writeModel(folder: string, config: TrainingConfig, batchCount: number): void {
  mkdirSync(folder, { recursive: true });
  const parameters = createModel(config, createReferenceBackend()).store.all();
  const names = parameters.map(({ name, shape }) => [name, shape]);
  writeFileSync(join(folder, "model.json"), JSON.stringify({ config, parameters: names }));
  const values = parameters.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  writeFileSync(join(folder, "model.bin"), Buffer.concat(values));
  writeFileSync(join(folder, "batches.bin"), Buffer.from(makeBatches(config, batchCount).buffer));
}
