#!/usr/bin/env node
// Copies what is worth keeping of training runs in the repository: settings, metrics and scores, but no weights, tokenizer
// or translations, and not where they ran. Of the updates every twentieth line is kept, and the last one; probes and everything else whole.
//
// With --no-clock, tokens/s and seconds are left out: those of a run that shared the processor mean nothing.
//
// Usage: node tools/keep-run.mjs [--no-clock] RUN... FOLDER
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const KEPT = 20;

const given = process.argv.slice(2);
const clock = !given.includes("--no-clock");
const runs = given.filter((argument) => argument !== "--no-clock");
const folder = runs.pop();
const names = new Set();
if (folder === undefined || runs.length === 0) fail("usage: node tools/keep-run.mjs [--no-clock] RUN... FOLDER");
for (const run of runs) {
  const out = join(folder, basename(run));
  if (names.has(basename(run))) fail(`two runs are called ${basename(run)}`);
  names.add(basename(run));
  if (!existsSync(join(run, "metrics.jsonl"))) fail(`${run} is no run folder: it has no metrics.jsonl`);
  const lines = readFileSync(join(run, "metrics.jsonl"), "utf8").split("\n");
  lines.pop(); // what follows the last line break, or a line that a kill cut short
  const metrics = lines.map((line) => JSON.parse(line));
  const last = metrics.findLast(({ type }) => type === "step")?.step;
  mkdirSync(out, { recursive: true });
  const kept = metrics
    .filter(({ type, step }) => type !== "step" || step % KEPT === 0 || step === last)
    .map((metric) => ({
      ...metric,
      runDir: undefined,
      ...(clock ? {} : { tokensPerSecond: undefined, seconds: undefined }),
    }))
    .map((metric) => JSON.stringify(metric));
  writeFileSync(join(out, "metrics.jsonl"), `${kept.join("\n")}\n`);
  for (const name of ["config.json", "translation.json"])
    if (existsSync(join(run, name))) copyFileSync(join(run, name), join(out, name));
  console.log(`${out}: ${kept.length} of ${lines.length} lines`);
}

function fail(message) {
  console.error(message);
  process.exit(2);
}
