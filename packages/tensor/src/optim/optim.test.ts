import { describe, expect, test } from "vitest";
import { float64 } from "../../test/gradient-check.ts";
import {
  Adam,
  AdamW,
  Parameter,
  Sgd,
  constant,
  cosineDecay,
  inverseSquareRoot,
  linearDecay,
  type Optimizer,
} from "../index.ts";

/** Four updates with changing gradients, from PyTorch 1.13.1 in double precision. */
describe("optimisers agree with PyTorch", () => {
  const adam = { beta1: 0.9, beta2: 0.98, eps: 1e-8, weightDecay: 0.1 };
  const cases: readonly [string, (w: Parameter) => Optimizer, readonly number[]][] = [
    ["Adam", (w) => new Adam(float64, [w], adam), [0.3035039832720851, -1.0976261252904334, 1.8657996350001032]],
    ["AdamW", (w) => new AdamW(float64, [w], adam), [0.29813855244855036, -1.116015327624152, 1.8609692512923184]],
    ["SGD", (w) => new Sgd(float64, [w]), [0.45, -1.25, 2.01]],
    [
      "SGD with momentum and decay",
      (w) => new Sgd(float64, [w], { momentum: 0.9, weightDecay: 0.1 }),
      [0.3852447446875, -1.1539848807812498, 1.832924843125],
    ],
    [
      "SGD with Nesterov momentum and decay",
      (w) => new Sgd(float64, [w], { momentum: 0.9, nesterov: true, weightDecay: 0.1 }),
      [0.33784157703634377, -1.1402810205821405, 1.8229864433430625],
    ],
  ];
  test.each(cases)("%s", (_, make, wanted) => {
    const w = new Parameter("w", [3], (length) => float64.allocate(length));
    w.data.set([0.5, -1.25, 2]);
    const optimizer = make(w);
    for (let t = 0; t < 4; t++) {
      w.zeroedGrad().set([0.1 * (t + 1), -0.3 + 0.2 * t, 0.7 - 0.5 * t]);
      optimizer.update(0.05, 1);
    }
    expect(optimizer.step).toBe(4);
    for (const [i, value] of wanted.entries()) expect(w.data[i]).toBeCloseTo(value, 12);
  });
});

describe("schedules", () => {
  test("warm up alike, reach the peak, then fall as their names say", () => {
    const shape = { peak: 1, warmupSteps: 10, totalSteps: 110 };
    const schedules = [linearDecay(shape), cosineDecay({ ...shape, floor: 0.1 }), inverseSquareRoot(shape)];
    for (const schedule of schedules) {
      expect([0, 1, 5, 10].map(schedule)).toEqual([0.1, 0.1, 0.5, 1]);
    }
    const [linear, cosine, root] = schedules as [(typeof schedules)[0], (typeof schedules)[0], (typeof schedules)[0]];
    expect(linear(60)).toBeCloseTo(0.5, 12);
    expect(linear(110)).toBe(0);
    expect(cosine(60)).toBeCloseTo(0.55, 12);
    expect(cosine(110)).toBeCloseTo(0.1, 12);
    expect(cosine(1000)).toBeCloseTo(0.1, 12);
    expect(root(40)).toBeCloseTo(0.5, 12);
    expect(root(1000)).toBeCloseTo(0.1, 12);
    expect(constant(0.3)(77)).toBe(0.3);
  });

  test("a warm-up that does not fit is refused", () => {
    expect(() => cosineDecay({ peak: 1, warmupSteps: 10, totalSteps: 10 })).toThrow(/warmupSteps is 10/u);
  });
});
