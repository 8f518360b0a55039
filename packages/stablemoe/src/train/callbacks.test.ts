import { expect, test } from "vitest";
import { float64, smallConfig, smallModel, tokenIds } from "../../test/small-model.ts";
import { trainWithCallbacks } from "./callbacks.ts";
import { Trainer } from "./trainer.ts";

const { sequenceLength, vocabSize } = smallConfig;
const length = sequenceLength;
const windows = { inputs: tokenIds(4 * length, vocabSize), targets: tokenIds(4 * length, vocabSize, 2) };

const trainer = (model = smallModel("stable")): Trainer =>
  new Trainer({
    model,
    backend: float64,
    plan: {
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
