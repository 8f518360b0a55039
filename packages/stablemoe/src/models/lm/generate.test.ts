import { expect, test } from "vitest";
import { float64, smallModel } from "../../../test/small-model.ts";
import { generate } from "./generate.ts";

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
