import { expect, test } from "vitest";
import { bareWork } from "../../../test/invented-papers.ts";
import type { Paper } from "../../arxiv/paper.ts";
import { dayNumber, indexDocument } from "./document.ts";

test.each<[string, Paper, string]>([
  ["its first version, where that is known", bareWork("2611.00001", "A", { submittedAt: "2026-11-03" }), "2026-11-03"],
  [
    "the end of its identifier's month, before it has a date",
    bareWork("2611.00001", "A", { year: 2026 }),
    "2026-11-30",
  ],
  ["the first day of a bare year", bareWork("work:a", "A", { year: 2026 }), "2026-01-01"],
])("a paper is of the day of %s", (_, paper, day) => {
  expect(indexDocument(1, paper).day).toBe(dayNumber(day));
});
