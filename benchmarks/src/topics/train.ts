import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchmarkResult, median } from "../harness.ts";
import { PeerProcess, python } from "../peer-process.ts";
import { ChromiumStep } from "../training/chromium-step.ts";
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

/** Something that runs one training step whenever it is asked. */
class Engine {
  readonly reports: StepReport[] = [];
  readonly #run: () => Promise<StepReport>;
  readonly end: () => void | Promise<void>;

  constructor(run: () => Promise<StepReport>, end: () => void | Promise<void>) {
    this.#run = run;
    this.end = end;
  }

  /** An engine in a process of its own. */
  static in(...peer: ConstructorParameters<typeof PeerProcess>): Engine {
    const child = new PeerProcess(...peer);
    return new Engine(
      async () => (await child.ask("step")) as StepReport,
      () => child.end(),
    );
  }

  async step(): Promise<void> {
    this.reports.push(await this.#run());
  }

  get ms(): readonly number[] {
    return this.reports.slice(WARM_UP).map((report) => report.ms);
  }

  get peakMb(): number {
    return Math.max(...this.reports.map(({ rssMb = Number.NaN }) => rssMb));
  }
}

/** Targets of the whole step in times the peer's tokens/s, for processors without AMX. */
const TARGETS = { best: 1.5, fp32: 1.3, memory: 0.6, wasm: 0.25 };

async function compareSize(name: string, config: TrainingConfig): Promise<readonly BenchmarkResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "stablemoe-bench-"));
  writeModel(folder, config, BATCHES);
  const ourStep = join(import.meta.dirname, "../training/our-step.js");
  const torch = (precision: string): Engine =>
    Engine.in(`PyTorch ${precision}`, ...python("pytorch/train.py", [folder, precision]));
  const ours = (precision: string): Engine => Engine.in(precision, process.execPath, [ourStep, folder, precision, "2"]);
  const engines = { fp32: ours("fp32"), bf16: ours("bf16"), torch32: torch("fp32"), torch16: torch("bf16") };
  // WebAssembly is held to a target at small only; larger sizes would measure its 4 GiB, not its speed.
  const wasm = name === "small" ? ours("wasm") : null;
  const page = name === "small" ? await ChromiumStep.open(name, 2, BATCHES) : null;
  const browser = page === null ? null : new Engine(page.step, () => page.close());
  const all = [...Object.values(engines), ...[wasm, browser].filter((engine) => engine !== null)];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) for (const engine of all) await engine.step();
  for (const engine of all) await engine.end();
  rmSync(folder, { recursive: true });
  assertSameLosses(engines.fp32, engines.torch32, LOSS_TOLERANCE.fp32);
  assertSameLosses(engines.bf16, engines.torch32, LOSS_TOLERANCE.bf16);
  if (browser !== null) assertSameLosses(browser, engines.torch32, LOSS_TOLERANCE.fp32);

  const tokens = config.batch * config.length;
  const rate = (ms: number): number => (tokens * 1000) / ms;
  const best = median(engines.torch16.ms) < median(engines.torch32.ms) ? engines.torch16 : engines.torch32;
  const bestName = best === engines.torch16 ? "PyTorch bf16 autocast" : "PyTorch fp32";
  const row = (label: string, mine: Engine, peer: Engine, peerName: string, target: number): BenchmarkResult => {
    const ratio = median(mine.ms.map((ms, i) => peer.ms[i]! / ms));
    return {
      name: `${name}: ${label}`,
      value: rate(median(mine.ms)),
      unit: "tokens/s",
      peer: peerName,
      peerValue: rate(median(peer.ms)),
      ratio,
      target,
      pass: ratio >= target,
      runs: ROUNDS,
      spread: [rate(Math.max(...mine.ms)), rate(Math.min(...mine.ms))],
    };
  };
  const memory = engines.bf16.peakMb / best.peakMb;
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
      value: engines.bf16.peakMb,
      unit: "MB",
      peer: bestName,
      peerValue: best.peakMb,
      ratio: memory,
      target: TARGETS.memory,
      pass: memory <= TARGETS.memory,
      runs: 1,
      spread: [engines.bf16.peakMb, engines.bf16.peakMb],
    },
  ];
}

/** Speed at another loss is no speed: the first steps must agree. */
function assertSameLosses(mine: Engine, peer: Engine, tolerance: number): void {
  for (const step of [0, 1, 2, 3]) {
    const [a, b] = [mine.reports[step]!.loss, peer.reports[step]!.loss];
    if (Math.abs(a - b) <= tolerance) continue;
    throw Object.assign(new Error(`losses differ at step ${step}: ours ${a}, the peer's ${b}`), {
      code: "losses-differ",
    });
  }
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
