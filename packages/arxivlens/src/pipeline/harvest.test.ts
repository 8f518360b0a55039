import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { createOaiSimulator, type OaiEntry, type OaiFault } from "../../test/oai-simulator.ts";
import { createVirtualClock } from "../../test/virtual-clock.ts";
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

async function sync(
  given: {
    entries?: readonly OaiEntry[];
    faults?: Readonly<Record<number, OaiFault>>;
    signal?: AbortSignal;
    from?: string;
  } = {},
): Promise<{ report: HarvestReport; requests: readonly URL[]; sleeps: readonly number[] }> {
  const clock = createVirtualClock();
  const simulator = createOaiSimulator({
    entries: given.entries ?? entries,
    pageSize: 6,
    responseDate: "2024-02-05T01:00:00Z",
    faults: given.faults ?? {},
  });
  const report = await harvest({
    store,
    baseUrl: "http://upstream.test/oai",
    set: null,
    from: given.from ?? null,
    tools: {
      fetch: simulator.fetch,
      nowMs: clock.nowMs,
      sleep: clock.sleep,
      limiter: store.upstreams,
      offline: false,
      signal: given.signal ?? new AbortController().signal,
    },
  });
  return { report, requests: simulator.requests, sleeps: clock.sleeps };
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

  test.each<[string, Readonly<Record<number, OaiFault>>]>([
    ["a busy server that names a time", { 2: "busy" }],
    ["a busy server that names none", { 1: "busy without a time", 3: "busy without a time" }],
    ["an empty page", { 2: "empty" }],
    ["an answer that is cut", { 3: "cut" }],
    ["no connection for a moment", { 1: "unreachable" }],
    ["a token that has expired", { 3: "expired" }],
    ["all of it", { 1: "cut", 3: "empty", 5: "busy", 6: "expired", 8: "busy without a time" }],
  ])("%s costs nothing but time", async (_, faults) => {
    const { report } = await sync({ faults });
    expect(report.issue).toBeNull();
    expect(await stored()).toBe(20);
  });

  test("a wait that the server asks for is kept", async () => {
    const { sleeps } = await sync({ faults: { 1: "busy" } });
    expect(Math.max(...sleeps)).toBeGreaterThanOrEqual(5_000);
    expect(sleeps.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(7_000);
  });

  test("an upstream that goes away leaves what was given, and the next harvest goes on there", async () => {
    const away: Readonly<Record<number, OaiFault>> = Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [at + 3, "unreachable" as const]),
    );
    const { report } = await sync({ faults: away });
    expect(report).toMatchObject({ papers: 12, next: "2024-02-03", issue: { code: "unreachable" } });
    expect(await stored()).toBe(12);
    const again = await sync();
    expect(again.report).toMatchObject({ from: "2024-02-03", papers: 10, issue: null });
    expect(await stored()).toBe(20);
  });

  test("the second harvest asks for changes only, and the same records change nothing", async () => {
    await sync();
    const revision = await store.papers.lastChange();
    const { report } = await sync();
    expect(report).toMatchObject({ from: "2024-02-04", papers: 5 });
    expect(await store.papers.lastChange()).toBe(revision);
  });

  test("nothing new is a success", async () => {
    const { report } = await sync({ entries: [], from: "2024-02-04" });
    expect(report).toMatchObject({ papers: 0, issue: null, next: "2024-02-04" });
  });

  test("deleted records are counted, a record without a title is listed, and the others are kept", async () => {
    const broken = { key: "2001.00030", datestamp: "2024-02-02", paper: inventedPaper("2001.00030", { title: " " }) };
    const gone = { key: "2001.00031", datestamp: "2024-02-02", paper: null };
    const { report } = await sync({ entries: [...entries, broken, gone] });
    expect(report).toMatchObject({
      papers: 20,
      deleted: 1,
      unreadable: [{ record: "oai:arXiv.org:2001.00030", reason: "the record has no valid id or no title" }],
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
