import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

import { layoutMap, type MapPoint, type MapWork } from "./map-layout.ts";

function neighbourhood(citing: number, references: number): MapWork[] {
  return [
    { key: "2204.08396", role: "current", citedBy: citing },
    ...Array.from({ length: citing }, (_, n): MapWork => ({ key: `c${n}`, role: "citing", citedBy: (n * n) % 40 })),
    ...Array.from({ length: references }, (_, n): MapWork => ({
      key: `r${n}`,
      role: "reference",
      citedBy: (n * 37) % 900,
    })),
  ];
}

const someEdges = (count: number): [number, number][] =>
  Array.from({ length: count }, (_, n): [number, number] => [1 + (n % (count - 1)), 1 + ((n * 7) % (count - 1))]);

function overlaps(points: readonly MapPoint[]): number {
  let found = 0;
  points.forEach((a, index) => {
    for (const b of points.slice(index + 1)) if (Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius) found += 1;
  });
  return found;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each([
  { citing: 59, references: 24 },
  { citing: 120, references: 30 },
  { citing: 0, references: 3 },
  { citing: 1, references: 0 },
  { citing: 149, references: 1 },
])("a map of $citing citing works and $references references", ({ citing, references }) => {
  const works = neighbourhood(citing, references);
  const points = layoutMap(works, someEdges(works.length));

  test("holds the paper in the middle and every disc inside the box", () => {
    expect(points[0]).toMatchObject({ x: 500, y: 320 });
    for (const { x, y, radius } of points) {
      expect(Math.min(x - radius, y - radius, 1000 - x - radius, 640 - y - radius)).toBeGreaterThanOrEqual(0);
    }
  });

  test("lays no disc over another", () => {
    expect(overlaps(points)).toBe(0);
  });

  test("is the same every time", () => {
    expect(layoutMap(works, someEdges(works.length))).toEqual(points);
  });
});

test("citing works stand to the right of the references", () => {
  const works = neighbourhood(59, 24);
  const points = layoutMap(works, []);
  const sides = (role: string): number => mean(points.filter((_, n) => works[n]?.role === role).map(({ x }) => x));
  expect(sides("citing") - sides("reference")).toBeGreaterThan(250);
});

test("works that cite each other come closer than they would be without", () => {
  const works = neighbourhood(40, 0);
  const edges: [number, number][] = [
    [3, 30],
    [30, 17],
    [17, 3],
  ];
  const spread = (points: readonly MapPoint[]): number =>
    mean(
      edges.map(([a, b]) =>
        Math.hypot((points[a]?.x ?? 0) - (points[b]?.x ?? 0), (points[a]?.y ?? 0) - (points[b]?.y ?? 0)),
      ),
    );
  expect(spread(layoutMap(works, edges))).toBeLessThan(spread(layoutMap(works, [])));
});

test("any set of works, even with equal keys, gives finite positions", () => {
  const work = fc.record({
    key: fc.constantFrom("a", "b", "c", "work:x"),
    role: fc.constantFrom<"citing" | "reference">("citing", "reference"),
    citedBy: fc.nat(100_000),
  });
  fc.assert(
    fc.property(fc.array(work, { maxLength: 25 }), (works) => {
      const points = layoutMap(works, []);
      expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
    }),
    { numRuns: 30 },
  );
});
