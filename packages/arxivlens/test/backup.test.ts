import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backUpStore, restoreStore } from "../src/store/sqlite/backup.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { verifyStoreFile } from "../src/store/sqlite/verification.ts";
import { inventedPaper } from "./invented-papers.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lens-backup-"));
  file = join(folder, "copies", "library.backup");
  const store = openSqliteStore(folder, () => new Date(0));
  await store.papers.upsert(
    Array.from({ length: 500 }, (_, at) => inventedPaper(`2001.${String(at + 1).padStart(5, "0")}`)),
  );
  await store.citations.upsert([{ citing: "2001.00001", cited: "2001.00002", source: "test" }]);
  await store.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a backup", () => {
  test("made while the store is open and written to is whole, and becomes the same store elsewhere", async () => {
    const store = openSqliteStore(folder, () => new Date(0));
    const copying = backUpStore(folder, file);
    await store.papers.upsert([inventedPaper("2002.00001")]);
    const found = await copying;
    expect(found.papers).toBeGreaterThanOrEqual(500);
    expect(verifyStoreFile(file)).toEqual(found);
    const elsewhere = join(folder, "elsewhere");
    expect(restoreStore(file, elsewhere)).toEqual(found);
    const restored = openSqliteStore(elsewhere, () => new Date(0));
    expect(await restored.papers.get("2001.00042")).toEqual(await store.papers.get("2001.00042"));
    expect(await restored.citations.citedBy(["2001.00002"])).toEqual(new Map([["2001.00002", 1]]));
    await Promise.all([store.close(), restored.close()]);
  });

  test("never takes a name that is taken, nor the place of a store", async () => {
    await backUpStore(folder, file);
    await expect(backUpStore(folder, file)).rejects.toThrow(/there already/);
    expect(() => restoreStore(file, folder)).toThrow(/holds a store already/);
    await expect(backUpStore(join(folder, "none"), `${file}2`)).rejects.toThrow(/no store/);
  });

  test("does not leave the index of a store before beside the restored one", async () => {
    await backUpStore(folder, file);
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(join(elsewhere, "index"), { recursive: true });
    writeFileSync(join(elsewhere, "index", "manifest.json"), "{}");
    writeFileSync(join(elsewhere, "notes.txt"), "mine");
    restoreStore(file, elsewhere);
    expect([existsSync(join(elsewhere, "index")), existsSync(join(elsewhere, "notes.txt"))]).toEqual([false, true]);
  });

  test.each<[string, (path: string) => void]>([
    [
      "bytes that were overwritten",
      (path) => {
        const bytes = readFileSync(path);
        bytes.fill(0xa5, 8_192, 24_576);
        writeFileSync(path, bytes);
      },
    ],
    ["a file that was cut", (path) => writeFileSync(path, readFileSync(path).subarray(0, 20_000))],
    ["a count that is not true", (path) => changed(path, "UPDATE counter SET value = value + 1 WHERE name = 'papers'")],
    ["a citation with one end", (path) => changed(path, "DELETE FROM citation_edge")],
    ["another kind of file", (path) => writeFileSync(path, "hello")],
  ])("with %s is told to be damaged and is not restored", async (_, damage) => {
    await backUpStore(folder, file);
    const damaged = join(folder, "damaged");
    copyFileSync(file, damaged);
    damage(damaged);
    expect(() => verifyStoreFile(damaged)).toThrow(expect.objectContaining({ code: "damaged" }));
    expect(() => restoreStore(damaged, join(folder, "new"))).toThrow();
    expect(existsSync(join(folder, "new"))).toBe(false);
  });
});

function changed(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}
