import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { wholeView } from "./camera.ts";
import { extentOf, neededPart, sheetFrame, slideTransform } from "./sheet-frame.ts";

const sizes = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 3000 }) });
const densities = fc.constantFrom(1, 1.25, 1.5, 2, 3);

describe("the canvas around the stage", () => {
  test("reaches a quarter of it over every edge, by whole pixels; less on large screens, for their memory", () => {
    expect(sheetFrame({ width: 1000, height: 640 }, 2)).toEqual({
      width: 3000,
      height: 1920,
      margin: { x: 250, y: 160 },
      density: 2,
    });
    fc.assert(
      fc.property(sizes, densities, (size, density) => {
        const { width, height, margin } = sheetFrame(size, density);
        const [stageWide, stageHigh] = [Math.round(size.width * density), Math.round(size.height * density)];
        expect(width - 2 * Math.round(margin.x * density)).toBe(stageWide);
        expect(height - 2 * Math.round(margin.y * density)).toBe(stageHigh);
        expect(width * height).toBeLessThanOrEqual(Math.max(16_100_000, stageWide * stageHigh));
      }),
    );
  });

  test("is moved by whole pixels of the screen while it is not enlarged", () => {
    const frame = sheetFrame({ width: 1000, height: 640 }, 2);
    expect(slideTransform({ x: 10.3, y: -4.6, scale: 1 }, frame)).toBe("translate(10.5px, -4.5px)");
    expect(slideTransform({ x: 0.1, y: 0.2, scale: 1 }, frame)).toBe("none");
    // The margin before the stage's corner grows as well.
    expect(slideTransform({ x: 0, y: 0, scale: 2 }, frame)).toBe("translate(-250px, -160px) scale(2)");
  });
});

describe("what has to be covered", () => {
  const size = { width: 1000, height: 640 };

  test("is where works and their names are, within what is in sight or soon will be", () => {
    const extent = extentOf([
      { x: 400, y: 100 },
      { x: 700, y: 500 },
    ]);
    expect(neededPart(wholeView, size, extent, { x: 0, y: 0 })).toEqual({
      left: 220,
      top: 60,
      right: 880,
      bottom: 540,
    });
    const wide = extentOf([
      { x: -5000, y: -5000 },
      { x: 5000, y: 5000 },
    ]);
    expect(neededPart(wholeView, size, wide, { x: 10, y: 20 })).toEqual({
      left: -10,
      top: -20,
      right: 1010,
      bottom: 660,
    });
  });

  test("is nothing on a map without works", () => {
    const { left, right } = neededPart(wholeView, size, extentOf([]), { x: 0, y: 0 });
    expect(left).toBeGreaterThan(right);
  });
});
