import { type Backend, Tape, tokenLosses } from "@stablemoe/tensor";
import type { TranslationBatch, TranslationBatches } from "../data/parallel/translation-batch.ts";
import type { TranslationModel } from "../models/mt/translation-model.ts";
import type { RoutedLayer } from "../models/routed-stack.ts";
import type { RoutingMode } from "../moe/router.ts";
import type { Evaluation } from "./probe.ts";
import { RoutingProbe } from "./routing-probe.ts";
import type { RoutedTokens, TaskPart, TrainingTask } from "./training-task.ts";

export interface TranslationOptions {
  readonly model: TranslationModel;
  readonly backend: Backend;
  readonly batches: TranslationBatches;
  /** The fixed set. */
  readonly probe: readonly TranslationBatch[];
  /** An update is cut into `microBatches` parts of whole sentences. */
  readonly plan: { readonly microBatches?: number };
  /** Of dropout. */
  readonly seed: number;
}

/** The next token of a translation, given its source and the tokens before. */
export class Translation implements TrainingTask {
  readonly model: TranslationModel;
  readonly #options: TranslationOptions;

  constructor(options: TranslationOptions) {
    this.model = options.model;
    this.#options = options;
  }

  parts(update: number): readonly TaskPart[] {
    const { batches, plan } = this.#options;
    const { microBatches = 1 } = plan;
    const whole = batches.batchAt(update);
    const count = Math.min(microBatches, whole.batch);
    return Array.from({ length: count }, (_, i) =>
      this.#part(
        someSentences(whole, Math.floor((i * whole.batch) / count), Math.floor(((i + 1) * whole.batch) / count)),
        update * microBatches + i,
      ),
    );
  }

  /** Its first sentence. */
  sample(update: number): TaskPart {
    return this.#part(someSentences(this.#options.batches.batchAt(update), 0, 1), update);
  }

  evaluate(): Evaluation {
    const routing = new RoutingProbe(this.model);
    const { total, tokens } = this.#look("infer", (layers) => {
      for (const [i, layer] of layers.entries()) routing.add(i, layer.input, layer.routing);
    });
    return { loss: total / Math.max(1, tokens), tokens, ...routing.result() };
  }

  meanLoss(mode: RoutingMode): number {
    const { total, tokens } = this.#look(mode, () => {});
    return total / Math.max(1, tokens);
  }

  #part(batch: TranslationBatch, pass: number): TaskPart {
    const { model } = this;
    const { seed } = this.#options;
    return {
      targetTokens: batch.targets.reduce((count, target) => count + (target >= 0 ? 1 : 0), 0),
      forward(tape, mode) {
        const dropout = { rate: model.config.dropout, seed, pass };
        const encoded = model.encode(tape, batch, mode, dropout);
        const { hidden, layers } = model.decode(tape, batch, encoded, mode, { dropout });
        return { loss: model.loss(hidden, batch.targets), layers: [...encoded.layers, ...layers].map(routedTokens) };
      },
    };
  }

  /** Without dropout and label smoothing. */
  #look(
    mode: RoutingMode,
    onLayers: (layers: readonly RoutedLayer[]) => void,
  ): { readonly total: number; readonly tokens: number } {
    const { model } = this;
    const { backend, probe } = this.#options;
    const tape = new Tape(backend, { recording: false });
    let total = 0;
    let tokens = 0;
    for (const batch of probe) {
      const encoded = model.encode(tape, batch, mode);
      const { hidden, layers } = model.decode(tape, batch, encoded, mode);
      for (const loss of tokenLosses(hidden, model.embeddings, batch.targets)) total += loss;
      for (const target of batch.targets) if (target >= 0) tokens++;
      onLayers([...encoded.layers, ...layers]);
      tape.reset();
    }
    return { total, tokens };
  }
}

const routedTokens = ({ input, routing }: RoutedLayer): RoutedTokens => ({
  routing,
  tokenIds: input.tokenIds,
  real: input.real,
});

/** Sentences `from` to `to` of a batch, cut to their own longest. */
export function someSentences(batch: TranslationBatch, from: number, to: number): TranslationBatch {
  const longest = (lengths: Int32Array): number => lengths.subarray(from, to).reduce((most, n) => Math.max(most, n), 1);
  const sourceLength = longest(batch.sourceLengths);
  const targetLength = longest(batch.targetLengths);
  const cut = (ids: Int32Array, length: number, kept: number): Int32Array => {
    const rows = new Int32Array((to - from) * kept);
    for (let b = from; b < to; b++) rows.set(ids.subarray(b * length, b * length + kept), (b - from) * kept);
    return rows;
  };
  return {
    batch: to - from,
    sourceLength,
    targetLength,
    source: cut(batch.source, batch.sourceLength, sourceLength),
    sourceLengths: batch.sourceLengths.slice(from, to),
    inputs: cut(batch.inputs, batch.targetLength, targetLength),
    targets: cut(batch.targets, batch.targetLength, targetLength),
    targetLengths: batch.targetLengths.slice(from, to),
    directions: batch.directions.slice(from, to),
  };
}
