import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  between,
  boundedRatio,
  centredOn,
  covers,
  pushed,
  scaleOf,
  slideBetween,
  toPixels,
  toPlane,
  wholeView,
  zoomedAt,
} from "./camera.ts";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const cameras = fc.record({ x: share, y: share, ratio: fc.double({ min: 0.03, max: 2.5, noNaN: true }) });
const sizes = fc.record({ width: fc.integer({ min: 200, max: 3000 }), height: fc.integer({ min: 200, max: 2000 }) });
const places = fc.record({ x: fc.integer({ min: -500, max: 3000 }), y: fc.integer({ min: -500, max: 2000 }) });
/** Pixels within which two ways to compute a place agree. */
const closeness = 6;

describe("the camera", () => {
  test("shows the whole plane as the server's picture does, in boxes of any shape", () => {
    expect(toPixels(wholeView, { width: 1000, height: 640 }, { x: 120, y: 30 })).toEqual({ x: 120, y: 30 });
    // A square box is filled from side to side, with equal room above and below.
    expect(toPixels(wholeView, { width: 500, height: 500 }, { x: 0, y: 0 })).toEqual({ x: 0, y: 90 });
    expect(toPixels(wholeView, { width: 2000, height: 640 }, { x: 0, y: 0 })).toEqual({ x: 500, y: 0 });
  });

  test("counts its place in widths of the plane, y upwards, so that addresses of maps stay what they were", () => {
    const { x, y } = toPlane({ x: 0.7, y: 0.6, ratio: 0.5 }, { width: 1000, height: 640 }, { x: 500, y: 320 });
    expect([x, y]).toEqual([expect.closeTo(700), expect.closeTo(220)]);
  });

  test("from pixels to the plane and back is the same pixel", () => {
    fc.assert(
      fc.property(cameras, sizes, places, (camera, size, at) => {
        const back = toPixels(camera, size, toPlane(camera, size, at));
        expect(back.x).toBeCloseTo(at.x, closeness);
        expect(back.y).toBeCloseTo(at.y, closeness);
      }),
    );
  });

  test("zooming keeps what lies below the pointer, at its end and on its way", () => {
    fc.assert(
      fc.property(
        cameras,
        sizes,
        places,
        share,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (from, size, at, gone, by) => {
          const to = zoomedAt(from, size, at, boundedRatio(from.ratio / by));
          const below = toPlane(from, size, at);
          for (const camera of [to, between(from, to, gone)]) {
            const { x, y } = toPixels(camera, size, below);
            expect(x).toBeCloseTo(at.x, 4);
            expect(y).toBeCloseTo(at.y, 4);
          }
        },
      ),
    );
  });

  test("pushing moves every work by as many pixels; centring brings one into the middle", () => {
    fc.assert(
      fc.property(cameras, sizes, places, places, (camera, size, by, point) => {
        const before = toPixels(camera, size, point);
        const after = toPixels(pushed(camera, size, by), size, point);
        expect(after.x - before.x).toBeCloseTo(by.x, 4);
        expect(after.y - before.y).toBeCloseTo(by.y, 4);
        const middle = toPixels(centredOn(point, camera), size, point);
        expect([middle.x, middle.y]).toEqual([expect.closeTo(size.width / 2), expect.closeTo(size.height / 2)]);
      }),
    );
  });
});

describe("a finished picture that is slid", () => {
  test("has every work where the new camera sees it", () => {
    fc.assert(
      fc.property(cameras, cameras, sizes, places, (from, to, size, point) => {
        const drawn = toPixels(from, size, point);
        const { x, y, scale } = slideBetween(from, to, size);
        const seen = toPixels(to, size, point);
        // Far outside of the stage, rounding is enlarged with everything else.
        const close =
          1e-6 * Math.max(1, scale) * (Math.abs(drawn.x) + Math.abs(drawn.y) + Math.abs(x) + Math.abs(y) + 1);
        expect(Math.abs(x + scale * drawn.x - seen.x)).toBeLessThan(close);
        expect(Math.abs(y + scale * drawn.y - seen.y)).toBeLessThan(close);
        expect(scale).toBeCloseTo(scaleOf(size, to) / scaleOf(size, from));
      }),
    );
  });

  test("covers the stage until its margin is used up, and never an empty part too little", () => {
    const size = { width: 1000, height: 640 };
    const margin = { x: 250, y: 160 };
    const stage = { left: 0, top: 0, right: 1000, bottom: 640 };
    expect(covers({ x: 250, y: -160, scale: 1 }, size, margin, stage)).toBe(true);
    expect(covers({ x: 252, y: 0, scale: 1 }, size, margin, stage)).toBe(false);
    expect(covers({ x: 0, y: -162, scale: 1 }, size, margin, stage)).toBe(false);
    // Shrunk to half about the middle, the sheet is smaller than the stage.
    expect(covers({ x: 250, y: 160, scale: 0.5 }, size, margin, stage)).toBe(false);
    // Pushed far to the right, but the works are still on it.
    expect(covers({ x: 700, y: 0, scale: 1 }, size, margin, { ...stage, left: 500 })).toBe(true);
    // No work is in sight at all.
    expect(covers({ x: 5000, y: 0, scale: 1 }, size, margin, { ...stage, left: 1200 })).toBe(true);
  });
});
