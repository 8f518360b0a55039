import { createReferenceBackend } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { END, TAGS, pairs, smallTranslation, smallTranslationModel } from "../../test/small-translation.ts";
import { fileToTraining, restoreMoments, trainingToFile } from "../export/training-checkpoint.ts";
import { beamSearch } from "../models/mt/beam-search.ts";
import type { TranslationModel } from "../models/mt/translation-model.ts";
import type { TrainingEvent } from "./events.ts";
import { Trainer, type TrainingState } from "./trainer.ts";
import { Translation, someSentences } from "./translation.ts";

const backend = createReferenceBackend();
const plan = {
  steps: 24,
  stage1Steps: 8,
  batch: 6,
  microBatches: 2,
  peakLearningRate: 1e-2,
  warmupSteps: 2,
  gradClipNorm: 1,
  beta1: 0.9,
  beta2: 0.98,
  weightDecay: 0,
  probeEvery: 3,
};
const lengthsAt = (update: number): number[] => Array.from({ length: 6 }, (_, b) => 1 + ((update + b) % 3));

function trainer(model: TranslationModel, changes: Partial<typeof plan> = {}): Trainer {
  const batches = { batchAt: (update: number) => pairs(lengthsAt(update), 13, update) };
  const probe = [pairs([3, 2], 13, 900), pairs([1, 3, 2], 13, 901)];
  const whole = { ...plan, ...changes };
  const task = new Translation({ model, backend, batches, probe, plan: whole, seed: 1 });
  return new Trainer({ task, backend, plan: whole, now: () => 0 });
}

const model = (kind = "stable", dropout = 0): TranslationModel =>
  smallTranslationModel(kind, { backend, config: { ...smallTranslation, dropout } });

describe("training a translation model", () => {
  test("the change rate of every MoE layer is exactly 0 after the freeze, before it is told for each", () => {
    const events: TrainingEvent[] = [...trainer(model()).run()];
    const probes = events.filter((event) => event.type === "probe");
    for (const { stage, changeRate, layerChangeRates } of probes.slice(1)) {
      expect(layerChangeRates?.length).toBe(2);
      if (stage === 2) expect([changeRate, ...layerChangeRates!]).toEqual([0, 0, 0]);
    }
    const freeze = events.find((event) => event.type === "freeze");
    expect(freeze?.certificates.map(({ layer }) => layer)).toEqual(["moe.encoder.0", "moe.decoder.0"]);
  });

  test("tokens are the targets that count, padding left out", () => {
    const task = new Translation({
      model: model(),
      backend,
      batches: { batchAt: () => pairs([3, 1, 2]) },
      probe: [],
      plan: {},
      seed: 1,
    });
    expect(task.parts(0).map(({ targetTokens }) => targetTokens)).toEqual([4 + 2 + 3]);
  });

  test("micro-batches give the gradient of the whole batch", () => {
    const norms = [1, 2, 3].map((microBatches) => {
      const [first] = trainer(model("hash"), { microBatches }).run();
      return first?.type === "step" ? [first.gradNorm, first.loss] : [];
    });
    for (const [norm, loss] of norms.slice(1)) {
      expect(norm).toBeCloseTo(norms[0]![0]!, 4);
      expect(loss).toBeCloseTo(norms[0]![1]!, 4);
    }
  });

  test.each(["stable", "switch", "base"])("a resume from the middle ends bit for bit alike (%s)", (kind) => {
    const weights = (trained: TranslationModel): number[][] => trained.store.all().map(({ data }) => [...data]);
    const undisturbed = model(kind, 0.1);
    for (const _event of trainer(undisturbed).run());
    const stopped = model(kind, 0.1);
    const first = trainer(stopped);
    for (const event of first.run()) if (event.type === "step" && event.step === 10) break;
    const { certificates, ...state } = first.state();
    const file = trainingToFile(stopped, first.optimizer, certificates, JSON.stringify(state));
    const fresh = model(kind, 0.1);
    const stored = JSON.parse(fileToTraining(fresh, file)) as Omit<TrainingState, "certificates">;
    const second = trainer(fresh);
    restoreMoments(second.optimizer, file);
    second.restore({ ...stored, certificates });
    for (const _event of second.run());
    expect(weights(fresh)).toEqual(weights(undisturbed));
  });

  test("it learns to write sentences backwards, and beam search writes them", () => {
    const config = { ...smallTranslation, width: 32, innerWidth: 64, heads: 4, labelSmoothing: 0 };
    const learner = smallTranslationModel("stable", { backend, config });
    for (const _event of trainer(learner, { steps: 400, stage1Steps: 40, warmupSteps: 40, probeEvery: 400 }).run());
    const unseen = pairs([3, 2, 3, 1], 13, 5000);
    const translations = beamSearch(learner, backend, unseen, { endId: END, barred: new Set([0, ...TAGS]) });
    const wanted = [3, 2, 3, 1].map((length, b) => [
      ...unseen.inputs.subarray(b * unseen.targetLength + 1, b * unseen.targetLength + 1 + length),
    ]);
    expect(translations.map(([best]) => best!.tokens)).toEqual(wanted);
  });
});

test("a part of a batch is as long as its own longest sentence, and holds the same tokens", () => {
  const batch = pairs([4, 1, 2]);
  const part = someSentences(batch, 1, 3);
  expect(part.sourceLength).toBe(4);
  expect(part.targetLength).toBe(3);
  expect([...part.source.subarray(0, 3)]).toEqual([...batch.source.subarray(6, 9)]);
  expect([...part.targets.subarray(3, 6)]).toEqual([...batch.targets.subarray(10, 13)]);
});
