import { Tape } from "@stablemoe/tensor";
import { describe, expect, test } from "vitest";
import { expectParameterGradients } from "../../../test/parameter-gradients.ts";
import { float64, smallConfig, smallModel, tokenIds } from "../../../test/small-model.ts";
import { middlePositions } from "./language-model.ts";

const batch = 2;
const length = 5;
const inputs = tokenIds(batch * length, smallConfig.vocabSize, 1);
const targets = tokenIds(batch * length, smallConfig.vocabSize, 2);

describe.each(["stable", "hash"])("language model with the %s router", (kind) => {
  test("every parameter's gradient agrees with central differences", () => {
    const model = smallModel(kind, { generic: true });
    const total = (tape: Tape): number => {
      const { hidden, routings } = model.forward(tape, { inputs, batch, length }, "train");
      const loss = model.loss(hidden, targets);
      const terms = routings.flatMap((routing) => Object.values(routing.losses));
      if (tape.recording) tape.backward([[loss, 1], ...terms.map((term) => [term, 0.3] as const)]);
      return loss.data[0]! + 0.3 * terms.reduce((sum, term) => sum + term.data[0]!, 0);
    };
    expectParameterGradients(model, total, { perParameter: 7, embeddingsFrom: 11 });
  });

  test("a later token never changes an earlier prediction", () => {
    const model = smallModel(kind, { generic: true });
    const changed = inputs.slice();
    changed[4] = 1 + (changed[4]! % (smallConfig.vocabSize - 1));
    const run = (ids: Int32Array): number[] => {
      const { hidden } = model.forward(
        new Tape(float64, { recording: false }),
        { inputs: ids, batch, length },
        "infer",
      );
      return Array.from(hidden.data.subarray(0, 4 * smallConfig.width));
    };
    expect(run(changed)).toEqual(run(inputs));
  });
});

describe("initial state", () => {
  test("each expert adds one constant vector, and its inner weights get no gradient in the first update", () => {
    const model = smallModel("stable");
    const tape = new Tape(float64);
    const { hidden, routings } = model.forward(tape, { inputs, batch, length }, "train");
    for (const gate of routings[0]!.gates.data) expect(gate).toBeCloseTo(0.5, 0);
    tape.backward([[model.loss(hidden, targets), 1]]);
    for (const { name, grad, hasGrad } of model.store.all()) {
      if (!/moe\.0\.experts\.sublayers\.\d\.(inner|norm)/.test(name) || !hasGrad) continue;
      expect(Math.max(...Array.from(grad, Math.abs)), name).toBe(0);
    }
  });

  test("models that differ in their router share the initial values of everything else", () => {
    const stable = new Map(
      smallModel("stable")
        .store.all()
        .map(({ name, data }) => [name, Array.from(data)]),
    );
    for (const { name, data } of smallModel("hash").store.all())
      expect(Array.from(data), name).toEqual(stable.get(name));
  });
});

test("MoE layers stand at floor((i+1) L / (M+1)) in the original blocks", () => {
  expect(middlePositions(12)).toEqual([6]);
  expect(middlePositions(12, 3)).toEqual([3, 6, 9]);
  expect(middlePositions(2)).toEqual([1]);
});

test("a width that the heads do not divide is refused with both numbers", () => {
  expect(() => smallModel("hash", { config: { ...smallConfig, heads: 3 } })).toThrow(
    /width 8 is not a multiple of heads 3/,
  );
});
