import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { capturedIo } from "../../test/captured-io.ts";
import { inventedPaper } from "../../test/invented-papers.ts";
import { SearchError } from "../search/errors.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { lockIndexFolder } from "./index-folder.ts";
import { openIndex } from "./opened-index.ts";

const folder = mkdtempSync(join(tmpdir(), "lens-index-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a paper that was replaced is marked in a file of its own, and the marks are the same when it is read again", async () => {
  const data = join(folder, "replaced");
  const store = openSqliteStore(data, () => new Date(0));
  const { io } = capturedIo(data);
  const keys = Array.from({ length: 100 }, (_, at) => `2001.${String(at + 1).padStart(5, "0")}`);
  await store.papers.upsert(keys.map((key) => inventedPaper(key)));
  const { index, refresh } = await openIndex(io, data, store);
  await refresh();
  await store.papers.upsert([inventedPaper("2001.00042", { comments: "now with a comment" })]);
  await refresh();
  const numbers = async (opened: typeof index): Promise<readonly number[]> => {
    const { hits } = await opened.search({ query: { kind: "everything" }, limit: 200, offset: 0 });
    return hits.map(({ number }) => number).toSorted((a, b) => a - b);
  };
  const before = await numbers(index);
  expect(new Set(before).size).toBe(100);
  // Small files come out of a buffer that Node shares among them; what lies beside must not be taken for marks.
  for (let time = 0; time < 20; time++) {
    Buffer.from(`${"\u00ff".repeat(64)}${time}`);
    const again = await openIndex(io, data, store);
    expect([again.index.documents, await numbers(again.index)]).toEqual([100, before]);
  }
  await store.close();
});

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

test("an index that cannot be read is made anew, but not while another process writes it", async () => {
  const data = join(folder, "damaged");
  const store = openSqliteStore(data, () => new Date(0));
  const { io, stderr } = capturedIo(data);
  await store.papers.upsert([inventedPaper("2001.00001")]);
  await (await openIndex(io, data, store)).refresh();
  const files = join(data, "index");
  const segment = readdirSync(files).find((name) => name.startsWith("segment-")) ?? "";
  writeFileSync(join(files, segment), "no segment");
  writeFileSync(join(files, "segment-2.idx.part"), "what the other process is about to commit");
  const lock = lockIndexFolder(files);
  const before = readdirSync(files);
  const refused = await openIndex(io, data, store).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(SearchError);
  expect(String(refused)).toContain("another process is writing");
  expect(readdirSync(files)).toEqual(before);
  lock?.[Symbol.dispose]();
  const opened = await openIndex(io, data, store);
  expect(stderr()).toContain("rebuilding the index");
  await opened.refresh();
  expect(opened.index.documents).toBe(1);
  await store.close();
});

test("a look at the index while this process commits does not undo the commit", async () => {
  const data = join(folder, "both");
  const store = openSqliteStore(data, () => new Date(0));
  const { index, refresh, takeOver } = await openIndex(capturedIo(data).io, data, store);
  for (let round = 1; round <= 40; round++) {
    await store.papers.upsert([inventedPaper(`2001.${String(round).padStart(5, "0")}`)]);
    const looked = (async () => {
      // The look begins at another step of the commit each time.
      for (let step = 0; step < round; step++) await Promise.resolve();
      await takeOver();
    })();
    await Promise.all([refresh(), looked]);
    expect([round, index.documents]).toEqual([round, round]);
  }
  await store.close();
});

test("an index that is ahead of its store is made anew, since it was made from another one", async () => {
  const data = join(folder, "exchanged");
  const { io } = capturedIo(data);
  const lost = openSqliteStore(data, () => new Date(0));
  await lost.papers.upsert([inventedPaper("2001.00001"), inventedPaper("2001.00002")]);
  await (await openIndex(io, data, lost)).refresh();
  await lost.close();
  for (const name of readdirSync(data)) if (name !== "index") rmSync(join(data, name));
  const store = openSqliteStore(data, () => new Date(0));
  await store.papers.upsert([inventedPaper("2001.00003")]);
  const { index, refresh } = await openIndex(io, data, store);
  await refresh();
  const { hits } = await index.search({ query: { kind: "everything" }, limit: 10, offset: 0 });
  const found = await store.papers.byNumbers(hits.map(({ number }) => number));
  expect([...found.values()].map(({ key }) => key)).toEqual(["2001.00003"]);
  expect([hits.length, index.position]).toEqual([1, await store.papers.lastChange()]);
  await store.close();
});
