import fc from "fast-check";
import { expect, test } from "vitest";

import { neighbourTowards } from "./walk.ts";

const everyone = (): boolean => true;

test("an arrow leads to the nearest node in its direction", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 30, y: 0 },
    { x: -5, y: 0 },
    { x: 0, y: -8 },
  ];
  expect(neighbourTowards(points, 0, "right", everyone)).toBe(1);
  expect(neighbourTowards(points, 1, "right", everyone)).toBe(2);
  expect(neighbourTowards(points, 0, "left", everyone)).toBe(3);
  expect(neighbourTowards(points, 0, "up", everyone)).toBe(4);
  expect(neighbourTowards(points, 0, "down", everyone)).toBe(0);
});

test("hidden nodes are stepped over", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 20, y: 0 },
  ];
  expect(neighbourTowards(points, 0, "right", (node) => node !== 1)).toBe(2);
});

test("a step to the right never leads to the left", () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 1000 }), y: fc.integer({ min: 0, max: 640 }) });
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 40 }), (points) => {
      const next = neighbourTowards(points, 0, "right", everyone);
      expect(next === 0 || (points[next]?.x ?? 0) > (points[0]?.x ?? 0)).toBe(true);
    }),
  );
});
