// Our training step against PyTorch's: both train the same model from the same values on the same batches, step by step
// in turns, so that both meet the same load. Prints medians, ratios, losses and peak memory.
//
//   node benchmarks/train.mjs [--sizes small,base,large] [--steps 7] [--json] [--experts 128]
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";
import { sizes, writeModel } from "./peers/model.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const WARM_UP = 2;

function option(name, fallback) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
}

/** OpenBLAS with OpenMP: beside libgomp, the pthreads build runs two pools against each other and loses half the speed. */
function blasFolder() {
  for (const machine of existsSync("/usr/lib") ? readdirSync("/usr/lib") : []) {
    const folder = join("/usr/lib", machine, "openblas-openmp");
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

class Peer {
  #child;
  #lines;
  constructor(name, command, args, env = {}) {
    this.name = name;
    this.#child = spawn(command, args, {
      cwd: here,
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }
  async step() {
    this.#child.stdin.write("step\n");
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.name} ended; its message is above`);
    return JSON.parse(value);
  }
  end() {
    this.#child.stdin.end();
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

async function compare(size, steps) {
  const folder = mkdtempSync(join(tmpdir(), "stablemoe-bench-"));
  const config = { ...sizes[size], numExperts: Number(option("experts", sizes[size].numExperts)) };
  writeModel(folder, config, 4);
  const blas = blasFolder();
  const env = { OMP_NUM_THREADS: "2", ...(blas === undefined ? {} : { LD_LIBRARY_PATH: blas }) };
  const wanted = option("peers", "ours-fp32,ours-bf16,torch-fp32,torch-bf16").split(",");
  const peers = wanted.map((name) => {
    const [engine, precision] = name.split("-");
    return engine === "ours"
      ? new Peer(name, process.execPath, ["peers/stablemoe-step.mjs", folder, precision, "2"])
      : new Peer(name, "/usr/bin/python3", ["peers/pytorch/train.py", folder, precision], env);
  });
  const rows = new Map(peers.map(({ name }) => [name, []]));
  for (let step = 0; step < WARM_UP + steps; step++)
    for (const peer of peers) rows.get(peer.name).push(await peer.step());
  for (const peer of peers) peer.end();
  rmSync(folder, { recursive: true });
  const timed = (name) =>
    rows
      .get(name)
      .slice(WARM_UP)
      .map(({ ms }) => ms);
  const ratio = (fast, slow) =>
    rows.has(fast) && rows.has(slow) ? median(timed(slow).map((ms, i) => ms / timed(fast)[i])) : null;
  return {
    size,
    engines: Object.fromEntries(
      [...rows].map(([name, list]) => [
        name,
        {
          ms: median(timed(name)),
          tokensPerSecond: (config.batch * config.length * 1000) / median(timed(name)),
          peakRssMb: list.at(-1).rssMb,
          losses: list.map(({ loss }) => loss),
        },
      ]),
    ),
    ratios: {
      "fp32 / torch fp32": ratio("ours-fp32", "torch-fp32"),
      "bf16 / torch fp32": ratio("ours-bf16", "torch-fp32"),
      "bf16 / torch bf16": ratio("ours-bf16", "torch-bf16"),
    },
  };
}

const results = [];
for (const size of option("sizes", "small,base,large").split(",")) {
  const result = await compare(size, Number(option("steps", 7)));
  results.push(result);
  if (process.argv.includes("--json")) continue;
  console.log(`\n${size}`);
  for (const [name, { ms, tokensPerSecond, peakRssMb, losses }] of Object.entries(result.engines)) {
    console.log(
      `  ${name.padEnd(11)} ${ms.toFixed(1).padStart(8)} ms ${tokensPerSecond.toFixed(0).padStart(7)} tokens/s ` +
        `${peakRssMb.toFixed(0).padStart(6)} MB  losses ${losses
          .map((loss) => loss.toFixed(4))
          .slice(0, 6)
          .join(" ")}`,
    );
  }
  for (const [name, value] of Object.entries(result.ratios))
    if (value !== null) console.log(`  ratio ${name}: ${value.toFixed(2)}`);
}
if (process.argv.includes("--json"))
  console.log(JSON.stringify({ cpu: cpus()[0]?.model, node: process.version, results }));
