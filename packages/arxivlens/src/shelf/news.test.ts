import { expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { parseQuery } from "../search/query/parse-query.ts";
import { keyNumber } from "../store/paper-key.ts";
import { RecentChanges } from "./news.ts";

const visited = Date.parse("2026-05-20");
const change = (position: number, key: string, submittedAt: string, updatedAt = submittedAt, withdrawn = false) => ({
  position,
  number: keyNumber(key) ?? 0,
  paper: inventedPaper(key, { submittedAt, updatedAt, withdrawn }),
});
const changes = new RecentChanges(0, [
  change(1, "2605.00001", "2026-05-19"),
  change(2, "2605.00002", "2026-05-18"),
  change(3, "1901.00001", "2019-01-01"),
  change(4, "2001.00001", "2020-01-01", "2026-05-21"),
  change(5, "2605.00003", "2026-05-22", "2026-05-23", true),
  { position: 6, number: 77, paper: null },
]);
const news = (query: string, seen: number): readonly (readonly [string, string])[] =>
  changes.news(parseQuery(query), seen, visited).map(({ paper, kind }) => [paper.key, kind] as const);

test("news is what came or was replaced since the last visit, latest first, announced with the usual delay", () => {
  expect(news("cat:cs.LG", 1)).toEqual([
    ["2605.00003", "new"],
    ["2001.00001", "replaced"],
    ["2605.00002", "new"],
  ]);
});

test("what was seen is no news, nor is a paper of old that was loaded since", () => {
  expect(news("cat:cs.LG", 5)).toEqual([]);
  expect(news("id:1901.00001", 0)).toEqual([]);
});

test("a list is asked with the whole query language", () => {
  expect(news("cat:cs.LG -is:withdrawn date:2026..", 0).map(([key]) => key)).toEqual(["2605.00001", "2605.00002"]);
});
