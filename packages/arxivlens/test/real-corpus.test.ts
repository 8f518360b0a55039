import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { paperView } from "../src/api/paper-view.ts";
import { openCorpus } from "../src/cli/corpus-files.ts";
import { importCorpus } from "../src/pipeline/import-corpus.ts";
import { createTermStatistics } from "../src/search/term-statistics.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { indexedLibrary } from "./served-library.ts";

const shared = process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../shared");
const folder = join(shared, "data/arxiv-cs-citations");

test.skipIf(!existsSync(folder))("a corpus of 20,861 real papers is read to the last line", async () => {
  const store = openSqliteStore(":memory:", () => new Date(0));
  const { state } = await importCorpus({ corpus: await openCorpus(folder), store, nowMs: () => 0 });
  // Every line is a paper. 131 of them are there twice, once with an id that had lost its zeros.
  expect([state.papers, (await store.papers.statistics()).papers]).toEqual([20_861, 20_730]);
  // Of its 52,238 citations 11 go from a paper to itself.
  expect([state.citations, state.skipped]).toEqual([52_227, 11]);
  expect(state.skippedLines.every(({ reason }) => reason.endsWith("cites itself"))).toBe(true);

  const library = await indexedLibrary(store, createTermStatistics(0, "none", []));
  const attention = await paperView(library, "1706.03762");
  expect(attention).toMatchObject({ plainTitle: "Attention Is All You Need", submittedAt: "2017-06-12" });
  expect([attention?.citationCount, attention?.referenceCount]).toEqual([2, 22]);
  expect(attention?.similar.length).toBeGreaterThanOrEqual(3);
  const adam = await paperView(library, "1412.6980");
  expect(adam?.citationCount).toBeGreaterThan(700);
  expect(adam?.map).toMatchObject({ shown: 150, rule: expect.stringContaining("150 of ") });
  await store.close();
});
