import type { Backend } from "@stablemoe/tensor";
import type { LanguageModel } from "../models/lm/language-model.ts";
import type { TrainedEvent } from "../train/events.ts";
import { evaluate } from "../train/probe.ts";
import type { ExperimentData } from "./experiment-data.ts";
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

/** The figures of a run that has ended: the whole validation set instead of the probe's share. */
export function resultOf(
  trained: TrainedEvent,
  { router, batch }: RunSettings,
  model: LanguageModel,
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
