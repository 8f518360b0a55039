import { describe, expect, test } from "vitest";
import { Tape } from "@stablemoe/tensor";
import { float64, smallConfig, smallModel } from "../../../test/small-model.ts";
import { routers } from "../../moe/routers/index.ts";
import { generate } from "./generate.ts";
import { sample } from "./sample.ts";

const model = smallModel("stable", { generic: true });
const text = (options: object = {}): number[] => [...generate(model, float64, [3, 4], { maxTokens: 12, ...options })];

test("equal seeds give equal texts, other seeds other ones, greedy needs no seed", () => {
  expect(text({ seed: 5, temperature: 2 })).toEqual(text({ seed: 5, temperature: 2 }));
  expect(text({ seed: 5, temperature: 2 })).not.toEqual(text({ seed: 6, temperature: 2 }));
  expect(text({ temperature: 0, seed: 1 })).toEqual(text({ temperature: 0, seed: 2 }));
});

test("sampling among one candidate is greedy", () => {
  expect(text({ topK: 1, temperature: 3 })).toEqual(text({ temperature: 0 }));
});

test("the text ends at the end token, which is not part of it", () => {
  const [first] = text({ temperature: 0 });
  expect(text({ temperature: 0, eosId: first })).toEqual([]);
});

describe("decoding with a cache", () => {
  const config = { ...smallConfig, sequenceLength: 9 };
  const decoders = Object.keys(routers).filter((kind) => kind !== "expert-choice");

  test.each([...decoders, "frozen"])("%s: the same hidden states and the same text as without", (kind) => {
    const model = smallModel(kind === "frozen" ? "stable" : kind, { generic: true, config });
    if (kind === "frozen") for (const { router } of model.moeLayers) router.freeze!();
    const ids = Int32Array.of(3, 9, 4, 4, 7, 10, 2);
    const tape = new Tape(float64, { recording: false });
    const whole = model.forward(tape, { inputs: ids, batch: 1, length: 7 }, "infer").hidden.data.slice();
    const cache = model.createCache();
    const steps = [ids.subarray(0, 3), ...[...ids.subarray(3)].map((id) => Int32Array.of(id))];
    const cached = steps.flatMap((inputs) => [
      ...model.forward(tape, { inputs, batch: 1, length: inputs.length, cache }, "infer").hidden.data,
    ]);
    for (const [i, value] of cached.entries()) expect(value).toBeCloseTo(whole[i]!, 12);
    // Beyond the sequence length too, where the window moves.
    const options = { maxTokens: 14, temperature: 1.5, seed: 3 };
    const run = (cachedRun: boolean): number[] => [
      ...generate(model, float64, [3, 4], { ...options, cached: cachedRun }),
    ];
    expect(run(true)).toEqual(run(false));
  });

  test("a sequence under way goes on by one token at a time, and ends with the model's length", () => {
    const model = smallModel("stable", { config });
    const tape = new Tape(float64, { recording: false });
    const cache = model.createCache();
    const forward = (...ids: number[]): unknown =>
      model.forward(tape, { inputs: Int32Array.from(ids), batch: 1, length: ids.length, cache }, "infer");
    forward(1, 2, 3);
    expect(() => forward(4, 5)).toThrow(/one place at a time, 2 were given/u);
    expect(() => [...generate(model, float64, [], { maxTokens: 1 })]).toThrow(/the prompt has no tokens/u);
  });
});

describe("sampling", () => {
  const logits = [Math.log(0.5), Math.log(0.3), Math.log(0.15), Math.log(0.05)];
  const draws = (options: object, text: number[] = []): number[] =>
    [0, 0.25, 0.6, 0.9, 0.999].map((uniform) => sample(logits, text, { temperature: 1, topK: 0, ...options }, uniform));

  test("inverse transform, most likely first", () => {
    expect(draws({})).toEqual([0, 0, 1, 2, 3]);
  });

  test("top-p keeps the fewest tokens that reach the share", () => {
    expect(new Set(draws({ topP: 0.5 }))).toEqual(new Set([0]));
    expect(new Set(draws({ topP: 0.7 }))).toEqual(new Set([0, 1]));
    expect(new Set(draws({ topP: 0.9 }))).toEqual(new Set([0, 1, 2]));
  });

  test("the repetition penalty lowers what the text holds already", () => {
    expect(draws({ temperature: 0, repetitionPenalty: 3 }, [0])).toEqual([1, 1, 1, 1, 1]);
  });
});
