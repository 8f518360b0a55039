import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { capturedIo, type CapturedIo } from "../../test/captured-io.ts";
import { bareWork, inventedPaper } from "../../test/invented-papers.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { main } from "./main.ts";

const cwd = mkdtempSync(join(tmpdir(), "lens-works-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function call(...argv: readonly string[]): Promise<CapturedIo & { readonly code: number }> {
  const captured = capturedIo(cwd);
  return { ...captured, code: await main([...argv, "--data-dir", join(cwd, "data")], captured.io) };
}

test("works find --apply tells of what it merged, not of all that it found", async () => {
  const facts = { doi: ["10.1000/twice"] };
  const title = "The Same Words Twice Over";
  const store = openSqliteStore(join(cwd, "data"), () => new Date(0));
  await store.papers.upsert([
    bareWork("work:one", title, facts),
    bareWork("work:two", title, { ...facts, abstract: "Fuller." }),
  ]);
  await store.works.merge("work:one", "work:two", "by hand", 1);
  await store.works.split("work:one");
  await store.papers.upsert([inventedPaper("2401.12345", { title, ...facts })]);
  await store.close();
  // Each may be the paper; both cannot, because somebody has taken them apart.
  const found = await call("works", "find");
  expect(found.stdout().split("\n")).toHaveLength(3);
  expect(found.stderr()).toContain("2 records found; --apply merges them\n");
  const applied = await call("works", "find", "--apply");
  expect(applied.stdout()).toBe("work:one\t2401.12345\t1\tdoi 10.1000/twice\n");
  expect(applied.stderr()).toContain("1 record merged\n");
  expect((await call("works", "list")).stdout()).toBe(applied.stdout());
});
