import { join, resolve } from "node:path";
import type { FluctuationSummary } from "../analysis/fluctuation.ts";
import { backendFlags, chooseBackend } from "./backends.ts";
import { type Command, type CommandIo, EXIT, type FlagValues, type Flags, UsageError } from "./command.ts";
import { formatDuration } from "./progress-line.ts";
import { type ResolvedSettings, type RunSettings, resolveSettings, settingFlags } from "./settings.ts";
import type { RunResult } from "./run-result.ts";
import { type RunOptions, resumeRun, trainRun } from "./training-run.ts";

/** What `train` and `resume` share. */
const runFlags: Flags = {
  ...backendFlags,
  "checkpoint-every": { kind: "integer", summary: "updates between two checkpoints (default 500)" },
  "keep-last": {
    kind: "integer",
    summary: "so many of the latest checkpoints stay beside the run, also after its end (default 0)",
  },
  "keep-best": { kind: "switch", summary: "keep the weights of the best probe as best.safetensors" },
  "detect-anomaly": { kind: "switch", summary: "look for NaN and infinity in every gradient" },
  json: { kind: "switch", summary: "one JSON object per event on standard output, the result last" },
};

function runOptions(flags: FlagValues, io: CommandIo): RunOptions {
  const checkpointEvery = (flags["checkpoint-every"] as number | undefined) ?? 500;
  if (checkpointEvery < 1) throw new UsageError(`--checkpoint-every must be at least 1, got ${checkpointEvery}`);
  const keepLast = (flags["keep-last"] as number | undefined) ?? 0;
  if (keepLast < 0) throw new UsageError(`--keep-last must be at least 0, got ${keepLast}`);
  return {
    keepLast,
    keepBest: flags["keep-best"] === true,
    emit: flags["json"] === true ? (event) => io.out(`${JSON.stringify(event)}\n`) : () => {},
    checkpointEvery,
    detectAnomaly: flags["detect-anomaly"] === true,
  };
}

function conclude(result: RunResult | null, flags: FlagValues, io: CommandIo): number {
  if (result === null) return EXIT.interrupted;
  if (flags["json"] !== true) io.out(report(result));
  return EXIT.ok;
}

export const trainCommand: Command = {
  name: "train",
  summary: "train a language model through both stages",
  usage: "train [--preset tiny] [--router stable|hash] [--corpus PATH] [--run-dir DIR] [--json]",
  flags: {
    ...settingFlags,
    "run-dir": { kind: "text", value: "DIR", summary: "folder of this run (default runs/<name>)" },
    name: { kind: "text", summary: "of the run (default: preset, router and time)" },
    config: { kind: "text", value: "FILE", summary: "JSON object of settings; flags win over it" },
    set: {
      kind: "list",
      value: "NAME=VALUE",
      summary: "one setting by its name in config files; may be given several times, flags win over it",
    },
    "print-config": { kind: "switch", summary: "show every setting and where it comes from, and train nothing" },
    resume: { kind: "text", value: "RUN", summary: "the same as stablemoe resume RUN" },
    ...runFlags,
  },
  async run({ flags, io }) {
    const resumed = flags["resume"] as string | undefined;
    const options = runOptions(flags, io);
    if (resumed !== undefined)
      return conclude(await resumeRun(resolve(resumed), chooseBackend(flags), io, options), flags, io);
    const resolved = resolveSettings(flags, flags["config"] as string | undefined);
    const { settings } = resolved;
    if (flags["print-config"] === true) {
      io.out(flags["json"] === true ? `${JSON.stringify(resolved)}\n` : printed(resolved));
      return EXIT.ok;
    }
    const startedAt = new Date().toISOString();
    const stamp = startedAt.slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
    const name = (flags["name"] as string | undefined) ?? `${settings.preset}-${settings.router}-${stamp}`;
    const path = resolve((flags["run-dir"] as string | undefined) ?? join("runs", name));
    const identity = { name, path, startedAt, tokenizerJson: null };
    return conclude(await trainRun(settings, chooseBackend(flags), identity, io, options), flags, io);
  },
};

export const resumeCommand: Command = {
  name: "resume",
  summary: "go on with a run that was stopped or killed, exactly",
  usage: "resume RUN [--json]",
  flags: runFlags,
  async run({ flags, operands, io }) {
    const [path, ...more] = operands;
    if (path === undefined || more.length > 0) throw new UsageError("resume takes one run folder");
    return conclude(await resumeRun(resolve(path), chooseBackend(flags), io, runOptions(flags, io)), flags, io);
  },
};

function printed({ settings, origins }: ResolvedSettings): string {
  const keys = Object.keys(origins) as (keyof RunSettings)[];
  const width = Math.max(...keys.map((key) => key.length));
  return keys.map((key) => `${key.padEnd(width)}  ${`${settings[key]}`.padEnd(12)}  ${origins[key]}\n`).join("");
}

function unsettled({ unsettledAt20, unsettledAt50, unsettledAt80 }: FluctuationSummary): string {
  const shares = [unsettledAt20, unsettledAt50, unsettledAt80].map((share) => `${share.toFixed(1)} %`);
  return `not settled at 20/50/80 %   ${shares.join(" / ")}`;
}

function report(result: RunResult): string {
  const { validLoss, validPerplexity, unigramEntropy, changeRate, fluctuation, freezeStep, runDir } = result;
  const lines = [
    `validation loss      ${validLoss.toFixed(4)} nats/token (perplexity ${validPerplexity.toFixed(2)}) over ${result.validTokens.toLocaleString("en")} tokens`,
    `unigram entropy      ${unigramEntropy.toFixed(4)} nats/token (perplexity ${Math.exp(unigramEntropy).toFixed(2)})`,
    `change rate at end   ${changeRate === null ? "–" : `${(100 * changeRate).toFixed(2)} %`}${freezeStep === null ? "" : ` (frozen at step ${freezeStep})`}`,
    ...(fluctuation === null ? [] : [unsettled(fluctuation)]),
    `speed                ${Math.round(result.tokensPerSecond).toLocaleString("en")} tokens/s, ${formatDuration(result.seconds)} in all`,
    `run folder           ${runDir}`,
  ];
  return `${lines.join("\n")}\n`;
}
