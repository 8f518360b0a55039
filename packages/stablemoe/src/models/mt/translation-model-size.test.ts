import { Tape } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { float64 } from "../../../test/small-model.ts";
import { pairs, smallTranslation, smallTranslationModel } from "../../../test/small-translation.ts";
import { estimateTranslationMemory, translationModelSize } from "./translation-model-size.ts";
import type { TranslationModelConfig } from "./translation-config.ts";

/** Paper Table 8. */
const paper: TranslationModelConfig = {
  vocabSize: 64_000,
  padId: 0,
  width: 512,
  innerWidth: 2048,
  heads: 8,
  encoderLayers: 6,
  decoderLayers: 6,
  maxLength: 256,
  dropout: 0.1,
  labelSmoothing: 0.1,
  moe: { numExperts: 32, sublayers: 3, encoderAfter: [3], decoderAfter: [3] },
};

describe("paper Table 3", () => {
  test("77M parameters for every token, 480M with the experts", () => {
    const { shared, expert } = translationModelSize(paper);
    expect(Math.round(shared / 1e6)).toBe(77);
    expect(expert).toBe(2 * 32 * 3 * 2_100_736);
    expect(Math.round((shared + expert) / 1e6)).toBe(480);
  });

  test("90M for the larger dense model, with two stacks of three sublayers", () => {
    const dense = { sublayers: 3, innerWidth: 2048, encoderAfter: [3], decoderAfter: [3] };
    const { shared } = translationModelSize({ ...paper, moe: null, dense });
    expect(Math.round(shared / 1e6)).toBe(90);
  });

  test("the larger dense model and the MoE models cost equal multiply-accumulates", () => {
    const dense = { sublayers: 3, innerWidth: 2048, encoderAfter: [3], decoderAfter: [3] };
    expect(translationModelSize({ ...paper, moe: null, dense }).multiplyAccumulates).toBe(
      translationModelSize(paper).multiplyAccumulates,
    );
  });
});

test.each(["stable", "hash"])("the counts are those of a model that was built (%s)", (kind) => {
  const model = smallTranslationModel(kind);
  const { shared, expert, router } = translationModelSize(smallTranslation, kind === "stable" ? 4 : 0);
  const routed = kind === "stable" ? router : 0;
  expect(shared + expert + routed).toBe(model.store.count());
});

test("the estimated activations are near the measured peak", () => {
  const config: TranslationModelConfig = {
    ...smallTranslation,
    vocabSize: 256,
    width: 32,
    innerWidth: 64,
    maxLength: 34,
    moe: { numExperts: 4, sublayers: 1, encoderAfter: [1], decoderAfter: [1] },
  };
  const model = smallTranslationModel("stable", { config });
  const batch = pairs(
    Array.from({ length: 8 }, () => 32),
    256,
  );
  const tape = new Tape(float64);
  const encoded = model.encode(tape, batch, "train");
  const { hidden, layers } = model.decode(tape, batch, encoded, "train");
  const losses = [...encoded.layers, ...layers].flatMap(({ routing }) => Object.values(routing.losses));
  tape.backward([[model.loss(hidden, batch.targets), 1], ...losses.map((loss) => [loss, 0.3] as const)]);
  const tokens = { source: batch.source.length, target: batch.inputs.length };
  const measured = tape.peakBytes / 2; // double precision
  const { activations } = estimateTranslationMemory(config, tokens, 4);
  expect(activations / measured).toBeGreaterThan(0.75);
  expect(activations / measured).toBeLessThan(1.33);
});
