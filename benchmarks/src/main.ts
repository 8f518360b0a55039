import { execFileSync } from "node:child_process";
import { type BenchmarkResult, machine } from "./harness.ts";
import { kernels } from "./topics/kernels.ts";
import { map } from "./topics/map.ts";
import { papers } from "./topics/papers.ts";
import { site } from "./topics/site.ts";
import { tokenizer } from "./topics/tokenizer.ts";
import { train } from "./topics/train.ts";
import { translation } from "./topics/translation.ts";

const topics: Readonly<Record<string, (args: readonly string[]) => Promise<readonly BenchmarkResult[]>>> = {
  kernels,
  map,
  papers,
  site,
  tokenizer,
  train,
  translation,
};

function commit(): string {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty"], {
      encoding: "utf8",
      cwd: import.meta.dirname,
    }).trim();
  } catch {
    return "unknown"; // not a checkout
  }
}

function row({ name, value, unit, peer, peerValue, ratio, target, pass }: BenchmarkResult): string {
  const figure = (x: number): string => (Math.abs(x) >= 100 ? x.toFixed(0) : x.toPrecision(3));
  const beside =
    peer === null
      ? ""
      : `  ${peer}: ${figure(peerValue ?? Number.NaN)} ${unit}, ratio ${(ratio ?? Number.NaN).toFixed(2)}`;
  const judged = target === null ? "" : `  target ${target}: ${pass === true ? "reached" : "MISSED"}`;
  return `${name}: ${figure(value)} ${unit}${beside}${judged}\n`;
}

const args = process.argv.slice(2);
const json = args.includes("--json");
const [topic = "", ...rest] = args.filter((arg) => arg !== "--json");
const run = topics[topic];
if (run === undefined) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(topics).join("|")} [--json]\n`);
  process.exitCode = topic === "--help" ? 0 : 2;
} else {
  const before = machine();
  const results = await run(rest);
  if (json) process.stdout.write(`${JSON.stringify({ machine: before, commit: commit(), topic, results })}\n`);
  else for (const result of results) process.stdout.write(row(result));
}
