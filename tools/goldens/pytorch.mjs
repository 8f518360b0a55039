#!/usr/bin/env node
// Writes packages/stablemoe/test/goldens/pytorch-tiny.json: 20 losses and the first gradients of the PyTorch peer on the
// tiny model. Needs python3-torch and a build (npm run build). Run again only when the model itself changes.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sizes } from "../../benchmarks/dist/training/model.js";
import { writeModel } from "../../benchmarks/dist/training/write-model.js";

const STEPS = 20;
const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "goldens-"));
const config = { ...sizes.golden, learningRate: 3e-3 };
writeModel(folder, config, 4);
const input = `gradients\n${"step\n".repeat(STEPS - 1)}`;
const peer = spawnSync("/usr/bin/python3", ["benchmarks/peers/pytorch/train.py", folder, "fp32", "1"], {
  cwd: root,
  input,
  encoding: "utf8",
});
if (peer.status !== 0) throw new Error(`the PyTorch peer failed: ${peer.stderr}`);
const steps = peer.stdout
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));
const base64 = (name) => readFileSync(join(folder, name)).toString("base64");
const golden = {
  about: "PyTorch, fp32, one thread; initial values from seed 1; little-endian arrays in base64",
  config,
  losses: steps.map(({ loss }) => loss),
  gradNorms: steps.map(({ gradNorm }) => gradNorm),
  batches: base64("batches.bin"),
  gradients: base64("gradients.bin"),
};
const target = join(root, "packages/stablemoe/test/goldens/pytorch-tiny.json");
writeFileSync(target, `${JSON.stringify(golden, null, 1)}\n`);
rmSync(folder, { recursive: true });
console.log(`${STEPS} losses from ${golden.losses[0]} to ${golden.losses.at(-1)}`);
