import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { worksCsv } from "../table/csv.ts";
import { sortWorks } from "../table/sort-works.ts";
import { intoPlane, plane, similarityLayout, timelineLayout } from "./layouts.ts";
import { initialView, roles, sortKeys } from "./map-view.ts";
import type { MapWork } from "./map-work.ts";
import { treeItems } from "./tree-items.ts";
import { visibleWorks } from "./visible-works.ts";

function work(change: Partial<MapWork>): MapWork {
  return {
    key: "k",
    role: "citing",
    title: "T",
    titleHtml: null,
    authors: [],
    authorCount: 0,
    year: null,
    href: "/",
    arxivId: null,
    category: null,
    citedBy: 0,
    rank: 1,
    group: null,
    resolved: true,
    withdrawn: false,
    claims: [],
    likeness: null,
    x: 500,
    y: 320,
    radius: 5,
    ...change,
  };
}

const seed = work({ key: "seed", role: "current", year: 2020 });

describe("what passes the filters", () => {
  const works = [
    seed,
    work({ title: "Erdős numbers", authors: ["Jan Żurek"], year: 2020, citedBy: 4, category: "math.CO" }),
    work({ title: "Hash layers", role: "reference", year: 1999, category: "cs.LG" }),
    work({ title: "Without a year" }),
  ];
  const passing = (change: object): readonly number[] =>
    visibleWorks(works, { ...initialView, ...change }).flatMap((shown, at) => (shown ? [at] : []));

  test.each([
    ["words without their accents, in any column and order", { text: "2020 zurek ERDOS" }, [1]],
    ["years, both included; works without one do not pass", { from: 2020, to: 2020 }, [0, 1]],
    ["a category", { category: "cs.LG" }, [0, 2]],
    ["citations", { least: 4 }, [0, 1]],
    ["roles, the seed always", { hiddenRoles: ["citing", "current"] }, [0, 2]],
    ["the selection", { selected: ["k"], onlySelected: true }, [1, 2, 3]],
    ["nothing while only the selection is wanted and there is none", { onlySelected: true }, [0, 1, 2, 3]],
  ])("%s", (_what, change, expected) => {
    expect(passing(change)).toEqual(expected);
  });
});

describe("sorting the table", () => {
  test("works without a year come last in both directions", () => {
    const works = [work({}), work({ year: 2020 }), work({ year: 2024 })];
    expect(sortWorks(works, [0, 1, 2], { key: "year", descending: true })).toEqual([2, 1, 0]);
    expect(sortWorks(works, [0, 1, 2], { key: "year", descending: false })).toEqual([1, 2, 0]);
  });

  test("loses and invents no row, whatever the column", () => {
    const facts = fc.array(fc.record({ year: fc.option(fc.nat(3000)), title: fc.string(), citedBy: fc.nat() }));
    fc.assert(
      fc.property(facts, fc.constantFrom(...sortKeys), fc.boolean(), (rows, key, descending) => {
        const works = rows.map((row) => work(row));
        const all = works.map((_, at) => at);
        expect(sortWorks(works, all, { key, descending }).toSorted((a, b) => a - b)).toEqual(all);
      }),
    );
  });
});

describe("exporting as CSV", () => {
  test("quotes commas, quotes and line ends, and names who claims the citation", () => {
    const claims = [{ source: "openalex", claimedOn: "2026-11-01", score: 0.93 }];
    const csv = worksCsv([work({ title: 'A "b", c', authors: ["X Y", "Z"], year: 2021, claims })]);
    expect(csv.split("\r\n")[1]).toBe('citing,"A ""b"", c",X Y; Z,2021,0,,,"openalex, 1 November 2026, 93 % sure"');
  });

  test("does not let a title run as a spreadsheet formula", () => {
    expect(worksCsv([work({ title: "=1+1" })])).toContain("'=1+1");
  });
});

describe("layouts", () => {
  const facts = fc.array(
    fc.record({
      year: fc.option(fc.integer({ min: 1990, max: 2026 })),
      citedBy: fc.nat(5000),
      likeness: fc.double({ min: 0, max: 1, noNaN: true }),
      x: fc.double({ min: 0, max: 1000, noNaN: true }),
      y: fc.double({ min: 0, max: 640, noNaN: true }),
    }),
    { maxLength: 200 },
  );
  const inside = ({ x, y }: { x: number; y: number }): boolean =>
    x >= 0 && x <= plane.width && y >= 0 && y <= plane.height;

  test("by year: inside of the plane, later years to the right, nobody on top of another", () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const works = [seed, ...rows.map((row) => work(row))];
        const { points } = timelineLayout({ works });
        expect(points.every(inside)).toBe(true);
        works.forEach((one, a) =>
          works.forEach((other, b) => {
            if (one.year !== null && other.year !== null && one.year < other.year)
              expect(points[a]?.x).toBeLessThan(points[b]?.x ?? 0);
          }),
        );
        expect(new Set(points.map(({ x, y }) => `${x} ${y}`)).size).toBe(points.length);
      }),
      { numRuns: 30 },
    );
  });

  test("by likeness: the seed in the middle, the more alike the nearer", () => {
    fc.assert(
      fc.property(facts, (rows) => {
        const works = [seed, ...rows.map((row) => work(row))];
        const { points } = similarityLayout({ works });
        expect(points[0]).toEqual({ x: 500, y: 320 });
        const distance = (at: number): number =>
          Math.hypot(((points[at]?.x ?? 0) - 500) / 1.5, (points[at]?.y ?? 0) - 320);
        works.forEach((one, a) =>
          works.forEach((other, b) => {
            if (a > 0 && b > 0 && (one.likeness ?? 0) < (other.likeness ?? 0))
              expect(distance(a)).toBeGreaterThanOrEqual(distance(b) - 1e-6);
          }),
        );
      }),
      { numRuns: 30 },
    );
  });

  test("anything is brought into the plane with its proportions", () => {
    const points = intoPlane([
      { x: -5e6, y: 0 },
      { x: 5e6, y: 1e6 },
    ]);
    expect(points.every(inside)).toBe(true);
    expect((points[1]?.x ?? 0) - (points[0]?.x ?? 0)).toBeCloseTo(10 * ((points[1]?.y ?? 0) - (points[0]?.y ?? 0)));
  });
});

test("the tree holds every shown work once, under its role and year; closed branches hold none", () => {
  const works = [seed, work({ key: "a", year: 2021 }), work({ key: "b", year: 2021, citedBy: 3 }), work({ key: "c" })];
  const lines = (closed: readonly string[], visible = [true, true, true, true]): string =>
    treeItems(works, visible, roles, new Set(closed))
      .map(
        ({ level, role, year, work: at }) =>
          `${level}${at === null ? `${role}${level === 2 ? (year ?? "-") : ""}` : works[at]?.key}`,
      )
      .join(" ");
  expect(lines([])).toBe("1current 2current2020 3seed 1citing 2citing2021 3b 3a 2citing- 3c");
  expect(lines(["current", "citing-2021"])).toBe("1current 1citing 2citing2021 2citing- 3c");
  expect(lines([], [true, false, true, false])).toBe("1current 2current2020 3seed 1citing 2citing2021 3b");
});
