import { expect, test } from "vitest";
import { Tape } from "@stablemoe/tensor";
import type { LanguageModel } from "../models/lm/language-model.ts";
import { float64, smallConfig, smallModel, tokenIds } from "../../test/small-model.ts";
import { languagePart } from "./language-modelling.ts";
import { routerGradientShare } from "./router-gradient-share.ts";

const { sequenceLength, vocabSize } = smallConfig;
const sequence = {
  inputs: tokenIds(sequenceLength, vocabSize),
  targets: tokenIds(sequenceLength, vocabSize, 2),
  length: sequenceLength,
};
const shareOf = (model: LanguageModel) => routerGradientShare(model, float64, languagePart(model, sequence));

test("shares add up to one, one for each loss that a learning router has", () => {
  const share = shareOf(smallModel("stable", { generic: true }))!;
  expect(Object.keys(share)).toEqual(["task", "balance", "distillation"]);
  expect(Object.values(share).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
});

test("each share is the norm of that loss's own gradient, weighted", () => {
  const model = smallModel("switch", { generic: true });
  const norms = ["task", "balance"].map((term) => {
    const tape = new Tape(float64);
    const { hidden, routings } = model.forward(tape, { ...sequence, batch: 1, length: sequenceLength }, "train");
    const { losses } = routings[0]!;
    const { lossWeights } = model.moeLayers[0]!.router;
    const [name] = Object.keys(losses);
    const root = term === "task" ? model.loss(hidden, sequence.targets) : losses[name!]!;
    tape.backward([[root, term === "task" ? 1 : lossWeights[name!]!]]);
    const [centroids] = model.moeLayers[0]!.router.parameters();
    const norm = Math.hypot(...centroids!.grad);
    for (const parameter of model.store.all()) parameter.clearGrad();
    return norm;
  });
  const values = Object.values(shareOf(model)!);
  const sum = norms[0]! + norms[1]!;
  values.forEach((value, i) => expect(value).toBeCloseTo(norms[i]! / sum, 12));
});

test("a frozen router learns from the task alone, a hash router not at all", () => {
  const model = smallModel("stable", { generic: true });
  model.moeLayers[0]!.router.freeze!("hard");
  expect(shareOf(model)).toEqual({ task: 1 });
  expect(shareOf(smallModel("hash"))).toBeNull();
});

test("measuring changes neither gradients nor what chance draws next", () => {
  const model = smallModel("gshard", { generic: true });
  const [{ router }] = model.moeLayers as [(typeof model.moeLayers)[number]];
  const before = router.state();
  shareOf(model);
  expect(router.state()).toEqual(before);
  expect(model.store.all().filter(({ hasGrad }) => hasGrad)).toEqual([]);
});
