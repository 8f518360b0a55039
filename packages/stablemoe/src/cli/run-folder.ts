import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventFileHeader, scalarEvent, scalarsOf } from "../export/event-file.ts";
import { type SafetensorsFile, decodeSafetensors, encodeSafetensors } from "../export/safetensors.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import type { RunSettings } from "./settings.ts";

/** Content of `config.json`: the settings, and what was derived from them. */
export interface RunConfig extends RunSettings {
  readonly format: 1;
  readonly name: string;
  /** ISO date-time. */
  readonly startedAt: string;
  readonly model: { readonly numExperts: number; readonly moeAfter: readonly number[] };
  readonly parameters: number;
  readonly backend: string;
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
    appendFileSync(join(this.path, "metrics.jsonl"), `${JSON.stringify(metric)}\n`);
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
    writeFileSync(path, eventFileHeader(now(), step));
    return (group, at, values) => appendFileSync(path, scalarEvent(now(), at, scalarsOf(group, values)));
  }

  writeTokenizer(json: string): void {
    this.#write("tokenizer.json", json);
  }

  readTokenizer(): string {
    return this.#read("tokenizer.json");
  }

  /** Keeps what a resume needs; `metricLines` lines belong to it. */
  writeCheckpoint(file: SafetensorsFile): void {
    this.#write(
      "checkpoint.safetensors",
      encodeSafetensors(file, (text) => new TextEncoder().encode(text)),
    );
  }

  /** What the run was last seen to be; null when it ended before its first checkpoint. */
  readCheckpoint(): SafetensorsFile | null {
    const path = join(this.path, "checkpoint.safetensors");
    if (!existsSync(path)) return null;
    return decodeSafetensors(readFileSync(path), (bytes) => new TextDecoder().decode(bytes));
  }

  /** The run is over; what it could be resumed from is not needed any more. */
  dropCheckpoint(): void {
    rmSync(join(this.path, "checkpoint.safetensors"), { force: true });
  }

  /** Takes up a run again: forgets metrics after the first so many lines, which a kill may have left behind. */
  reopen(metricLines: number): readonly unknown[] {
    const lines = metricLines === 0 ? [] : this.#read("metrics.jsonl").split("\n").slice(0, metricLines);
    this.#write("metrics.jsonl", lines.map((line) => `${line}\n`).join(""));
    this.lock();
    return lines.map((line) => JSON.parse(line) as unknown);
  }

  writeModel(file: SafetensorsFile): void {
    this.#write(
      "model.safetensors",
      encodeSafetensors(file, (text) => new TextEncoder().encode(text)),
    );
  }

  readModel(): SafetensorsFile {
    const path = join(this.path, "model.safetensors");
    if (!existsSync(path)) {
      throw new StableMoeError(
        "run-unfinished",
        `${this.path} has no model.safetensors: the run did not end; train it anew`,
      );
    }
    return decodeSafetensors(readFileSync(path), (bytes) => new TextDecoder().decode(bytes));
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

  #write(file: string, content: string | Uint8Array): void {
    const temporary = join(this.path, `.${file}.${process.pid}`);
    writeFileSync(temporary, content);
    renameSync(temporary, join(this.path, file));
  }
}
