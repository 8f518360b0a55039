import { totalmem } from "node:os";
import { modelToFile } from "../export/checkpoint.ts";
import { fileToTraining, restoreMoments, trainingToFile } from "../export/training-checkpoint.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import type { ProbeEvent } from "../train/events.ts";
import { Trainer, type TrainingState } from "../train/trainer.ts";
import type { ChosenBackend } from "./backends.ts";
import type { CommandIo } from "./command.ts";
import { assertFits, assertSettings, trainingPlan } from "./experiment.ts";
import { withVocabularyOfData } from "./experiment-data.ts";
import { type PreparedExperiment, prepareExperiment } from "./prepared-experiment.ts";
import { ProgressLine } from "./progress-line.ts";
import { RunFolder } from "./run-folder.ts";
import { type RunResult, resultOf } from "./run-result.ts";
import { type RunSettings, isTranslation } from "./settings.ts";
import { sha256Hex } from "./token-data.ts";
import { withTranslationData } from "./ready-translation-data.ts";
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
  const progress = new ProgressLine(io, () => performance.now());
  const settings = isTranslation(wanted) ? await withTranslationData(wanted, io) : withVocabularyOfData(wanted);
  assertSettings(settings);
  assertFits(settings, totalmem());
  folder.create();
  let experiment: PreparedExperiment | null = null;
  try {
    const say = (text: string): void => progress.show(text);
    experiment = await prepareExperiment({ settings, chosen, tokenizerJson, isFresh: true, say });
    folder.writeTokenizer(experiment.tokenizerJson);
    folder.writeConfig({
      ...settings,
      format: 1,
      name,
      startedAt,
      ...experiment.derived,
      parameters: experiment.model.store.count(),
      backend: chosen.backend.name,
      tokenizerHash: sha256Hex(experiment.tokenizerJson),
    });
    const trainer = createTrainer(experiment, chosen, settings, options);
    const fresh = { metricLines: 0, keptLoss: null, changeRates: [] };
    return await drive({ name, settings, chosen, folder, experiment, trainer, progress, ...fresh }, io, options);
  } finally {
    experiment?.close();
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
  const experiment = await prepareExperiment({
    settings: config,
    chosen,
    tokenizerJson: folder.readTokenizer(),
    isFresh: file === null,
    say: (text) => progress.show(text),
  });
  const { model } = experiment;
  const stored = file === null ? null : (JSON.parse(fileToTraining(model, file)) as StoredProgress);
  const trainer = createTrainer(experiment, chosen, config, options);
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
  if (chosen.backend.name !== config.backend)
    progress.note(`begun on ${config.backend}, goes on on ${chosen.backend.name}: the last bits will differ`);
  try {
    const { name } = config;
    const earlierRun = { metricLines, keptLoss: stored?.keptLoss ?? null, changeRates };
    return await drive(
      { name, settings: config, chosen, folder, experiment, trainer, progress, ...earlierRun },
      io,
      options,
    );
  } finally {
    experiment.close();
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
  readonly experiment: PreparedExperiment;
  readonly trainer: Trainer;
  readonly progress: ProgressLine;
  readonly metricLines: number;
  readonly keptLoss: number | null;
  /** Of the probes after the freeze, so far. */
  readonly changeRates: readonly (number | null)[];
}

function createTrainer(
  { task }: PreparedExperiment,
  { backend }: ChosenBackend,
  settings: RunSettings,
  { detectAnomaly }: RunOptions,
): Trainer {
  return new Trainer({ task, backend, plan: trainingPlan(settings), now: () => performance.now(), detectAnomaly });
}

async function drive(
  run: RunUnderWay,
  io: CommandIo,
  { emit, checkpointEvery, keepLast, keepBest }: RunOptions,
): Promise<RunResult | null> {
  const { name, settings, chosen, folder, experiment, trainer, progress } = run;
  const { model } = experiment;
  progress.note(
    `${name}: ${model.store.count().toLocaleString("en")} parameters, ${settings.numExperts} experts, router "${settings.router}", ` +
      `${chosen.reason}; ${experiment.text}`,
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
      const result = resultOf(event, settings, experiment, folder.path, changeRatesAfterFreeze);
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
