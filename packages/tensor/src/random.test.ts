import fc from "fast-check";
import { expect, test } from "vitest";
import { fillNormalInto, fillUniformInto, hash32, philox4x32 } from "./random.ts";

test("philox4x32-10 gives the published known answers", () => {
  // Random123 1.14, examples/kat_vectors: philox4x32 10.
  expect(philox4x32([0, 0, 0, 0], [0, 0])).toEqual([0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
  const ones = 0xffffffff;
  expect(philox4x32([ones, ones, ones, ones], [ones, ones])).toEqual([0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
  expect(philox4x32([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual([
    0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1,
  ]);
});

test("a number depends on seed, counter and stream only", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), (seed, counter, stream) => {
      expect(hash32(seed, counter, stream)).toBe(hash32(seed, counter, stream));
      expect(hash32(seed, counter, stream)).not.toBe(hash32(seed, counter + 1, stream));
    }),
  );
});

test("uniform numbers fill their interval, normal ones have their standard deviation", () => {
  const uniform = new Float64Array(20_000);
  fillUniformInto(uniform, 2, 7, 1);
  expect(Math.max(...uniform)).toBeLessThanOrEqual(2);
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(-2);
  expect(uniform.reduce((sum, x) => sum + x * x, 0) / uniform.length).toBeCloseTo(4 / 3, 1);
  const normal = new Float64Array(20_000);
  fillNormalInto(normal, 0.5, 7, 2);
  expect(normal.reduce((sum, x) => sum + x, 0) / normal.length).toBeCloseTo(0, 1);
  expect(Math.sqrt(normal.reduce((sum, x) => sum + x * x, 0) / normal.length)).toBeCloseTo(0.5, 1);
});
