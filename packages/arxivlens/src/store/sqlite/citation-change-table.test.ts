import { expect, test } from "vitest";
import { CitationChangeTable, changesKept, mostInOneChange } from "./citation-change-table.ts";
import { Counters } from "./counters.ts";
import { openDatabase } from "./database.ts";

test("the feed is bounded: old changes go, and who was there must read all pairs", () => {
  const database = openDatabase(":memory:", { now: () => new Date(0), report: () => undefined });
  const changes = new CitationChangeTable(database, new Counters(database));
  const begun = changes.version;
  const pairs = Array.from({ length: mostInOneChange }, (_, number) => [number + 1, number + 2] as const);
  for (let told = 0; told <= 2 * changesKept; told += pairs.length) changes.tell([], pairs);
  const kept = database.prepare<[], number>("SELECT count(*) FROM citation_change").pluck().get() ?? 0;
  expect(kept).toBeGreaterThanOrEqual(changesKept);
  expect(kept).toBeLessThanOrEqual(2 * changesKept);
  expect(changes.since(begun, String)).toBeNull();
  expect(changes.since(changes.version - changesKept, String)?.changes).toHaveLength(changesKept);
  expect(changes.since(changes.version - 1, String)?.changes).toEqual([
    {
      kind: "added",
      citing: String(mostInOneChange),
      cited: String(mostInOneChange + 1),
      places: [mostInOneChange, mostInOneChange + 1],
    },
  ]);
  database.close();
});
