import { expect, test } from "vitest";
import type { IdentifierRun } from "./coverage.ts";
import { foldEmptyMonths, withEmptyMonths } from "./empty-months.ts";

const run = (month: string, archive: string | null = null): IdentifierRun => ({
  month,
  archive,
  present: 3,
  withdrawn: 0,
  highest: 4,
  vacant: 0,
  holes: 1,
});

test("empty months in a row are one span, and what is here keeps its line", () => {
  const held = [run("9912", "math"), run("0703", "cs"), run("0703", "math"), run("0704"), run("0706"), run("0801")];
  expect(foldEmptyMonths(withEmptyMonths(held))).toEqual([
    ...held.slice(0, 4),
    { first: "0705", last: "0705", months: 1 },
    run("0706"),
    { first: "0707", last: "0712", months: 6 },
    run("0801"),
  ]);
});

test("nothing is empty where nothing is here, or nothing after March 2007", () => {
  expect(withEmptyMonths([])).toEqual([]);
  const old = [run("9108", "hep-th"), run("0703", "hep-th")];
  expect(withEmptyMonths(old)).toEqual(old);
});
