import {
  appendFileSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { eventFileHeader, scalarEvent, scalarsOf } from "../export/event-file.ts";
import { type SafetensorsFile, decodeSafetensors, encodeSafetensors } from "../export/safetensors.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import type { Direction } from "../data/parallel/translation-batch.ts";
import { type FlagValues, type Flags, UsageError } from "./command.ts";
import type { RunSettings } from "./settings.ts";
import { sha256Hex } from "./token-data.ts";
import { removeUnfinishedFiles, writeWholeFile } from "./whole-file.ts";

/** Which weights of a run: those at its end, of its best probe, or of the checkpoint kept at an update. */
export type Weights = "last" | "best" | number;

/** Flag of the commands that read a run's weights. */
export const weightsFlag: Flags = {
  weights: { kind: "text", value: "WHICH", summary: "last (default), best, or the update of a kept checkpoint" },
};

export function readWeights(flags: FlagValues): Weights {
  const text = (flags["weights"] as string | undefined) ?? "last";
  if (text === "last" || text === "best") return text;
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--weights is last, best or the update of a kept checkpoint, got "${text}"`);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const KEPT = /^checkpoint-(\d+)\.safetensors$/;

/** Content of `config.json`: the settings, and what was derived from them. */
export interface RunConfig extends RunSettings {
  readonly format: 1;
  readonly name: string;
  /** ISO date-time. */
  readonly startedAt: string;
  readonly model: { readonly numExperts: number; readonly moeAfter: readonly number[] };
  /** Of a translation run: what it can be asked for. */
  readonly translation?: {
    /** Languages that are translated into. */
    readonly languages: readonly string[];
    readonly directions: readonly Direction[];
  };
  readonly parameters: number;
  readonly backend: string;
  /** SHA-256 of `tokenizer.json`; absent in runs of earlier versions. */
  readonly tokenizerHash?: string;
}

/**
 * `runs/<name>/`: `config.json`, `metrics.jsonl`, `tokenizer.json`, `model.safetensors`, the same metrics as
 * TensorBoard event files, and `lock.json` while it runs.
 * Whole files appear by renaming, metrics grow line by line, so a kill at any point leaves nothing half-written but at
 * most one last line.
 */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Begins a new run; refuses a folder that holds one already. */
  create(): void {
    if (existsSync(join(this.path, "config.json"))) {
      throw new StableMoeError("run-exists", `${this.path} holds a run already; choose another --run-dir or --name`);
    }
    try {
      mkdirSync(this.path, { recursive: true });
    } catch (cause) {
      throw new StableMoeError("run-folder", `cannot create ${this.path}: ${(cause as Error).message}`, { cause });
    }
    this.lock();
  }

  lock(): void {
    this.#write("lock.json", JSON.stringify({ pid: process.pid }));
  }

  release(): void {
    rmSync(join(this.path, "lock.json"), { force: true });
  }

  writeConfig(config: RunConfig): void {
    this.#write("config.json", `${JSON.stringify(config, null, 2)}\n`);
  }

  readConfig(): RunConfig {
    const config = JSON.parse(this.#read("config.json")) as RunConfig;
    if (config.format !== 1) {
      throw new StableMoeError("run-format", `${this.path} has format ${String(config.format)}; this version reads 1`);
    }
    return config;
  }

  appendMetric(metric: object): void {
    this.#guard("metrics.jsonl", () => appendFileSync(join(this.path, "metrics.jsonl"), `${JSON.stringify(metric)}\n`));
  }

  /** Every metric so far; a last line that a kill cut short is left out. */
  readMetrics(): readonly unknown[] {
    const lines = this.#read("metrics.jsonl").split("\n");
    lines.pop(); // what follows the last line break
    return lines.map((line) => JSON.parse(line) as unknown);
  }

  /** A new TensorBoard event file for what follows update `step`; gives back how to add to it. */
  openEvents(step: number): (group: string, at: number, values: object) => void {
    const now = (): number => Date.now() / 1000;
    const path = join(this.path, `events.out.tfevents.${Math.floor(now())}.stablemoe.${process.pid}`);
    this.#guard("the event file", () => writeFileSync(path, eventFileHeader(now(), step)));
    return (group, at, values) =>
      this.#guard("the event file", () => appendFileSync(path, scalarEvent(now(), at, scalarsOf(group, values))));
  }

  writeTokenizer(json: string): void {
    this.#write("tokenizer.json", json);
  }

  /** The run's tokenizer, held against the hash in its configuration. */
  readTokenizer(): string {
    const json = this.#read("tokenizer.json");
    const { tokenizerHash } = this.readConfig();
    if (tokenizerHash === undefined || sha256Hex(json) === tokenizerHash) return json;
    throw new StableMoeError(
      "vocabulary-mismatch",
      `${join(this.path, "tokenizer.json")} is not the tokenizer that this run was trained with: its token ids would ` +
        "mean other text; put the original file back",
    );
  }

  /** Keeps what a resume needs; the latest `keepLast` ones also under names of their own. */
  writeCheckpoint(
    file: SafetensorsFile,
    { step, keepLast }: { readonly step: number; readonly keepLast: number },
  ): void {
    this.#write("checkpoint.safetensors", encodeSafetensors(file, encode));
    if (keepLast < 1) return;
    const kept = join(this.path, `checkpoint-${step}.safetensors`);
    rmSync(kept, { force: true });
    try {
      linkSync(join(this.path, "checkpoint.safetensors"), kept);
    } catch {
      this.#guard("checkpoint", () => copyFileSync(join(this.path, "checkpoint.safetensors"), kept)); // no hard links here
    }
    for (const old of this.keptCheckpoints().slice(keepLast))
      rmSync(join(this.path, `checkpoint-${old}.safetensors`), { force: true });
  }

  /** Updates of the checkpoints that are kept under names of their own, latest first. */
  keptCheckpoints(): readonly number[] {
    return readdirSync(this.path)
      .flatMap((file) => KEPT.exec(file)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => b - a);
  }

  /**
   * The latest checkpoint that can be read, and its file; null when the run ended before its first. One that is cut short
   * is passed over for an older one, and refused when there is none.
   */
  readCheckpoint(): {
    readonly file: SafetensorsFile;
    readonly name: string;
    readonly broken: readonly string[];
  } | null {
    const names = ["checkpoint.safetensors", ...this.keptCheckpoints().map((step) => `checkpoint-${step}.safetensors`)];
    const broken: string[] = [];
    for (const name of names.filter((candidate) => existsSync(join(this.path, candidate)))) {
      try {
        return { file: this.#readTensors(name), name, broken };
      } catch (cause) {
        broken.push(cause instanceof Error ? cause.message : String(cause));
      }
    }
    if (broken.length === 0) return null;
    throw new StableMoeError(
      "checkpoint-broken",
      `${broken.join("; ")}; there is no older checkpoint to go on from: put an intact copy in its place, or train anew`,
    );
  }

  /** The run is over; what it could be resumed from is not needed any more. */
  dropCheckpoint(): void {
    rmSync(join(this.path, "checkpoint.safetensors"), { force: true });
  }

  /** Takes up a run again: forgets what a kill may have left behind, metrics after the first so many lines among it. */
  reopen(metricLines: number): readonly unknown[] {
    removeUnfinishedFiles(this.path);
    const lines = metricLines === 0 ? [] : this.#read("metrics.jsonl").split("\n").slice(0, metricLines);
    this.#write("metrics.jsonl", lines.map((line) => `${line}\n`).join(""));
    this.lock();
    return lines.map((line) => JSON.parse(line) as unknown);
  }

  writeModel(file: SafetensorsFile, which: "last" | "best" = "last"): void {
    this.#write(which === "best" ? "best.safetensors" : "model.safetensors", encodeSafetensors(file, encode));
  }

  readModel(weights: Weights = "last"): SafetensorsFile {
    const name = weights === "last" ? "model" : weights === "best" ? "best" : `checkpoint-${weights}`;
    if (existsSync(join(this.path, `${name}.safetensors`))) return this.#readTensors(`${name}.safetensors`);
    const ways: Record<string, string> = {
      model: `the run has not ended; go on with: stablemoe resume ${this.path}`,
      best: "train with --keep-best to have the weights of the best probe kept",
    };
    const kept = this.keptCheckpoints();
    throw new StableMoeError(
      name === "model" ? "run-unfinished" : "weights-missing",
      `${this.path} has no ${name}.safetensors: ` +
        (ways[name] ??
          `checkpoints are kept of ${kept.length === 0 ? "no update (train with --keep-last)" : kept.join(", ")}`),
    );
  }

  /** Removes the run and everything in it. */
  discard(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  hasModel(): boolean {
    return existsSync(join(this.path, "model.safetensors"));
  }

  #read(file: string): string {
    try {
      return readFileSync(join(this.path, file), "utf8");
    } catch (cause) {
      throw new StableMoeError("run-missing", `${this.path} is not a run folder: it has no readable ${file}`, {
        cause,
      });
    }
  }

  #readTensors(file: string): SafetensorsFile {
    const path = join(this.path, file);
    try {
      return decodeSafetensors(readFileSync(path), decode);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new StableMoeError("file-broken", `${path} cannot be read: ${reason}`, { cause });
    }
  }

  #write(file: string, content: string | Uint8Array): void {
    this.#guard(file, () => writeWholeFile(join(this.path, file), content));
  }

  /** A file that cannot be written, on a full disk for instance, costs nothing that was kept before. */
  #guard(file: string, write: () => void): void {
    try {
      write();
    } catch (cause) {
      throw new StableMoeError(
        "disk",
        `cannot write ${file} of ${this.path}: ${(cause as Error).message}; what was kept before is untouched: ` +
          `make room, then go on with: stablemoe resume ${this.path}`,
        { cause },
      );
    }
  }
}
