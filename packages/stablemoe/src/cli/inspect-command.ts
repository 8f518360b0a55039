import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { type LanguageModelSize, type MemoryEstimate, estimateMemory, languageModelSize } from "../models/index.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { modelConfig } from "./experiment.ts";
import { presets } from "./presets.ts";
import { RunFolder } from "./run-folder.ts";
import { type RunSettings, readSettings } from "./settings.ts";

export const inspectCommand: Command = {
  name: "inspect",
  summary: "parameters, multiply-accumulates and bytes of a preset or a run, before anything is allocated",
  usage: "inspect PRESET|RUN [--json]",
  flags: { json: { kind: "switch", summary: "one JSON object on standard output" } },
  async run({ flags, operands, io }) {
    const [name, ...more] = operands;
    if (name === undefined || more.length > 0) {
      throw new UsageError(`inspect takes a preset (${Object.keys(presets).join(", ")}) or a run folder`);
    }
    const settings = settingsOf(name);
    const config = modelConfig(settings, settings.vocabSize, -1);
    const student = settings.router.startsWith("stable") || settings.router === "base-fixed";
    const routingWidth = student ? settings.routingWidth : 0;
    const size = languageModelSize(config, routingWidth);
    // A large batch is accumulated over micro-batches; memory is stated for one sequence and for the whole batch.
    const memory = {
      oneSequence: estimateMemory(config, 1, routingWidth),
      wholeBatch: estimateMemory(config, settings.batch, routingWidth),
    };
    if (flags["json"] === true) io.out(`${JSON.stringify({ name, router: settings.router, config, size, memory })}\n`);
    else io.out(report(name, settings, size, memory));
    return EXIT.ok;
  },
};

function settingsOf(name: string): RunSettings {
  if (name in presets) return readSettings({ preset: name }, undefined);
  if (existsSync(join(name, "config.json"))) return new RunFolder(resolve(name)).readConfig();
  return readSettings({ preset: name }, undefined); // says which presets there are
}

const bytes = (count: number): string =>
  count > 1e9 ? `${(count / 1e9).toFixed(2)} GB` : `${(count / 1e6).toFixed(1)} MB`;

function report(
  name: string,
  { router, numExperts, batch }: RunSettings,
  { shared, expert, router: routing, multiplyAccumulates }: LanguageModelSize,
  { oneSequence, wholeBatch }: Readonly<Record<"oneSequence" | "wholeBatch", MemoryEstimate>>,
): string {
  const millions = (count: number): string => `${(count / 1e6).toFixed(2)}M`.padStart(12);
  return [
    `${name}, router "${router}", ${numExperts} experts`,
    `shared parameters  ${millions(shared)}`,
    `expert parameters  ${millions(expert)}`,
    `router parameters  ${millions(routing)}`,
    `multiply-accumulates of one sequence, forward  ${(multiplyAccumulates / 1e9).toFixed(2)}G`,
    `weights, gradients and moments  ${bytes(oneSequence.parameters)}`,
    `activations  ${bytes(oneSequence.activations)} for one sequence, ${bytes(wholeBatch.activations)} for a batch of ${batch}`,
    "",
  ].join("\n");
}
