import { createReferenceBackend } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { routerFactory, smallConfig, tokenIds } from "../../../test/small-model.ts";
import { train } from "../../train/trainer.ts";
import { estimateMemory, languageModelSize } from "./language-model-size.ts";
import { LanguageModel, type LanguageModelConfig } from "./language-model.ts";

const paperBase: LanguageModelConfig = {
  vocabSize: 50_257,
  padId: -1,
  sequenceLength: 1024,
  width: 768,
  innerWidth: 3072,
  heads: 12,
  layers: 12,
  moe: { numExperts: 32, sublayers: 3, after: [6] },
};
const paperLarge: LanguageModelConfig = {
  ...paperBase,
  width: 1024,
  innerWidth: 4096,
  heads: 16,
  layers: 24,
  moe: { numExperts: 64, sublayers: 6, after: [12] },
};

describe("the paper's Table 2, to its printed digits", () => {
  test.each([
    ["base", paperBase, "124M", "454M", "160B"],
    ["large", paperLarge, "355M", "3.22B", "465B"],
  ])("%s", (_, config, shared, expert, macs) => {
    const size = languageModelSize(config);
    expect(`${Math.round(size.shared / 1e6)}M`).toBe(shared);
    expect(size.expert > 1e9 ? `${(size.expert / 1e9).toFixed(2)}B` : `${Math.round(size.expert / 1e6)}M`).toBe(expert);
    expect(`${Math.round(size.multiplyAccumulates / 1e9)}B`).toBe(macs);
  });

  test("the dense models: 146B, and 413.5B where the table prints 414B", () => {
    const macs = (config: LanguageModelConfig): number =>
      languageModelSize({ ...config, moe: null }).multiplyAccumulates / 1e9;
    expect(Math.round(macs(paperBase))).toBe(146);
    expect(macs(paperLarge)).toBeCloseTo(413.48, 2);
  });
});

test("the larger dense models of Table 2: 578M and 610B, deeper and wider", () => {
  for (const dense of [
    { sublayers: 96, innerWidth: 3072, after: [6] },
    { sublayers: 3, innerWidth: 32 * 3072, after: [6] },
  ]) {
    const { shared, multiplyAccumulates } = languageModelSize({ ...paperBase, moe: null, dense });
    expect(Math.round(shared / 1e6)).toBe(578);
    expect(Math.round(multiplyAccumulates / 1e9)).toBe(610);
  }
});

test("counted parameters are the allocated ones", () => {
  const backend = createReferenceBackend();
  const model = new LanguageModel(smallConfig, routerFactory("stable", smallConfig), backend, 1);
  const { shared, expert, router } = languageModelSize(smallConfig, 4);
  expect(shared + expert + router).toBe(model.store.count());
});

test("the estimated activations are within a fifth of the measured peak", () => {
  const backend = createReferenceBackend();
  const config: LanguageModelConfig = {
    ...smallConfig,
    vocabSize: 40,
    sequenceLength: 32,
    width: 16,
    innerWidth: 64,
    heads: 4,
    layers: 3,
  };
  const model = new LanguageModel(config, routerFactory("stable", config), backend, 1);
  const batch = 8;
  const inputs = tokenIds(batch * 32, 40);
  const plan = {
    steps: 2,
    stage1Steps: 1,
    batch,
    peakLearningRate: 1e-3,
    warmupSteps: 0,
    gradClipNorm: 1,
    beta1: 0.9,
    beta2: 0.98,
    weightDecay: 0,
    probeEvery: 2,
  };
  const events = [
    ...train({
      model,
      backend,
      plan,
      batches: { length: 32, batch: () => ({ inputs, targets: inputs }) },
      probe: { inputs, targets: inputs, length: 32 },
      now: () => 0,
    }),
  ];
  const last = events.at(-1);
  const measured = last?.type === "trained" ? last.peakStepBytes : Number.NaN;
  const { activations } = estimateMemory(config, batch, 4);
  expect(activations / measured).toBeGreaterThan(0.8);
  expect(activations / measured).toBeLessThan(1.2);
});

test("shared experts are counted as the model has them", () => {
  const config = { ...smallConfig, moe: { ...smallConfig.moe!, sharedExperts: 2 } };
  const model = new LanguageModel(config, routerFactory("deepseek-moe", config), createReferenceBackend(), 1);
  const { shared, expert, router } = languageModelSize(config, 0);
  expect(shared + expert + router).toBe(model.store.count());
  expect(shared - languageModelSize(smallConfig, 0).shared).toBeGreaterThan(0);
});
