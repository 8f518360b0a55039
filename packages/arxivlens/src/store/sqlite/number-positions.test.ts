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
