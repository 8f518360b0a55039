import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { worksCsv } from "./csv.ts";
import { filterRows, sortRows, type SortKey, type TableRow } from "./table-rows.ts";

function row(change: Partial<TableRow>): TableRow {
  return {
    key: "k",
    role: "citing",
    title: "T",
    titleHtml: null,
    href: "/",
    arxivId: null,
    authors: [],
    year: null,
    citedBy: 0,
    sources: [],
    resolved: true,
    ...change,
  };
}

const sortKeys: readonly SortKey[] = ["role", "title", "authors", "year", "citedBy", "sources"];

describe("sorting the works table", () => {
  test("rows without a year come last in both directions", () => {
    const rows = [row({ year: null, key: "none" }), row({ year: 2020 }), row({ year: 2024 })];
    expect(sortRows(rows, { key: "year", descending: true }).map(({ year }) => year)).toEqual([2024, 2020, null]);
    expect(sortRows(rows, { key: "year", descending: false }).map(({ year }) => year)).toEqual([2020, 2024, null]);
  });

  test("loses and invents no row, whatever the column", () => {
    const rows = fc.array(
      fc.record({ year: fc.option(fc.integer({ min: 1990, max: 2030 })), title: fc.string(), citedBy: fc.nat() }),
    );
    fc.assert(
      fc.property(rows, fc.constantFrom(...sortKeys), fc.boolean(), (facts, key, descending) => {
        const before = facts.map((fact, index) => row({ ...fact, key: String(index) }));
        const after = sortRows(before, { key, descending }).map((one) => one.key);
        expect(after.toSorted()).toEqual(before.map((one) => one.key).toSorted());
      }),
    );
  });
});

describe("filtering the works table", () => {
  const rows = [
    row({ title: "Erdős numbers", authors: ["Jan Żurek"], year: 2020 }),
    row({ title: "Hash layers", role: "reference" }),
  ];

  test("finds words without their accents, in any column and order", () => {
    expect(filterRows(rows, "2020 zurek ERDOS", "all")).toHaveLength(1);
  });

  test("keeps to one role", () => {
    expect(filterRows(rows, "", "reference").map(({ title }) => title)).toEqual(["Hash layers"]);
  });
});

describe("exporting the works table", () => {
  test("quotes commas, quotes and line ends", () => {
    const csv = worksCsv([row({ title: 'A "b", c', authors: ["X Y", "Z"], year: 2021 })]);
    expect(csv.split("\r\n")[1]).toBe('citing,"A ""b"", c",X Y; Z,2021,0,,');
  });

  test("does not let a title run as a spreadsheet formula", () => {
    expect(worksCsv([row({ title: "=1+1" })])).toContain("'=1+1");
  });
});
