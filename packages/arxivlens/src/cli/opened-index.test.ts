import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { capturedIo } from "../../test/captured-io.ts";
import { inventedPaper } from "../../test/invented-papers.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { openIndex } from "./opened-index.ts";

const folder = mkdtempSync(join(tmpdir(), "lens-index-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("one process indexes, another that has the index open takes it over without writing", async () => {
  const store = openSqliteStore(folder, () => new Date(0));
  const { io } = capturedIo(folder);
  const reader = await openIndex(io, folder, store);
  const writer = await openIndex(io, folder, store);
  await store.papers.upsert([inventedPaper("2001.00001")]);
  await reader.takeOver();
  expect(reader.index.documents).toBe(0);
  await writer.refresh();
  expect(reader.index.documents).toBe(0);
  await reader.takeOver();
  expect([reader.index.documents, reader.index.position]).toEqual([1, writer.index.position]);
  await store.close();
});
