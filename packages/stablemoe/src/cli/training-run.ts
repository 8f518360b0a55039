import { totalmem } from "node:os";
import { modelToFile } from "../export/checkpoint.ts";
import { fileToTraining, restoreMoments, trainingToFile } from "../export/training-checkpoint.ts";
import type { LanguageModel } from "../models/lm/language-model.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import type { ProbeEvent } from "../train/events.ts";
import { type Trainer, languageTrainer, type TrainingState } from "../train/trainer.ts";
import type { ChosenBackend } from "./backends.ts";
import type { CommandIo } from "./command.ts";
import { assertFits, assertSettings, createModel, importedTable, trainingPlan } from "./experiment.ts";
import { type ExperimentData, prepareData, withVocabularyOfData } from "./experiment-data.ts";
import { ProgressLine } from "./progress-line.ts";
import { RunFolder } from "./run-folder.ts";
import { type RunResult, resultOf } from "./run-result.ts";
import type { RunSettings } from "./settings.ts";
import { sha256Hex } from "./token-data.ts";
import { TrainingView } from "./training-view.ts";

export interface RunIdentity {
  readonly name: string;
  readonly path: string;
  readonly startedAt: string;
  /** A tokenizer to use instead of learning one. */
  readonly tokenizerJson: string | null;
}

/** Trains one run into its folder; null when the user stopped it. */
export async function trainRun(
  wanted: RunSettings,
  chosen: ChosenBackend,
  { name, path, startedAt, tokenizerJson }: RunIdentity,
  io: CommandIo,
  options: RunOptions,
): Promise<RunResult | null> {
  const folder = new RunFolder(path);
  const settings = withVocabularyOfData(wanted);
  assertSettings(settings);
  assertFits(settings, totalmem());
  folder.create();
  let data: ExperimentData | null = null;
  try {
    const progress = new ProgressLine(io, () => performance.now());
    data = await prepareData(settings, tokenizerJson, (text) => progress.show(text));
    const json = data.tokenizer.toJson();
    folder.writeTokenizer(json);
    const { tokenizer, frequencies } = data;
    const tables = { frequencies, ...importedTable(settings, tokenizer.vocabSize) };
    const model = createModel(settings, tokenizer, chosen.backend, tables);
    const { moe } = model.config;
    folder.writeConfig({
      ...settings,
      format: 1,
      name,
      startedAt,
      model: { numExperts: moe?.numExperts ?? 0, moeAfter: moe?.after ?? [] },
      parameters: model.store.count(),
      backend: chosen.backend.name,
      tokenizerHash: sha256Hex(json),
    });
    const trainer = createTrainer(model, chosen, data, settings, options);
    return await drive(
      {
        name,
        settings,
        chosen,
        folder,
        data,
        model,
        trainer,
        progress,
        metricLines: 0,
        keptLoss: null,
        changeRates: [],
      },
      io,
      options,
    );
  } finally {
    data?.close();
    folder.release();
  }
}

/** What a checkpoint says of its run. */
interface StoredProgress extends TrainingState {
  /** Lines of `metrics.jsonl` that belong to it. */
  readonly metricLines: number;
  /** Validation loss of the weights in `best.safetensors`. */
  readonly keptLoss: number | null;
}

/** Goes on with a run from its last checkpoint; the result equals that of an undisturbed run. */
export async function resumeRun(
  path: string,
  chosen: ChosenBackend,
  io: CommandIo,
  options: RunOptions,
): Promise<RunResult | null> {
  const folder = new RunFolder(path);
  const config = folder.readConfig();
  if (folder.hasModel())
    throw new StableMoeError("run-finished", `${path} has ended: it has its model.safetensors, nothing is left to do`);
  const checkpoint = folder.readCheckpoint();
  const file = checkpoint?.file ?? null;
  const progress = new ProgressLine(io, () => performance.now());
  const data = await prepareData(config, folder.readTokenizer(), (text) => progress.show(text));
  const { tokenizer, frequencies } = data;
  const imported = file === null ? importedTable(config, tokenizer.vocabSize) : {}; // later it is in the checkpoint
  const model = createModel(config, tokenizer, chosen.backend, { frequencies, ...imported });
  const stored = file === null ? null : (JSON.parse(fileToTraining(model, file)) as StoredProgress);
  const trainer = createTrainer(model, chosen, data, config, options);
  if (file !== null) restoreMoments(trainer.optimizer, file);
  if (stored !== null) trainer.restore(stored);
  const metricLines = stored?.metricLines ?? 0;
  const earlier = folder.reopen(metricLines) as readonly ProbeEvent[];
  const changeRates = earlier
    .filter(({ type, stage }) => type === "probe" && stage === 2)
    .map(({ changeRate }) => changeRate);
  for (const reason of checkpoint?.broken ?? []) progress.note(`${reason}; going on from ${checkpoint?.name}`);
  progress.note(
    stored === null
      ? `${config.name}: stopped before its first checkpoint, begun anew`
      : `${config.name}: resumed after step ${stored.update}`,
  );
  try {
    return await drive(
      {
        name: config.name,
        settings: config,
        chosen,
        folder,
        data,
        model,
        trainer,
        progress,
        metricLines,
        keptLoss: stored?.keptLoss ?? null,
        changeRates,
      },
      io,
      options,
    );
  } finally {
    data.close();
    folder.release();
  }
}

export interface RunOptions {
  /** Called with every event and with the result. */
  readonly emit: (event: object) => void;
  /** Updates between two checkpoints. */
  readonly checkpointEvery: number;
  /** Latest checkpoints that stay under their own names, also after the end. */
  readonly keepLast: number;
  /** Whether the weights of the best probe are kept. */
  readonly keepBest: boolean;
  readonly detectAnomaly: boolean;
}

/** Everything of a run that is under way. */
interface RunUnderWay {
  readonly name: string;
  readonly settings: RunSettings;
  readonly chosen: ChosenBackend;
  readonly folder: RunFolder;
  readonly data: ExperimentData;
  readonly model: LanguageModel;
  readonly trainer: Trainer;
  readonly progress: ProgressLine;
  readonly metricLines: number;
  readonly keptLoss: number | null;
  /** Of the probes after the freeze, so far. */
  readonly changeRates: readonly (number | null)[];
}

function createTrainer(
  model: LanguageModel,
  { backend }: ChosenBackend,
  { batches, probe }: ExperimentData,
  settings: RunSettings,
  { detectAnomaly }: RunOptions,
): Trainer {
  const plan = trainingPlan(settings);
  return languageTrainer({
    model,
    backend,
    plan,
    batches,
    probe,
    now: () => performance.now(),
    detectAnomaly,
  });
}

async function drive(
  run: RunUnderWay,
  io: CommandIo,
  { emit, checkpointEvery, keepLast, keepBest }: RunOptions,
): Promise<RunResult | null> {
  const { name, settings, chosen, folder, data, model, trainer, progress } = run;
  progress.note(
    `${name}: ${model.store.count().toLocaleString("en")} parameters, ${settings.numExperts} experts, router "${settings.router}", ` +
      `${chosen.reason}; ${data.trainTokens.toLocaleString("en")} training tokens of ${data.documents.toLocaleString("en")} documents`,
  );
  let { metricLines, keptLoss } = run;
  const changeRatesAfterFreeze = [...run.changeRates];
  const view = new TrainingView(progress, trainer.state().update, settings.steps, () => performance.now());
  const logScalars = folder.openEvents(trainer.state().update);
  const checkpoint = (): void => {
    const state = trainer.state();
    folder.writeCheckpoint(
      trainingToFile(model, trainer.optimizer, state.certificates, JSON.stringify({ ...state, metricLines, keptLoss })),
      { step: state.update, keepLast },
    );
  };
  for (const event of trainer.run()) {
    view.show(event);
    if (event.type === "probe" && event.stage === 2) changeRatesAfterFreeze.push(event.changeRate);
    if (event.type === "probe" && keepBest && event.validLoss < (keptLoss ?? Number.POSITIVE_INFINITY)) {
      folder.writeModel(modelToFile(model, trainer.state().certificates), "best");
      keptLoss = event.validLoss;
    }
    if (event.type === "trained") {
      const result = resultOf(event, settings, model, data, chosen.backend, folder.path, changeRatesAfterFreeze);
      folder.writeModel(modelToFile(model, event.certificates));
      folder.appendMetric(result);
      folder.dropCheckpoint();
      emit(result);
      return result;
    }
    folder.appendMetric(event);
    if (event.type === "step" || event.type === "probe") {
      const { step, ...values } = event;
      logScalars(event.type === "step" ? "train" : "probe", step, values);
    }
    metricLines++;
    emit(event);
    if (event.type === "step" && event.step % checkpointEvery === 0) checkpoint();
    // Gives signals their turn; a step is far longer than this.
    await new Promise((done) => setImmediate(done));
    if (io.stopRequested()) {
      checkpoint();
      progress.note(`stopped; go on with: stablemoe resume ${folder.path}`);
      return null;
    }
  }
  return null;
}
