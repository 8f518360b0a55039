import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bareWork, inventedPaper } from "../../test/invented-papers.ts";
import type { Fault } from "../../test/upstream/faults.ts";
import type { OaiEntry } from "../../test/upstream/oai-service.ts";
import { simulatedUpstream } from "../../test/upstream/simulated-tools.ts";
import type { SimulatorOptions } from "../../test/upstream/simulator.ts";
import { createVirtualClock } from "../../test/virtual-clock.ts";
import { harvestFormats, type HarvestFormat } from "../sources/oai-harvest.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { firstDay, harvest, type HarvestReport } from "./harvest.ts";

let store: LibraryStore;
beforeEach(() => {
  store = openSqliteStore(":memory:", () => new Date(0));
});
afterEach(() => store.close());

/** Twenty papers that changed on four days, five on each. */
const entries: readonly OaiEntry[] = Array.from({ length: 20 }, (_, at) => {
  const key = `2001.${String(at + 1).padStart(5, "0")}`;
  return { key, datestamp: `2024-02-0${1 + Math.floor(at / 5)}`, paper: inventedPaper(key) };
});

const midday = Date.parse("2024-02-05T12:00:00Z");

async function sync(
  given: Omit<SimulatorOptions, "nowMs"> & {
    readonly signal?: AbortSignal;
    readonly from?: string;
    readonly format?: HarvestFormat;
    readonly startMs?: number;
  } = {},
): Promise<{ report: HarvestReport; requests: readonly URL[]; sleeps: readonly number[] }> {
  const { signal, from, format, startMs, ...options } = given;
  const { tools, simulator, clock } = simulatedUpstream(
    store.upstreams,
    { changes: entries, pageSize: 6, ...options },
    { clock: createVirtualClock(startMs ?? midday), ...(signal === undefined ? {} : { signal }) },
  );
  const report = await harvest({
    store,
    baseUrl: "http://upstream.test/oai",
    set: null,
    from: from ?? null,
    ...(format === undefined ? {} : { format }),
    tools,
  });
  return { report, requests: simulator.requests.map(({ url }) => url), sleeps: clock.sleeps };
}

const stored = async (): Promise<number> => (await store.papers.statistics()).papers;

describe("harvest", () => {
  test("takes every page in turn, three seconds apart, and leaves the day before the server's", async () => {
    const { report, requests, sleeps } = await sync();
    expect(report).toMatchObject({ from: firstDay, papers: 20, deleted: 0, issue: null, next: "2024-02-04" });
    expect(await stored()).toBe(20);
    expect(requests).toHaveLength(4);
    expect(sleeps.every((ms) => ms <= 3_000)).toBe(true);
    expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(9_000);
    expect(requests[0]?.search).toBe(`?verb=ListRecords&metadataPrefix=arXivRaw&from=${firstDay}`);
    expect(requests.slice(1).every(({ searchParams }) => searchParams.has("resumptionToken"))).toBe(true);
  });

  const busy: Fault = { kind: "busy", status: 503, retryAfter: "7" };
  const silent: Fault = { kind: "busy", status: 429 };

  test.each<[string, Readonly<Record<number, Fault>>]>([
    ["a busy server that names a time", { 2: busy }],
    ["a busy server that names none", { 1: silent, 3: silent }],
    ["an empty page", { 2: { kind: "empty" } }],
    ["an answer that is cut", { 3: { kind: "cut" } }],
    ["no connection for a moment", { 1: { kind: "unreachable" } }],
    ["a token that has expired", { 3: { kind: "expired token" } }],
    ["all of it", { 1: { kind: "cut" }, 3: { kind: "empty" }, 5: busy, 6: { kind: "expired token" }, 8: silent }],
  ])("%s costs nothing but time", async (_, faultAt) => {
    const { report } = await sync({ faultAt });
    expect(report.issue).toBeNull();
    expect(await stored()).toBe(20);
  });

  test("tokens that end at midnight begin anew at the last day given", async () => {
    const { report, requests } = await sync({ startMs: Date.parse("2024-02-04T23:59:55Z") });
    expect(report).toMatchObject({ issue: null, next: "2024-02-04" });
    expect(await stored()).toBe(20);
    const begun = requests.flatMap(({ searchParams }) => searchParams.get("from") ?? []);
    expect(begun).toEqual([firstDay, "2024-02-03"]);
  });

  test("one day with more records than a page holds goes on inside of the day, even over midnight", async () => {
    const changes = entries.map((entry) => ({ ...entry, datestamp: "2024-02-01" }));
    const { report } = await sync({ changes, startMs: Date.parse("2024-02-04T23:59:55Z") });
    expect(report).toMatchObject({ issue: null, next: "2024-02-04" });
    expect(await stored()).toBe(20);
  });

  test("what changes while the pages are read comes at their end, as its latest record", async () => {
    const changes = [...entries];
    const title = "An Invented Paper, Second Edition";
    const paper = inventedPaper("2001.00001", { title, submittedAt: "2024-02-05", sources: ["test"] });
    const late = { key: "2001.00021", datestamp: "2024-02-05", paper: inventedPaper("2001.00021") };
    const { tools } = simulatedUpstream(
      store.upstreams,
      { changes, pageSize: 6 },
      { clock: createVirtualClock(midday) },
    );
    let pages = 0;
    const onProgress = (): void => {
      pages += 1;
      if (pages === 1) changes.splice(0, 1, { key: "2001.00001", datestamp: "2024-02-05", paper }, late);
    };
    await harvest({ store, baseUrl: "http://upstream.test/oai", set: null, from: null, tools, onProgress });
    expect(await store.papers.get("2001.00021")).not.toBeNull();
    expect(await store.papers.get("2001.00001")).toMatchObject({ title });
  });

  test.each<HarvestFormat>(["arXivRaw", "arXiv", "oai_dc"])("format %s gives the same papers", async (format) => {
    const { report } = await sync({ format });
    expect(report).toMatchObject({ papers: 20, unreadable: [], issue: null });
    expect(await store.papers.get("2001.00001")).toMatchObject({
      title: "An Invented Paper with Key 2001.00001",
      authors: ["Ada Example", "Bo Sample"],
      submittedAt: "2020-02-03",
    });
  });

  test("a wait that the server asks for is kept", async () => {
    const { sleeps } = await sync({ faultAt: { 1: busy } });
    expect(Math.max(...sleeps)).toBeGreaterThanOrEqual(5_000);
    expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(7_000);
  });

  test("an upstream that goes away leaves what was given, and the next harvest goes on there", async () => {
    const away: Readonly<Record<number, Fault>> = Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [at + 3, { kind: "unreachable" as const }]),
    );
    const { report } = await sync({ faultAt: away });
    expect(report).toMatchObject({ papers: 12, next: "2024-02-03", issue: { code: "unreachable" } });
    expect(await stored()).toBe(12);
    const again = await sync();
    expect(again.report).toMatchObject({ from: "2024-02-03", papers: 10, issue: null });
    expect(await stored()).toBe(20);
  });

  test("the second harvest asks for changes only, and the same records change nothing and are not counted again", async () => {
    await sync();
    const revision = await store.papers.lastChange();
    const { report } = await sync();
    expect(report).toMatchObject({ from: "2024-02-04", papers: 5 });
    expect(await store.imports.get("oai:arxiv")).toMatchObject({ papers: 20 });
    expect(await store.papers.lastChange()).toBe(revision);
  });

  test("nothing new is a success", async () => {
    const { report } = await sync({ changes: [], from: "2024-02-04" });
    expect(report).toMatchObject({ papers: 0, issue: null, next: "2024-02-04" });
  });

  test("deleted records are counted, a record without a title is listed, and the others are kept", async () => {
    const broken = { key: "2001.00030", datestamp: "2024-02-02", paper: inventedPaper("2001.00030", { title: " " }) };
    const gone = { key: "2001.00031", datestamp: "2024-02-02", paper: null };
    const { report } = await sync({ changes: [...entries, broken, gone] });
    expect(report).toMatchObject({
      papers: 20,
      deleted: 1,
      unreadable: [{ record: "oai:arXiv.org:2001.00030", reason: "the record has no valid id or no title" }],
    });
  });

  test("a record that is not well-formed is mended and listed, and keeps neither its page nor the next ones away", async () => {
    const changes = entries.map((entry, at) =>
      at === 3 ? { ...entry, paper: inventedPaper(entry.key, { title: "A \u0003Toy" }) } : entry,
    );
    const { report, requests } = await sync({ changes });
    expect(report).toMatchObject({ papers: 20, unreadable: [], issue: null });
    expect(report.repaired).toEqual([
      { record: "oai:arXiv.org:2001.00004", reason: expect.stringContaining("disallowed character") },
    ]);
    expect(requests).toHaveLength(4);
    expect(await store.papers.get("2001.00004")).toMatchObject({ title: "A Toy" });
    expect(await store.imports.get("oai:arxiv")).toMatchObject({ repaired: 1, repairedLines: [{ line: 1 }] });
  });

  test.each(harvestFormats)(
    "a paper whose record is deleted stays, as withdrawn, until arXiv gives it again as %s",
    async (format) => {
      await sync({ format });
      const [first, ...others] = entries;
      const key = first?.key ?? "";
      const gone = { key, datestamp: "2024-02-06", paper: null };
      const { report } = await sync({ format, changes: [...others, gone], startMs: midday + 2 * 86_400_000 });
      expect(report).toMatchObject({ deleted: 1, deletedRecords: [`oai:arXiv.org:${key}`] });
      expect(await store.papers.get(key)).toMatchObject({ withdrawn: true, title: expect.stringContaining(key) });
      const back = { key, datestamp: "2024-02-08", paper: inventedPaper(key) };
      await sync({ format, changes: [...others, back], startMs: midday + 4 * 86_400_000 });
      expect(await store.papers.get(key)).toMatchObject({ withdrawn: false, sources: ["arxiv-oai"] });
    },
  );

  test("a deleted record marks its own row: what was merged into it can be taken apart as it was", async () => {
    await sync();
    const publication = bareWork("work:publication", "Another Title", { doi: ["10.1/a"] });
    await store.papers.upsert([publication]);
    await store.works.merge("work:publication", "2001.00001", "by hand", 1);
    const gone = { key: "2001.00001", datestamp: "2024-02-06", paper: null };
    await sync({ changes: [gone], startMs: midday + 2 * 86_400_000 });
    await store.works.split("work:publication");
    expect(await store.papers.get("2001.00001")).toMatchObject({ withdrawn: true, doi: [] });
    expect(await store.papers.get("work:publication")).toMatchObject({ withdrawn: false, sources: ["test"] });
  });

  describe("after the metadata snapshot", () => {
    const snapshot = (
      finished: boolean,
      source = "snapshot:arxiv",
      more: { readonly cut?: true } = {},
    ): Promise<void> =>
      store.imports.commit(
        {
          source,
          fingerprint: "f",
          finished,
          cursor: {},
          papers: 1,
          citations: 0,
          skipped: 0,
          skippedLines: [],
          latest: "2024-02-03",
          ...more,
        },
        [],
        [],
      );

    test("begins the day before its latest version", async () => {
      await snapshot(true);
      expect((await sync()).report).toMatchObject({ from: "2024-02-02", papers: 15 });
    });

    test("goes on where the last harvest ended when that is later", async () => {
      await sync();
      await snapshot(true);
      expect((await sync()).report.from).toBe("2024-02-04");
    });

    test.each([
      ["one that was not loaded to its end", {}, false, "snapshot:arxiv"],
      ["one whose file ended early", { cut: true } as const, true, "snapshot:arxiv"],
      ["another file", {}, true, "corpus:mine"],
    ])("%s says nothing", async (_, more, finished, source) => {
      await snapshot(finished, source, more);
      expect((await sync()).report.from).toBe(firstDay);
    });
  });

  test("one that is stopped says so and can go on", async () => {
    const stop = new AbortController();
    stop.abort();
    const { report } = await sync({ signal: stop.signal });
    expect(report.issue?.code).toBe("stopped");
    expect((await sync()).report.issue).toBeNull();
    expect(await stored()).toBe(20);
  });
});
