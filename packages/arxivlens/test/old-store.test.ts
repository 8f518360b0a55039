import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore } from "../src/cli/opened-store.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { capturedIo } from "./captured-io.ts";
import { inventedPaper } from "./invented-papers.ts";
import { writeReleasedStore } from "./released-store.ts";

const root = mkdtempSync(join(tmpdir(), "lens-old-"));
const folder = join(root, "library");
const count = 25_000;
const keyOf = (at: number): string => `2001.${String(at + 1).padStart(5, "0")}`;
beforeAll(() =>
  writeReleasedStore(
    folder,
    Array.from({ length: count }, (_, at) => inventedPaper(keyOf(at), { doi: [`10.1000/${at}`] })),
  ),
);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const built = join(import.meta.dirname, "../dist/store/sqlite/index.js");

/** Opens the store and kills the own process at the given report of how far it is. */
function killedAt(report: number): NodeJS.Signals | null {
  const program = `
    import { openSqliteStore } from ${JSON.stringify(built)};
    let reports = 0;
    openSqliteStore(${JSON.stringify(folder)}, () => new Date(0), () => {
      if (++reports === ${report}) process.kill(process.pid, "SIGKILL");
    });`;
  return spawnSync(process.execPath, ["--input-type=module", "-e", program], { stdio: "ignore" }).signal;
}

test("a store that is killed while it gets a new format is as it was, and gets it the next time", async () => {
  for (const report of [1, 3, 5]) expect(killedAt(report)).toBe("SIGKILL");
  const { io, stderr } = capturedIo(root);
  const store = openStore(io, folder);
  expect(stderr()).toMatch(/earlier version.*new format: 40 %, 10,000 papers, [\d,]+\/s.*new format: done in/su);
  expect((await store.papers.statistics()).papers).toBe(count);
  expect((await store.papers.changes(count - 1, 10)).map(({ paper }) => paper)).toEqual([
    inventedPaper(keyOf(count - 1), { doi: [`10.1000/${count - 1}`] }),
  ]);
  expect(await store.papers.byDois(["10.1000/12345"])).toEqual(new Map([["10.1000/12345", keyOf(12_345)]]));
  // Nobody wrote down what services had said before.
  expect(await store.toldLists.of(keyOf(0))).toEqual([]);
  await store.close();
});

test("a store of this format opens without a word", async () => {
  let reports = 0;
  await openSqliteStore(
    folder,
    () => new Date(0),
    () => (reports += 1),
  ).close();
  expect(reports).toBe(0);
});
