import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchmarkResult, median } from "../harness.ts";
import { type PeerProcess, python } from "../peer-process.ts";
import { ChromiumStep } from "../training/chromium-step.ts";
import { Engine, assertSameLosses, rateRow } from "../training/engine.ts";
import { type TrainingConfig, sizes } from "../training/model.ts";
import { writeModel } from "../training/write-model.ts";

const WARM_UP = 2;
const ROUNDS = 7;
const BATCHES = 4;
/** Losses of two engines that add in different orders; bf16 differs more. */
const LOSS_TOLERANCE = { fp32: 2e-3, bf16: 3e-2 };

interface StepReport {
  readonly ms: number;
  readonly loss: number;
  readonly rssMb?: number;
}

type StepEngine = Engine<StepReport>;

const peakMemory = (engine: StepEngine): number => Math.max(...engine.reports.map(({ rssMb = Number.NaN }) => rssMb));

/** Targets of the whole step in times the peer's tokens/s, for processors without AMX. */
const TARGETS = { best: 1.5, fp32: 1.3, memory: 0.6, wasm: 0.25 };

async function compareSize(name: string, config: TrainingConfig): Promise<readonly BenchmarkResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "stablemoe-bench-"));
  writeModel(folder, config, BATCHES);
  const ourStep = join(import.meta.dirname, "../training/our-step.js");
  const engine = (...peer: ConstructorParameters<typeof PeerProcess>): StepEngine =>
    Engine.in<StepReport>(WARM_UP, "step", ...peer);
  const torch = (precision: string): StepEngine =>
    engine(`PyTorch ${precision}`, ...python("pytorch/train.py", [folder, precision]));
  const ours = (precision: string): StepEngine =>
    engine(precision, process.execPath, [ourStep, folder, precision, "2"]);
  const engines = { fp32: ours("fp32"), bf16: ours("bf16"), torch32: torch("fp32"), torch16: torch("bf16") };
  // WebAssembly is held to a target at small only; larger sizes would measure its 4 GiB, not its speed.
  const wasm = name === "small" ? ours("wasm") : null;
  const page = name === "small" ? await ChromiumStep.open(name, 2, BATCHES) : null;
  const browser = page === null ? null : new Engine(WARM_UP, page.step, () => page.close());
  const all = [...Object.values(engines), ...[wasm, browser].filter((engine) => engine !== null)];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) for (const engine of all) await engine.step();
  for (const engine of all) await engine.end();
  rmSync(folder, { recursive: true });
  assertSameLosses(engines.fp32, engines.torch32, LOSS_TOLERANCE.fp32);
  assertSameLosses(engines.bf16, engines.torch32, LOSS_TOLERANCE.bf16);
  if (browser !== null) assertSameLosses(browser, engines.torch32, LOSS_TOLERANCE.fp32);

  const tokens = config.batch * config.length;
  const best = median(engines.torch16.ms) < median(engines.torch32.ms) ? engines.torch16 : engines.torch32;
  const bestName = best === engines.torch16 ? "PyTorch bf16 autocast" : "PyTorch fp32";
  const row = (label: string, mine: StepEngine, theirs: StepEngine, peer: string, target: number): BenchmarkResult =>
    rateRow({ name: `${name}: ${label}`, unit: "tokens/s", peer, target }, mine, theirs, () => tokens);
  const [peakMb, peerPeakMb] = [peakMemory(engines.bf16), peakMemory(best)];
  const memory = peakMb / peerPeakMb;
  return [
    row("training step, bf16", engines.bf16, best, `best: ${bestName}`, TARGETS.best),
    row("training step, fp32", engines.fp32, engines.torch32, "PyTorch fp32", TARGETS.fp32),
    ...(wasm === null
      ? []
      : [row("training step, WebAssembly in Node", wasm, engines.fp32, "our native fp32", TARGETS.wasm)]),
    ...(browser === null
      ? []
      : [row("training step, WebAssembly in Chromium", browser, engines.fp32, "our native fp32", TARGETS.wasm)]),
    {
      name: `${name}: peak memory`,
      value: peakMb,
      unit: "MB",
      peer: bestName,
      peerValue: peerPeakMb,
      ratio: memory,
      target: TARGETS.memory,
      pass: memory <= TARGETS.memory,
      runs: 1,
      spread: [peakMb, peakMb],
    },
  ];
}

/** The whole training step (forward, backward, AdamW; B = 8, T = 256, 16 experts, top-1) beside PyTorch, in turns. */
export async function train(args: readonly string[]): Promise<readonly BenchmarkResult[]> {
  const at = args.indexOf("--sizes");
  const wanted = at < 0 ? ["small", "base", "large"] : (args[at + 1] ?? "").split(",");
  const results: BenchmarkResult[] = [];
  for (const name of wanted) {
    const config = sizes[name];
    if (config === undefined)
      throw Object.assign(new Error(`no size "${name}"; sizes: ${Object.keys(sizes).join(", ")}`), { code: "size" });
    results.push(...(await compareSize(name, config)));
  }
  return results;
}
