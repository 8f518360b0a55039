import { expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";
import { spreadChanges } from "./spread-changes.ts";

const key = (at: number): string => `2001.${String(at + 1).padStart(5, "0")}`;

test.each([
  [1, 1],
  [7, 1],
  [7, 5],
  [5, 20],
])(
  "every %i positions of a feed with gaps, %i at a time: no paper comes twice, and both ends are seen",
  async (step, each) => {
    const store = openSqliteStore(":memory:", () => new Date(0));
    await store.papers.upsert(Array.from({ length: 100 }, (_, at) => inventedPaper(key(at))));
    // What is changed again moves to the end of the feed.
    const again = Array.from({ length: 40 }, (_, at) => inventedPaper(key(at + 30), { comments: "changed" }));
    await store.papers.upsert(again);
    const drawn: string[] = [];
    for await (const { paper } of spreadChanges(store.papers, step, each)) drawn.push(paper?.key ?? "");
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(drawn[0]).toBe(key(0));
    expect(again.map((paper) => paper.key)).toContain(drawn.at(-1));
    await store.close();
  },
);
