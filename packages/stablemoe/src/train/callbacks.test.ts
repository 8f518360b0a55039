import { expect, test } from "vitest";
import { float64, smallConfig, smallModel, tokenIds } from "../../test/small-model.ts";
import { trainWithCallbacks } from "./callbacks.ts";
import type { ScheduleName } from "./plan.ts";
import { type Trainer, languageTrainer } from "./trainer.ts";

const { sequenceLength, vocabSize } = smallConfig;
const length = sequenceLength;
const windows = { inputs: tokenIds(4 * length, vocabSize), targets: tokenIds(4 * length, vocabSize, 2) };

const trainer = (model = smallModel("stable"), schedule: ScheduleName = "linear"): Trainer =>
  languageTrainer({
    model,
    backend: float64,
    plan: {
      schedule,
      steps: 6,
      stage1Steps: 2,
      batch: 2,
      peakLearningRate: 1e-3,
      warmupSteps: 1,
      gradClipNorm: 1,
      beta1: 0.9,
      beta2: 0.98,
      weightDecay: 0,
      probeEvery: 3,
    },
    batches: {
      length,
      batch: (step) => ({
        inputs: tokenIds(2 * length, vocabSize, step),
        targets: tokenIds(2 * length, vocabSize, step + 9),
      }),
    },
    probe: { ...windows, length },
    now: () => 0,
  });

test("every moment has its callback, in the order in which things happen", () => {
  const moments: string[] = [];
  const result = trainWithCallbacks(trainer(), {
    onStep: ({ step }) => void moments.push(`step ${step}`),
    onProbe: ({ step }) => void moments.push(`probe ${step}`),
    onFreeze: ({ step }) => void moments.push(`freeze ${step}`),
    onTrained: ({ steps }) => void moments.push(`trained ${steps}`),
  });
  expect(moments.join(", ")).toBe(
    "step 1, step 2, probe 2, freeze 2, step 3, probe 3, step 4, step 5, step 6, probe 6, trained 6",
  );
  expect(result?.steps).toBe(6);
  expect(result?.lastChangeCurve).toHaveLength(101);
  expect(result?.lastChangeCurve?.at(-1)).toBe(100);
});

test("false ends the training where it is", () => {
  const running = trainer();
  expect(trainWithCallbacks(running, { onStep: ({ step }) => step < 4 })).toBeNull();
  expect(running.state().update).toBe(4);
});

test("a dense model has no routing to report on", () => {
  const dense = trainer(smallModel("stable", { config: { ...smallConfig, moe: null } }));
  const { fluctuation, lastChangeCurve, wastedUpdates } = trainWithCallbacks(dense, {})!;
  expect([fluctuation, lastChangeCurve, wastedUpdates]).toEqual([null, null, null]);
});

test.each([
  ["linear", [1, 1, 0.8, 0.6, 0.4, 0.2]],
  ["cosine", [1, 1, 0.905, 0.655, 0.345, 0.095]],
  ["inverse-sqrt", [1, 1, 0.707, 0.577, 0.5, 0.447]],
  ["constant", [1, 1, 1, 1, 1, 1]],
] as const)("the learning rate follows the %s schedule", (schedule, course) => {
  const rates: number[] = [];
  trainWithCallbacks(trainer(undefined, schedule), {
    onStep: ({ learningRate }) => void rates.push(learningRate / 1e-3),
  });
  rates.forEach((rate, i) => expect(rate).toBeCloseTo(course[i]!, 3));
  expect(rates).toHaveLength(course.length);
});
