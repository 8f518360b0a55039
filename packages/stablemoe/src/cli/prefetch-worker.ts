import { workerData } from "node:worker_threads";
import { BatchSampler } from "../data/batch-sampler.ts";
import { type PrefetchTask, slotsOf } from "./prefetch.ts";
import { ShardedTokens } from "./token-data.ts";

/** Fills slot after slot for ever; the main thread ends it. */
const { folder, shards, sampler: options, first, memory } = workerData as PrefetchTask;
const sampler = new BatchSampler(new ShardedTokens(folder, shards), options);
const { control, batch } = slotsOf(memory, options);
for (let step = first; ; step++) {
  const slot = step % control.length;
  for (let held = Atomics.load(control, slot); held !== 0; held = Atomics.load(control, slot)) {
    Atomics.wait(control, slot, held);
  }
  const { inputs, targets } = sampler.batch(step);
  batch(slot).inputs.set(inputs);
  batch(slot).targets.set(targets);
  Atomics.store(control, slot, step + 1);
  Atomics.notify(control, slot);
}
