import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  type LanguageModelConfig,
  type LanguageModelSize,
  type MemoryEstimate,
  type TranslationModelConfig,
  estimateMemory,
  estimateTranslationMemory,
  languageModelSize,
  translationModelSize,
} from "../models/index.ts";
import { type Command, EXIT, UsageError } from "./command.ts";
import { modelConfig } from "./experiment.ts";
import { presets } from "./presets.ts";
import { RunFolder } from "./run-folder.ts";
import { type RunSettings, readSettings, isTranslation } from "./settings.ts";
import { translationConfig } from "./translation-config.ts";

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
    const { config, size, memory } = costOf(settings);
    if (flags["json"] === true) io.out(`${JSON.stringify({ name, router: settings.router, config, size, memory })}\n`);
    else io.out(report(name, settings, size, memory));
    return EXIT.ok;
  },
};

/** Sizes, and the memory of one sequence (of a pair of longest sentences) and of the whole batch. */
function costOf(settings: RunSettings): {
  readonly config: LanguageModelConfig | TranslationModelConfig;
  readonly size: LanguageModelSize;
  readonly memory: Readonly<Record<"oneSequence" | "wholeBatch", MemoryEstimate>>;
} {
  const { router, vocabSize, batch, sequenceLength } = settings;
  const student = router.startsWith("stable") || router === "base-fixed";
  const routingWidth = student ? settings.routingWidth : 0;
  // A large batch is accumulated over micro-batches, so memory is stated twice.
  if (isTranslation(settings)) {
    const config = translationConfig(settings, { vocabSize, padId: 0 }, [0]);
    const both = (tokens: number): MemoryEstimate =>
      estimateTranslationMemory(config, { source: tokens, target: tokens }, routingWidth);
    const memory = { oneSequence: both(sequenceLength), wholeBatch: both(batch / 2) };
    return { config, size: translationModelSize(config, routingWidth), memory };
  }
  const config = modelConfig(settings, vocabSize, -1);
  const memory = {
    oneSequence: estimateMemory(config, 1, routingWidth),
    wholeBatch: estimateMemory(config, batch, routingWidth),
  };
  return { config, size: languageModelSize(config, routingWidth), memory };
}

function settingsOf(name: string): RunSettings {
  if (name in presets) return readSettings({ preset: name }, undefined);
  if (existsSync(join(name, "config.json"))) return new RunFolder(resolve(name)).readConfig();
  return readSettings({ preset: name }, undefined); // says which presets there are
}

const bytes = (count: number): string =>
  count > 1e9 ? `${(count / 1e9).toFixed(2)} GB` : `${(count / 1e6).toFixed(1)} MB`;

function report(
  name: string,
  settings: RunSettings,
  { shared, expert, router: routing, multiplyAccumulates }: LanguageModelSize,
  { oneSequence, wholeBatch }: Readonly<Record<"oneSequence" | "wholeBatch", MemoryEstimate>>,
): string {
  const { router, numExperts, batch } = settings;
  const translates = isTranslation(settings);
  const one = translates ? "pair of longest sentences" : "sequence";
  const millions = (count: number): string => `${(count / 1e6).toFixed(2)}M`.padStart(12);
  return [
    `${name}, router "${router}", ${numExperts} experts`,
    `shared parameters  ${millions(shared)}`,
    `expert parameters  ${millions(expert)}`,
    `router parameters  ${millions(routing)}`,
    `multiply-accumulates of one ${one}, forward  ${(multiplyAccumulates / 1e9).toFixed(2)}G`,
    `weights, gradients and moments  ${bytes(oneSequence.parameters)}`,
    `activations  ${bytes(oneSequence.activations)} for one ${one}, ${bytes(wholeBatch.activations)} for a batch of ${batch.toLocaleString("en")}${translates ? " tokens" : ""}`,
    "",
  ].join("\n");
}
