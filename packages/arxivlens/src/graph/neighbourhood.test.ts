import { expect, test } from "vitest";

import { selectNeighbourhood } from "./neighbourhood.ts";

const works = (prefix: string, count: number): { key: string; year: number; citedBy: number }[] =>
  Array.from({ length: count }, (_, index) => ({
    key: `${prefix}${index}`,
    year: 2000 + (index % 20),
    citedBy: index % 7,
  }));

test("a small neighbourhood is shown whole and needs no rule", () => {
  const { shown, total, rule } = selectNeighbourhood("me", works("c", 59), works("r", 24));
  expect([shown.length, total, rule]).toEqual([83, 83, null]);
});

test("a large neighbourhood shows the most cited and says so", () => {
  const { shown, rule } = selectNeighbourhood("me", works("c", 1245), works("r", 24));
  expect(rule).toBe("150 of 1,269, the most cited first");
  expect(shown).toHaveLength(150);
  expect(shown.every(({ work }) => work.citedBy === 6)).toBe(true);
});

test("a work on both sides is one neighbour, and the paper is none of its own", () => {
  const { shown } = selectNeighbourhood("me", works("w", 2), [...works("w", 1), { key: "me", year: 2022, citedBy: 9 }]);
  expect(shown.map(({ role, work }) => [role, work.key])).toEqual([
    ["citing", "w1"],
    ["citing", "w0"],
  ]);
});

test("the choice does not depend on the order of the input", () => {
  const forward = selectNeighbourhood("me", works("c", 300), []);
  const backward = selectNeighbourhood("me", works("c", 300).toReversed(), []);
  expect(backward).toEqual(forward);
});
