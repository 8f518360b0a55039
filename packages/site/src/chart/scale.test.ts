import fc from "fast-check";
import { expect, test } from "vitest";

import { domainOf, ticks } from "./scale.ts";

test("ticks are round numbers inside the domain", () => {
  expect(ticks({ from: 0, to: 300 }, 5)).toEqual([0, 100, 200, 300]);
  expect(ticks({ from: 0, to: 0.32 }, 4)).toEqual([0, 0.1, 0.2, 0.3]);
});

test("there are never many ticks, and none lies outside", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
      (from, length) => {
        const domain = { from, to: from + length };
        const all = ticks(domain, 5);
        expect(all.length).toBeLessThanOrEqual(7);
        expect(all.every((tick) => tick >= from - length * 1e-6 && tick <= domain.to + length * 1e-6)).toBe(true);
      },
    ),
  );
});

test("a domain is never empty, and leaves out what is not a number", () => {
  expect(domainOf([])).toEqual({ from: 0, to: 1 });
  expect(domainOf([2, Number.NaN, 2])).toEqual({ from: 1.5, to: 2.5 });
});
