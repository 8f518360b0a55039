import { createReferenceBackend } from "@stablemoe/tensor";
import { expect, test } from "vitest";
import { ParameterStore } from "../../nn/parameters.ts";
import { routers } from "./index.ts";

const weightOf = (router: string, balanceWeight?: number): number | undefined => {
  const store = new ParameterStore(createReferenceBackend(), 1);
  const options = { numExperts: 8, width: 4, vocabSize: 16, padId: 0, sequenceLength: 8, seed: 1 };
  return routers[router]!(store, "router", { ...options, ...(balanceWeight === undefined ? {} : { balanceWeight }) })
    .lossWeights["balance"];
};

test.each([
  ["stable", 0.3],
  ["stable-stage1", 0.3],
  ["switch", 0.01],
  ["olmoe", 0.01],
  ["base", undefined],
  ["hash", undefined],
])("%s balances with its own weight, %j", (router, weight) => {
  expect(weightOf(router)).toBe(weight);
});

test("GShard's loss, E² times smaller than Switch's, weighs E² times as much", () => {
  expect([weightOf("gshard"), weightOf("gshard", 0.02)]).toEqual([0.01 * 64, 0.02 * 64]);
});
