import { Worker } from "node:worker_threads";
import { BatchSampler, type BatchSamplerOptions, type TokenBatch } from "../data/batch-sampler.ts";
import type { TrainingBatches } from "../train/language-modelling.ts";
import { ShardedTokens } from "./token-data.ts";

const SLOTS = 4;
/** Longer than any disk takes; after it the main thread reads for itself. */
const PATIENCE_MS = 5_000;

/** What the worker is told. */
export interface PrefetchTask {
  readonly folder: string;
  readonly shards: readonly string[];
  readonly sampler: BatchSamplerOptions;
  /** Update to begin with. */
  readonly first: number;
  readonly memory: SharedArrayBuffer;
}

/**
 * Views of the shared memory: `control` holds, per slot, 0 while it is free and 1 + the update whose batch it holds; the
 * batches follow.
 */
export function slotsOf(
  memory: SharedArrayBuffer,
  { batchSize, sequenceLength }: BatchSamplerOptions,
): { readonly control: Int32Array; readonly batch: (slot: number) => TokenBatch } {
  const size = batchSize * sequenceLength;
  const all = new Int32Array(memory);
  return {
    control: all.subarray(0, SLOTS),
    batch(slot) {
      const from = SLOTS + 2 * slot * size;
      return { inputs: all.subarray(from, from + size), targets: all.subarray(from + size, from + 2 * size) };
    },
  };
}

/**
 * Batches of token shards, read ahead by a worker thread. Which batch an update gets does not depend on it: a batch that
 * is not there in time, or that is asked for out of order, is read on the spot.
 */
export class PrefetchedBatches implements TrainingBatches {
  readonly length: number;
  readonly #sampler: BatchSampler;
  readonly #source: ShardedTokens;
  readonly #task: Omit<PrefetchTask, "first">;
  #worker: Worker | null = null;
  /** Update whose batch the worker will have ready next. */
  #next = 0;
  #failed = false;
  #latest: { readonly step: number; readonly batch: TokenBatch } | null = null;

  constructor(folder: string, shards: readonly string[], sampler: BatchSamplerOptions) {
    this.length = sampler.sequenceLength;
    this.#source = new ShardedTokens(folder, shards, { verify: true });
    this.#sampler = new BatchSampler(this.#source, sampler);
    const { batchSize, sequenceLength } = sampler;
    this.#task = {
      folder,
      shards,
      sampler,
      memory: new SharedArrayBuffer(4 * SLOTS * (1 + 2 * batchSize * sequenceLength)),
    };
  }

  batch(step: number): TokenBatch {
    if (this.#latest?.step !== step) this.#latest = { step, batch: this.#ahead(step) ?? this.#sampler.batch(step) };
    return this.#latest.batch;
  }

  close(): void {
    void this.#worker?.terminate();
    this.#source.close();
  }

  /** The batch that the worker reads next; null for any other, which would make both wait for each other. */
  #ahead(step: number): TokenBatch | null {
    this.#worker ??= this.#start(step);
    if (this.#failed || step !== this.#next) return null;
    const { control, batch } = slotsOf(this.#task.memory, this.#task.sampler);
    const slot = step % SLOTS;
    if (Atomics.wait(control, slot, 0, PATIENCE_MS) === "timed-out") this.#failed = true;
    if (this.#failed) return null;
    const { inputs, targets } = batch(slot);
    const copy = { inputs: inputs.slice(), targets: targets.slice() };
    Atomics.store(control, slot, 0);
    Atomics.notify(control, slot);
    this.#next++;
    return copy;
  }

  #start(first: number): Worker {
    this.#next = first;
    // Run from its TypeScript source, as in tests, the program still needs a worker that Node can load.
    const built = import.meta.url.endsWith(".ts") ? "../../dist/cli/prefetch-worker.js" : "./prefetch-worker.js";
    const worker = new Worker(new URL(built, import.meta.url), { workerData: { ...this.#task, first } });
    worker.on("error", () => (this.#failed = true));
    worker.unref();
    return worker;
  }
}
