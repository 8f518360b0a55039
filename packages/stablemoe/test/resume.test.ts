import { createReferenceBackend } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { fileToTraining, restoreMoments, trainingToFile } from "../src/export/training-checkpoint.ts";
import type { LanguageModel } from "../src/models/lm/language-model.ts";
import { routers } from "../src/moe/routers/index.ts";
import type { TrainingPlan } from "../src/train/plan.ts";
import { type TrainingState, languageTrainer } from "../src/train/trainer.ts";
import { smallModel, tokenIds } from "./small-model.ts";

const backend = createReferenceBackend();
const length = 5;
const plan: TrainingPlan = {
  steps: 8,
  stage1Steps: 3,
  batch: 4,
  peakLearningRate: 1e-2,
  warmupSteps: 1,
  gradClipNorm: 0.1,
  beta1: 0.9,
  beta2: 0.98,
  weightDecay: 0,
  probeEvery: 3,
};

describe("a resume from a checkpoint in the middle ends bit for bit like an undisturbed run", () => {
  const kinds = Object.keys(routers).filter((kind) => kind !== "expert-choice");
  test.each(kinds)("%s", (kind) => {
    const create = () => {
      const model = smallModel(kind, { backend });
      const batch = (step: number) => ({ inputs: tokenIds(20, 11, step), targets: tokenIds(20, 11, step + 1000) });
      const probe = { inputs: tokenIds(20, 11, 77), targets: tokenIds(20, 11, 78), length };
      return { model, options: { model, backend, plan, batches: { length, batch }, probe, now: () => 0 } };
    };
    const weights = (model: LanguageModel): number[][] => model.store.all().map(({ data }) => [...data]);
    const whole = create();
    for (const _event of languageTrainer(whole.options).run());
    for (const stop of [2, 5]) {
      const first = create();
      const trainer = languageTrainer(first.options);
      for (const event of trainer.run()) if (event.type === "step" && event.step === stop) break;
      const { certificates, ...state } = trainer.state();
      const file = trainingToFile(first.model, trainer.optimizer, certificates, JSON.stringify(state));
      const second = create();
      const stored = JSON.parse(fileToTraining(second.model, file)) as Omit<TrainingState, "certificates">;
      const resumed = languageTrainer(second.options);
      restoreMoments(resumed.optimizer, file);
      resumed.restore({ ...stored, certificates });
      for (const _event of resumed.run());
      expect(weights(second.model)).toEqual(weights(whole.model));
    }
  });
});
