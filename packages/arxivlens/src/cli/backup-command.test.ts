import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { smallStore, type SmallStore } from "../../test/small-store.ts";

let cwd: string;
let small: SmallStore;
beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), "lens-backup-command-"));
  small = smallStore(cwd);
  await small.fill(async ({ papers, citations }) => {
    await papers.upsert([inventedPaper("2001.00001"), inventedPaper("2001.00002")]);
    await citations.upsert([{ citing: "2001.00002", cited: "2001.00001", source: "test" }]);
  });
});
afterEach(() => rmSync(cwd, { recursive: true, force: true }));

describe("backup", () => {
  test("writes one file below the current folder and says what is in it", async () => {
    const { code, stdout } = await small.call("backup", "copies/library.backup");
    const file = join(cwd, "copies/library.backup");
    expect([code, stdout()]).toEqual([0, `${file} written: 2 works, 1 citation, every page and count verified\n`]);
    const checked = await small.call("backup", "copies/library.backup", "--verify");
    expect([checked.code, checked.stdout()]).toEqual([0, expect.stringContaining(`${file} is whole: 2 works`)]);
    const { json } = await small.call("backup", "copies/library.backup", "--verify", "--json");
    expect(json()).toMatchObject([{ file, papers: 2, citations: 1 }]);
  });

  test("takes no name that is taken, and says so", async () => {
    writeFileSync(join(cwd, "mine.txt"), "mine");
    const { code, stdout, stderr } = await small.call("backup", "mine.txt");
    expect([code, stdout()]).toEqual([1, ""]);
    expect(stderr()).toMatch(/mine\.txt.*there already/u);
    expect(readFileSync(join(cwd, "mine.txt"), "utf8")).toBe("mine");
  });

  test("--verify of a damaged file and of none fails with one line, as JSON too", async () => {
    await small.call("backup", "whole.backup");
    const bytes = readFileSync(join(cwd, "whole.backup"));
    writeFileSync(join(cwd, "cut.backup"), bytes.subarray(0, bytes.length / 2));
    for (const name of ["cut.backup", "none.backup"]) {
      const { code, stderr, json } = await small.call("backup", name, "--verify", "--json");
      expect([code, stderr().trim().split("\n").length], name).toEqual([1, 1]);
      expect(json(), name).toMatchObject([
        { error: { code: expect.any(String), message: expect.stringContaining(name) } },
      ]);
    }
  });

  test("restores into a new data folder, and never over a store", async () => {
    await small.call("backup", "library.backup");
    const over = await small.call("restore", "library.backup");
    expect([over.code, over.stderr()]).toEqual([1, expect.stringContaining("holds a store already")]);
    rmSync(join(cwd, "data"), { recursive: true });
    expect((await small.call("restore", "library.backup")).stdout()).toContain("restored: 2 works, 1 citation");
    expect((await small.call("paper", "2001.00002")).stdout()).toContain("An Invented Paper with Key 2001.00002");
  });
});
