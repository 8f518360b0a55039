import { expect, test } from "vitest";
import { certainty } from "./certainty.ts";

test("confidence, margin and near ties of a selection, padding left out", () => {
  const scores = [Math.log(6), Math.log(3), Math.log(1), /* near tie */ 4, 4.01, -50, /* padding */ 9, 9, 9];
  const one = certainty(scores, Uint8Array.of(1, 1, 0), 3, 1)!;
  expect(one.confidence).toBeCloseTo((0.6 + 1 / (1 + Math.exp(-0.01))) / 2, 10);
  expect(one.margin).toBeCloseTo((Math.log(2) + 0.01) / 2, 12);
  expect(one.nearTieShare).toBe(0.5);
  const two = certainty(scores, Uint8Array.of(1, 0, 0), 3, 2)!;
  expect(two.confidence).toBeCloseTo(0.9, 12);
  expect(two.margin).toBeCloseTo(Math.log(3), 12);
});

test("nothing is said where nothing is selected", () => {
  expect(certainty([1, 2], Uint8Array.of(1), 2, 2)).toBe(null);
  expect(certainty([1, 2], Uint8Array.of(0), 2, 1)).toBe(null);
});
