import type { TrainedEvent } from "../train/events.ts";
import type { PreparedExperiment } from "./prepared-experiment.ts";
import type { RunSettings } from "./settings.ts";

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

/** The figures of a run that has ended: the whole validation set of translations, a larger part than the probe's of a text. */
export function resultOf(
  trained: TrainedEvent,
  { router }: RunSettings,
  experiment: PreparedExperiment,
  runDir: string,
  changeRatesAfterFreeze: readonly (number | null)[],
): RunResult {
  const figures = experiment.outcome();
  return {
    ...trained,
    type: "result",
    runDir,
    router,
    parameters: experiment.model.store.count(),
    ...figures,
    validPerplexity: Math.exp(figures.validLoss),
    changeRatesAfterFreeze,
  };
}
