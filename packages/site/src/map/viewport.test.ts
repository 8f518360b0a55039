import fc from "fast-check";
import { expect, test } from "vitest";

import { zoomAt } from "./viewport.ts";

test("zooming keeps the point under the pointer where it is", () => {
  const view = fc.record({
    scale: fc.double({ min: 0.6, max: 4, noNaN: true }),
    left: fc.integer({ min: -500, max: 500 }),
    top: fc.integer({ min: -500, max: 500 }),
  });
  fc.assert(
    fc.property(
      view,
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 640 }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (before, x, y, factor) => {
        const after = zoomAt(before, x, y, factor);
        expect((x - after.left) / after.scale).toBeCloseTo((x - before.left) / before.scale, 6);
        expect((y - after.top) / after.scale).toBeCloseTo((y - before.top) / before.scale, 6);
      },
    ),
  );
});
