import { totalmem } from "node:os";
import { join, resolve } from "node:path";
import type { Backend } from "@stablemoe/tensor";
import { modelToFile } from "../export/checkpoint.ts";
import type { TrainedEvent, TrainingEvent } from "../train/events.ts";
import { evaluate } from "../train/probe.ts";
import { train } from "../train/trainer.ts";
import { type ChosenBackend, backendFlags, chooseBackend } from "./backends.ts";
import { type Command, type CommandIo, EXIT } from "./command.ts";
import {
  type ExperimentData,
  assertFits,
  assertSettings,
  createModel,
  prepareData,
  trainingPlan,
} from "./experiment.ts";
import { ProgressLine, formatDuration, sparkline } from "./progress-line.ts";
import { RunFolder } from "./run-folder.ts";
import { type RunSettings, readSettings, settingFlags } from "./settings.ts";

/** Outcome of a run: the last line of `metrics.jsonl` and of `--json`. */
export interface RunResult extends Omit<TrainedEvent, "type"> {
  readonly type: "result";
  readonly runDir: string;
  readonly router: string;
  readonly parameters: number;
  /** Cross-entropy of the training unigram model on the same validation tokens, nats per token. */
  readonly unigramEntropy: number;
  readonly validTokens: number;
  /** Change rate of every probe after the freeze, in order; all exactly 0 for StableMoE. */
  readonly changeRatesAfterFreeze: readonly (number | null)[];
}

export const trainCommand: Command = {
  name: "train",
  summary: "train a language model through both stages",
  usage: "train [--preset tiny] [--router stable|hash] [--corpus PATH] [--run-dir DIR] [--json]",
  flags: {
    ...settingFlags,
    ...backendFlags,
    "run-dir": { kind: "text", value: "DIR", summary: "folder of this run (default runs/<name>)" },
    name: { kind: "text", summary: "of the run (default: preset, router and time)" },
    config: { kind: "text", value: "FILE", summary: "JSON object of settings; flags win over it" },
    json: {
      kind: "switch",
      summary: "one JSON object per event on standard output, the result last",
    },
  },
  async run({ flags, io }) {
    const settings = readSettings(flags, flags["config"] as string | undefined);
    const startedAt = new Date().toISOString();
    const stamp = startedAt.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
    const name = (flags["name"] as string | undefined) ?? `${settings.preset}-${settings.router}-${stamp}`;
    const path = resolve((flags["run-dir"] as string | undefined) ?? join("runs", name));
    const emit = flags["json"] === true ? (event: object) => io.out(`${JSON.stringify(event)}\n`) : () => {};
    const chosen = chooseBackend(flags);
    const result = await trainRun(settings, chosen, { name, path, startedAt, tokenizerJson: null }, io, emit);
    if (result === null) return EXIT.interrupted;
    if (flags["json"] !== true) io.out(report(result));
    return EXIT.ok;
  },
};

export interface RunIdentity {
  readonly name: string;
  readonly path: string;
  readonly startedAt: string;
  /** A tokenizer to use instead of learning one. */
  readonly tokenizerJson: string | null;
}

/** Trains one run into its folder; null when the user stopped it. */
export async function trainRun(
  settings: RunSettings,
  { backend, reason }: ChosenBackend,
  { name, path, startedAt, tokenizerJson }: RunIdentity,
  io: CommandIo,
  emit: (event: object) => void,
): Promise<RunResult | null> {
  const now = (): number => performance.now();
  const progress = new ProgressLine(io, now);
  const folder = new RunFolder(path);
  assertSettings(settings);
  assertFits(settings, totalmem());
  folder.create();
  try {
    const data = await prepareData(settings, tokenizerJson, (text) => progress.show(text));
    folder.writeTokenizer(data.tokenizer.toJson());
    const model = createModel(settings, data.tokenizer, backend);
    const parameters = model.store.count();
    const { numExperts } = settings;
    folder.writeConfig({
      ...settings,
      format: 1,
      name,
      startedAt,
      model: { numExperts: model.config.moe?.numExperts ?? 0, moeAfter: model.config.moe?.after ?? [] },
      parameters,
      backend: backend.name,
    });
    progress.note(
      `${name}: ${parameters.toLocaleString("en")} parameters, ${numExperts} experts, router "${settings.router}", ` +
        `${reason}; ${data.trainTokens.toLocaleString("en")} training tokens of ${data.documents.toLocaleString("en")} documents`,
    );
    const plan = trainingPlan(settings);
    const changeRatesAfterFreeze: (number | null)[] = [];
    const view = new TrainingView(progress, settings.steps, now);
    for (const event of train({
      model,
      backend,
      plan,
      batches: data.batches,
      probe: data.probe,
      now,
    })) {
      view.show(event);
      if (event.type === "probe" && event.stage === 2) changeRatesAfterFreeze.push(event.changeRate);
      if (event.type === "trained") {
        const result = finish(event, settings, model, data, backend, path, changeRatesAfterFreeze);
        folder.writeModel(modelToFile(model, event.certificates));
        folder.appendMetric(result);
        emit(result);
        return result;
      }
      folder.appendMetric(event);
      emit(event);
      // Gives signals their turn; a step is far longer than this.
      await new Promise((done) => setImmediate(done));
      if (io.stopRequested()) {
        progress.note(`stopped; ${path} keeps the metrics so far`);
        return null;
      }
    }
    return null;
  } finally {
    folder.release();
  }
}

function finish(
  trained: TrainedEvent,
  { router, batch }: RunSettings,
  model: ReturnType<typeof createModel>,
  data: ExperimentData,
  backend: Backend,
  runDir: string,
  changeRatesAfterFreeze: readonly (number | null)[],
): RunResult {
  const { loss, tokens } = evaluate(model, backend, data.valid, batch);
  return {
    ...trained,
    type: "result",
    runDir,
    router,
    parameters: model.store.count(),
    validLoss: loss,
    validPerplexity: Math.exp(loss),
    validTokens: tokens,
    unigramEntropy: data.unigram(data.valid),
    changeRatesAfterFreeze,
  };
}

/** The progress line: step, loss, perplexity, tokens/s, load, change rate, stage, time left. */
class TrainingView {
  readonly #progress: ProgressLine;
  readonly #steps: number;
  readonly #now: () => number;
  readonly #begun: number;
  #changeRate: number | null = null;

  constructor(progress: ProgressLine, steps: number, now: () => number) {
    this.#progress = progress;
    this.#steps = steps;
    this.#now = now;
    this.#begun = now();
  }

  show(event: TrainingEvent): void {
    if (event.type === "probe") this.#changeRate = event.changeRate;
    if (event.type === "freeze") {
      const hashes = event.certificates
        .map(({ tableHash, studentHash }) => (tableHash ?? studentHash).slice(0, 12))
        .join(", ");
      this.#progress.note(`step ${event.step}: routing frozen, certificate ${hashes}`);
    }
    if (event.type !== "step") return;
    const { step, loss, perplexity, tokensPerSecond, load, stage } = event;
    const left = ((this.#now() - this.#begun) / 1000 / step) * (this.#steps - step);
    const change = this.#changeRate === null ? "–" : `${(100 * this.#changeRate).toFixed(1)} %`;
    this.#progress.show(
      `stage ${stage}  step ${step}/${this.#steps}  loss ${loss.toFixed(3)}  ppl ${perplexity.toFixed(1)}  ` +
        `${Math.round(tokensPerSecond).toLocaleString("en")} tok/s  load ${sparkline(load)}  change ${change}  ` +
        `ETA ${formatDuration(left)}`,
    );
  }
}

function report(result: RunResult): string {
  const { validLoss, validPerplexity, unigramEntropy, changeRate, fluctuation, freezeStep, runDir } = result;
  const lines = [
    `validation loss      ${validLoss.toFixed(4)} nats/token (perplexity ${validPerplexity.toFixed(2)}) over ${result.validTokens.toLocaleString("en")} tokens`,
    `unigram entropy      ${unigramEntropy.toFixed(4)} nats/token (perplexity ${Math.exp(unigramEntropy).toFixed(2)})`,
    `change rate at end   ${changeRate === null ? "–" : `${(100 * changeRate).toFixed(2)} %`}${freezeStep === null ? "" : ` (frozen at step ${freezeStep})`}`,
    `not settled at 20/50/80 %   ${[fluctuation.unsettledAt20, fluctuation.unsettledAt50, fluctuation.unsettledAt80].map((x) => `${x.toFixed(1)} %`).join(" / ")}`,
    `speed                ${Math.round(result.tokensPerSecond).toLocaleString("en")} tokens/s, ${formatDuration(result.seconds)} in all`,
    `run folder           ${runDir}`,
  ];
  return `${lines.join("\n")}\n`;
}
