import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, describe, expect, test } from "vitest";
import type { Paper } from "../../arxiv/paper.ts";
import { inventedPaper } from "../../../test/invented-papers.ts";
import { jobsShared } from "../../../test/job-conformance.ts";
import { writeReleasedStore } from "../../../test/released-store.ts";
import { storeConformance } from "../../../test/store-conformance.ts";
import type { LibraryStore } from "../library-store.ts";
import { openSqliteStore, storeFileName } from "./sqlite-store.ts";

const root = mkdtempSync(join(tmpdir(), "lens-store-"));
let folders = 0;
const freshFolder = (): string => join(root, String(folders++));
const now = (): Date => new Date("2026-01-02T03:04:05Z");
afterAll(() => rmSync(root, { recursive: true }));

storeConformance("SQLite in memory", async () => openSqliteStore(":memory:", now));
storeConformance("SQLite in a file", async () => openSqliteStore(freshFolder(), now));

describe("store file", () => {
  test("what was written is there after closing and opening", async () => {
    const folder = freshFolder();
    const first = openSqliteStore(folder, now);
    await first.papers.upsert([inventedPaper("2001.00001")]);
    await first.close();
    const second = openSqliteStore(folder, now);
    expect(await second.papers.get("2001.00001")).not.toBeNull();
    await second.close();
  });

  test("two connections share the limiter and see each other's revisions", async () => {
    const folder = freshFolder();
    const [one, two] = [openSqliteStore(folder, now), openSqliteStore(folder, now)];
    expect(await one.upstreams.acquire("arxiv", 0, 1000)).toBe(0);
    expect(await two.upstreams.acquire("arxiv", 0, 1000)).toBe(1000);
    const before = await two.revision();
    await one.papers.upsert([inventedPaper("2001.00001")]);
    expect(await two.revision()).toBeGreaterThan(before);
    await one.close();
    await two.close();
  });

  test("whatever two connections do with jobs, each job is held once at a time and ends", async () => {
    let opened: LibraryStore[] = [];
    await jobsShared(
      () => {
        const folder = freshFolder();
        const [one, two] = [openSqliteStore(folder, now), openSqliteStore(folder, now)];
        opened = [one, two];
        return [one.jobs, two.jobs];
      },
      async () => {
        for (const store of opened) await store.close();
      },
    );
  });

  test("a store of a newer format is refused and not a byte is touched", async () => {
    const folder = freshFolder();
    await openSqliteStore(folder, now).close();
    const path = join(folder, storeFileName);
    const database = new Database(path);
    database.pragma("user_version = 99");
    database.pragma("wal_checkpoint(TRUNCATE)");
    database.close();
    const [bytes, names] = [readFileSync(path), readdirSync(folder)];
    expect(() => openSqliteStore(folder, now)).toThrow(
      expect.objectContaining({ code: "newer-format", message: expect.stringContaining("format 99") }),
    );
    expect(readFileSync(path)).toEqual(bytes);
    expect(readdirSync(folder)).toEqual(names);
  });

  test("a store of the first released format opens with its papers in the order of their changes", async () => {
    const folder = freshFolder();
    const ids = ["2002.00002", "2001.00001", "2003.00003"];
    const oldPaper = (id: string): Paper => inventedPaper(id, { doi: [`10.1000/Of.${id}`, "10.1000/All"] });
    writeReleasedStore(folder, ids.map(oldPaper));
    const store = openSqliteStore(folder, now);
    expect((await store.papers.changes(0, 10)).map(({ position, paper }) => [position, paper])).toEqual(
      ids.map((id, at) => [at + 1, oldPaper(id)]),
    );
    expect(await store.papers.get("2001.00001")).toEqual(oldPaper("2001.00001"));
    expect(await store.papers.byDois(["10.1000/of.2003.00003", "10.1000/all"])).toEqual(
      new Map([
        ["10.1000/of.2003.00003", "2003.00003"],
        ["10.1000/all", "2001.00001"],
      ]),
    );
    await store.papers.upsert([{ ...oldPaper("2002.00002"), comments: "5 pages" }]);
    expect((await store.papers.changes(3, 10)).map(({ position, paper }) => [position, paper?.key])).toEqual([
      [4, "2002.00002"],
    ]);
    await store.close();
  });

  test("a database of another program and a file that is none are refused and left alone", () => {
    const foreign = freshFolder();
    mkdirSync(foreign);
    const database = new Database(join(foreign, storeFileName));
    database.exec("CREATE TABLE mail (text TEXT)");
    database.close();
    const garbage = freshFolder();
    mkdirSync(garbage);
    writeFileSync(join(garbage, storeFileName), "not a database at all".repeat(50));
    for (const folder of [foreign, garbage]) {
      const bytes = readFileSync(join(folder, storeFileName));
      expect(() => openSqliteStore(folder, now)).toThrow(expect.objectContaining({ code: "not-a-store" }));
      expect(readFileSync(join(folder, storeFileName))).toEqual(bytes);
    }
  });

  test.skipIf(process.platform !== "linux")("where folders cannot be made, trying ends", () => {
    expect(() => openSqliteStore("/proc/none/below", now)).toThrow(expect.objectContaining({ code: "not-writable" }));
  });

  test("a data folder that cannot be made is an error that names it and the remedy", () => {
    const file = join(root, "plain-file");
    writeFileSync(file, "x");
    expect(() => openSqliteStore(join(file, "below"), now)).toThrow(
      expect.objectContaining({ code: "not-writable", message: expect.stringContaining("--data-dir") }),
    );
  });
});
