import { expect, test } from "vitest";
import { trendNote } from "./trend-note.ts";

const year = (papers: number, total: number) => ({ year: 2020, papers, total, burst: false, sparse: total < 30 });

test("a term of many papers in well filled years needs no note, nor does one that no paper holds", () => {
  expect(trendNote(400, [year(200, 5_000), year(200, 6_000)])).toBeNull();
  expect(trendNote(0, [])).toBeNull();
});

test("a small base is told with its size", () => {
  expect(trendNote(1, [year(1, 5_000)])).toBe(
    "Only 1 paper here holds it: shares of years rest on a handful of papers and say little.",
  );
  expect(trendNote(29, [year(29, 5_000)])).toContain("Only 29 papers here hold it");
  expect(trendNote(30, [year(30, 5_000)])).toBeNull();
});

test("years of which few papers are here are counted", () => {
  expect(trendNote(50, [year(4, 12), year(46, 900)])).toBe(
    "Of 1 of the 2 years fewer than 30 papers are here, whatever they hold.",
  );
  expect(trendNote(12, [year(12, 20)])).toMatch(/Only 12 papers.*Of each year fewer than 30/u);
});
