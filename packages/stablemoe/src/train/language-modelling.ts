import type { Backend } from "@stablemoe/tensor";
import type { LanguageModel } from "../models/lm/language-model.ts";
import type { RoutingMode } from "../moe/router.ts";
import { type Evaluation, type EvaluationSet, evaluate, meanLoss } from "./probe.ts";
import type { TaskPart, TrainingTask } from "./training-task.ts";

export interface TrainingBatches {
  readonly length: number;
  /** The batch of the update with this index, [B*S] each; equal for equal steps. */
  batch(step: number): { readonly inputs: Int32Array; readonly targets: Int32Array };
}

export interface LanguageModellingOptions {
  readonly model: LanguageModel;
  readonly backend: Backend;
  readonly batches: TrainingBatches;
  readonly probe: EvaluationSet;
  /** `batch` sequences per update in `microBatches` parts. */
  readonly plan: { readonly batch: number; readonly microBatches?: number };
}

/** Sequences of one forward pass, [B*S] each. */
export interface LanguageSequences {
  readonly inputs: Int32Array;
  readonly targets: Int32Array;
  readonly length: number;
}

/** The next token after every token. */
export class LanguageModelling implements TrainingTask {
  readonly model: LanguageModel;
  readonly #options: LanguageModellingOptions;

  constructor(options: LanguageModellingOptions) {
    this.model = options.model;
    this.#options = options;
  }

  parts(update: number): readonly TaskPart[] {
    const { batches, plan } = this.#options;
    const { microBatches = 1 } = plan;
    const { inputs, targets } = batches.batch(update);
    const size = inputs.length / microBatches;
    return Array.from({ length: microBatches }, (_, part) =>
      languagePart(this.model, {
        inputs: inputs.subarray(part * size, (part + 1) * size),
        targets: targets.subarray(part * size, (part + 1) * size),
        length: batches.length,
      }),
    );
  }

  /** Its first sequence. */
  sample(update: number): TaskPart {
    const { batches } = this.#options;
    const { length } = batches;
    const { inputs, targets } = batches.batch(update);
    return languagePart(this.model, {
      inputs: inputs.subarray(0, length),
      targets: targets.subarray(0, length),
      length,
    });
  }

  evaluate(): Evaluation {
    const { backend, probe, plan } = this.#options;
    return evaluate(this.model, backend, probe, plan.batch);
  }

  meanLoss(mode: RoutingMode): number {
    const { backend, probe, plan } = this.#options;
    return meanLoss(this.model, backend, probe, plan.batch, mode);
  }
}

/** A forward pass over some sequences as part of an update. */
export function languagePart(model: LanguageModel, { inputs, targets, length }: LanguageSequences): TaskPart {
  const { padId } = model.config;
  return {
    targetTokens: targets.reduce((count, target) => count + (target >= 0 ? 1 : 0), 0),
    forward(tape, mode) {
      const { hidden, routings } = model.forward(tape, { inputs, batch: inputs.length / length, length }, mode);
      const real = Uint8Array.from(inputs, (id) => (id === padId ? 0 : 1));
      return {
        loss: model.loss(hidden, targets),
        layers: routings.map((routing) => ({ routing, tokenIds: inputs, real })),
      };
    },
  };
}
