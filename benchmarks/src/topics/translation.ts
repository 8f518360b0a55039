import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchmarkResult, median } from "../harness.ts";
import { python } from "../peer-process.ts";
import { Engine, assertSameLosses, rateRow } from "../training/engine.ts";
import { type TranslationBenchmark, sizes } from "../translation/model.ts";
import type { TranslationStepResult } from "../translation/step.ts";
import type { TranslatorResult } from "../translation/translator.ts";
import { type TranslationTask, writeTranslation } from "../translation/write-translation.ts";

/** One batch of each bucket of lengths, and every one of them once before the clock counts. */
const BATCHES = 5;
const WARM_UP = { train: BATCHES, translate: 2 };
const ROUNDS = { train: 2 * BATCHES, translate: 7 };
/** Losses of two engines that add in different orders; bf16 differs more. */
const LOSS_TOLERANCE = { fp32: 2e-3, bf16: 3e-2 };
/** Share of the sentences whose translations must be the same, token for token. */
const SAME_TRANSLATIONS = 0.95;
/** In times the peer's better mode. */
const TARGETS = { train: 2, translate: 3 };

interface Four<Report extends { readonly ms: number }> {
  readonly fp32: Engine<Report>;
  readonly bf16: Engine<Report>;
  readonly torch32: Engine<Report>;
  readonly torch16: Engine<Report>;
}

/** Ours and the peer's in both precisions, each in a process of its own, asked in turns. */
async function measure<Report extends { readonly ms: number }>(
  size: TranslationBenchmark,
  task: TranslationTask,
): Promise<Four<Report>> {
  const folder = mkdtempSync(join(tmpdir(), "stablemoe-bench-"));
  writeTranslation(folder, size, task, BATCHES);
  const script = join(import.meta.dirname, "../translation/our-translation.js");
  const ours = (precision: string): Engine<Report> =>
    Engine.in(WARM_UP[task], "go", precision, process.execPath, [script, folder, precision, "2"]);
  const torch = (precision: string): Engine<Report> =>
    Engine.in(WARM_UP[task], "go", `PyTorch ${precision}`, ...python("pytorch/translation.py", [folder, precision]));
  const four = { fp32: ours("fp32"), bf16: ours("bf16"), torch32: torch("fp32"), torch16: torch("bf16") };
  const all = Object.values(four);
  for (let round = 0; round < WARM_UP[task] + ROUNDS[task]; round++) for (const engine of all) await engine.step();
  for (const engine of all) await engine.end();
  rmSync(folder, { recursive: true });
  return four;
}

function rows<Report extends { readonly ms: number }>(
  { fp32, bf16, torch32, torch16 }: Four<Report>,
  task: TranslationTask,
  name: string,
  unit: string,
  work: (report: Report) => number,
): readonly BenchmarkResult[] {
  const best = median(torch16.ms) < median(torch32.ms) ? torch16 : torch32;
  const bestName = best === torch16 ? "best: PyTorch bf16" : "best: PyTorch fp32";
  const target = TARGETS[task];
  return [
    rateRow({ name: `${name}, bf16`, unit, target, peer: bestName }, bf16, best, work),
    rateRow({ name: `${name}, fp32`, unit, target, peer: bestName }, fp32, best, work),
    rateRow({ name: `${name}, fp32`, unit, target: null, peer: "PyTorch fp32" }, fp32, torch32, work),
  ];
}

async function training(name: string, size: TranslationBenchmark): Promise<readonly BenchmarkResult[]> {
  const four = await measure<TranslationStepResult>(size, "train");
  assertSameLosses(four.fp32, four.torch32, LOSS_TOLERANCE.fp32);
  assertSameLosses(four.bf16, four.torch32, LOSS_TOLERANCE.bf16);
  assertSameLosses(four.torch16, four.torch32, LOSS_TOLERANCE.bf16);
  return rows(four, "train", `${name}: training step`, "target tokens/s", ({ targetTokens }) => targetTokens);
}

async function translating(name: string, size: TranslationBenchmark): Promise<readonly BenchmarkResult[]> {
  const four = await measure<TranslatorResult>(size, "translate");
  assertSameTranslations(four.fp32, four.torch32);
  return rows(four, "translate", `${name}: beam ${size.beam}`, "sentences/s", ({ tokens }) => tokens.length);
}

/** Speed with other translations is no speed. */
function assertSameTranslations(mine: Engine<TranslatorResult>, peer: Engine<TranslatorResult>): void {
  const [ours, theirs] = [mine.reports[0]!.tokens, peer.reports[0]!.tokens];
  const same = ours.filter((tokens, i) => tokens.join() === theirs[i]?.join()).length;
  if (same >= SAME_TRANSLATIONS * ours.length) return;
  throw Object.assign(new Error(`only ${same} of ${ours.length} translations are those of the peer`), {
    code: "translations-differ",
  });
}

/** Training and beam search of the encoder-decoder (StableMoE in either side) beside PyTorch, in turns. */
export async function translation(args: readonly string[]): Promise<readonly BenchmarkResult[]> {
  const at = args.indexOf("--sizes");
  const wanted = at < 0 ? Object.keys(sizes) : (args[at + 1] ?? "").split(",");
  const results: BenchmarkResult[] = [];
  for (const name of wanted) {
    const size = sizes[name];
    if (size === undefined)
      throw Object.assign(new Error(`no size "${name}"; sizes: ${Object.keys(sizes).join(", ")}`), { code: "size" });
    results.push(...(await training(`mt-${name}`, size)), ...(await translating(`mt-${name}`, size)));
  }
  return results;
}
