import type { RoutedModel } from "../models/routed-model.ts";
import type { TrainingTask } from "../train/training-task.ts";
import type { ChosenBackend } from "./backends.ts";
import type { Say } from "./experiment-data.ts";
import { prepareLanguage } from "./language-experiment.ts";
import type { RunConfig } from "./run-folder.ts";
import { type RunSettings, isTranslation } from "./settings.ts";
import { prepareTranslation } from "./translation-experiment.ts";

/** Figures over the whole validation set. */
export interface ExperimentOutcome {
  /** Nats per token. */
  readonly validLoss: number;
  readonly validTokens: number;
  /** Cross-entropy of the training unigram model on the same tokens, nats per token. */
  readonly unigramEntropy: number;
}

/** A run that can begin: its text is read and its model made. */
export interface PreparedExperiment {
  readonly model: RoutedModel;
  readonly task: TrainingTask;
  readonly tokenizerJson: string;
  /** What is trained on, for people. */
  readonly text: string;
  /** What `config.json` keeps beside the settings. */
  readonly derived: Pick<RunConfig, "model" | "translation">;
  outcome(): ExperimentOutcome;
  /** Lets go of files and threads. */
  close(): void;
}

export interface PrepareOptions {
  readonly settings: RunSettings;
  readonly chosen: ChosenBackend;
  /** Null = learn one from the training part, or take that of built data. */
  readonly tokenizerJson: string | null;
  /** False where weights and tables come out of a checkpoint. */
  readonly isFresh: boolean;
  readonly say: Say;
}

export async function prepareExperiment(options: PrepareOptions): Promise<PreparedExperiment> {
  return isTranslation(options.settings) ? prepareTranslation(options) : prepareLanguage(options);
}
