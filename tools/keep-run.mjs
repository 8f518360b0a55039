#!/usr/bin/env node
// Copies what is worth keeping of training runs in the repository: settings, metrics and scores, but no weights, tokenizer
// or translations. Of the updates every twentieth line is kept, and the last one; probes and everything else whole.
//
// Usage: node tools/keep-run.mjs RUN... FOLDER
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const KEPT = 20;

const runs = process.argv.slice(2);
const folder = runs.pop();
if (folder === undefined || runs.length === 0) {
  console.error("usage: node tools/keep-run.mjs RUN... FOLDER");
  process.exit(2);
}
for (const run of runs) {
  const out = join(folder, basename(run));
  const lines = readFileSync(join(run, "metrics.jsonl"), "utf8").trimEnd().split("\n");
  const metrics = lines.map((line) => JSON.parse(line));
  const last = metrics.findLast(({ type }) => type === "step")?.step;
  mkdirSync(out, { recursive: true });
  const kept = lines.filter((_, i) => {
    const { type, step } = metrics[i];
    return type !== "step" || step % KEPT === 0 || step === last;
  });
  writeFileSync(join(out, "metrics.jsonl"), `${kept.join("\n")}\n`);
  for (const name of ["config.json", "translation.json"])
    if (existsSync(join(run, name))) copyFileSync(join(run, name), join(out, name));
  console.log(`${out}: ${kept.length} of ${lines.length} lines`);
}
