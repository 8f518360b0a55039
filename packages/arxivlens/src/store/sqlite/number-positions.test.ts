import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NumberPositions } from "./number-positions.ts";

test("numbers have the positions of their first appearance", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(50), fc.maxSafeNat()), { size: "max", maxLength: 10_000 }), (numbers) => {
      const positions = new NumberPositions();
      const distinct = [...new Set(numbers)];
      expect(numbers.map((number) => positions.of(number))).toEqual(numbers.map((number) => positions.of(number)));
      expect(positions.numbers).toEqual(distinct);
      expect(distinct.map((number) => positions.of(number))).toEqual(distinct.map((_, position) => position));
    }),
    { numRuns: 20 },
  );
});

test("numbers are sorted with the rank of each position, in steps", () => {
  const positions = new NumberPositions();
  const numbers = Array.from({ length: 60_000 }, (_, at) => ((at * 7_919) % 60_000) * 2 ** 21 + 5);
  for (const number of numbers) positions.of(number);
  const steps = positions.sorting();
  let taken = 0;
  for (;;) {
    const { done, value } = steps.next();
    taken += 1;
    if (done !== true) continue;
    expect(value.numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(numbers.every((number, at) => value.numbers[value.ranks[at] ?? -1] === number)).toBe(true);
    break;
  }
  expect(taken).toBeGreaterThan(3);
});
