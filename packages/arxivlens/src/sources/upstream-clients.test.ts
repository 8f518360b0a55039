import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import {
  createUpstreamSimulator,
  type SimulatorOptions,
  type UpstreamSimulator,
} from "../../test/upstream-simulator.ts";
import { createVirtualClock, type VirtualClock } from "../../test/virtual-clock.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { fetchArxivRecords } from "./arxiv-query.ts";
import { fetchOpenAlexWorks, parseOpenAlexPage } from "./openalex.ts";
import type { UpstreamTools } from "./upstream-client.ts";

const arxivUrl = "http://upstream.test/api/query";
const openAlexUrl = "http://upstream.test/works";

let store: LibraryStore;
let clock: VirtualClock;
let stop: AbortController;
beforeEach(() => {
  store = openSqliteStore(":memory:", () => new Date(0));
  clock = createVirtualClock();
  stop = new AbortController();
});
afterEach(() => store.close());

function upstream(
  options: Omit<SimulatorOptions, "nowMs">,
  offline = false,
): { simulator: UpstreamSimulator; tools: UpstreamTools } {
  const simulator = createUpstreamSimulator({ ...options, nowMs: clock.nowMs });
  const tools = {
    fetch: simulator.fetch,
    nowMs: clock.nowMs,
    sleep: clock.sleep,
    limiter: store.upstreams,
    offline,
    signal: stop.signal,
  };
  return { simulator, tools };
}

const papers = ["2001.00001", "hep-th/9901001", "2001.00003"].map((key) =>
  inventedPaper(key, { title: `T <${key}> & more` }),
);

describe("arXiv's query API", () => {
  test("records come by id, with their source, and unknown ids are named", async () => {
    const { tools } = upstream({ papers });
    const answer = await fetchArxivRecords(tools, arxivUrl, ["hep-th/9901001", "2001.00009", "2001.00001"]);
    expect(answer).toMatchObject({
      ok: true,
      value: {
        papers: [
          { key: "hep-th/9901001", title: "T <hep-th/9901001> & more", sources: ["arxiv-api"] },
          { key: "2001.00001", authors: ["Ada Example", "Bo Sample"] },
        ],
        missing: ["2001.00009"],
      },
    });
  });

  test("requests are at least three seconds apart, whoever of two clients sends them", async () => {
    const { tools, simulator } = upstream({ papers });
    for (let turn = 0; turn < 4; turn++) await fetchArxivRecords(tools, arxivUrl, ["2001.00001"]);
    const times = simulator.requests.map((request) => request.atMs);
    times.slice(1).forEach((time, position) => expect(time - (times[position] ?? 0)).toBeGreaterThanOrEqual(3000));
  });

  test.each([
    ["429 without Retry-After", { kind: "busy", status: 429 }],
    ["503 with Retry-After", { kind: "busy", status: 503, retryAfter: "60" }],
    ["status 500", { kind: "broken" }],
    ["an empty page", { kind: "empty" }],
    ["a cut body", { kind: "cut" }],
    ["a maintenance page", { kind: "html" }],
    ["an interrupted body", { kind: "interrupted" }],
    ["a lost connection", { kind: "unreachable" }],
  ] as const)("%s is overcome by asking again later", async (_name, fault) => {
    const { tools, simulator } = upstream({ papers, faults: [fault] });
    const answer = await fetchArxivRecords(tools, arxivUrl, ["2001.00001"]);
    expect(answer).toMatchObject({ ok: true, value: { papers: [{ key: "2001.00001" }] } });
    expect(simulator.requests).toHaveLength(2);
  });

  test("Retry-After is obeyed, as seconds and as a date", async () => {
    const date = new Date(clock.nowMs() + 90_000).toUTCString();
    const { tools, simulator } = upstream({
      papers,
      faults: [
        { kind: "busy", status: 503, retryAfter: "70" },
        { kind: "busy", status: 429, retryAfter: date },
      ],
    });
    await fetchArxivRecords(tools, arxivUrl, ["2001.00001"]);
    const [first = 0, second = 0] = simulator.requests.map((request) => request.atMs);
    expect(second - first).toBeGreaterThanOrEqual(70_000);
    expect(simulator.requests).toHaveLength(3);
  });

  test("waits grow while the service stays busy, and patience ends", async () => {
    const { tools, simulator } = upstream({ faultForEver: { kind: "busy", status: 429 } });
    const answer = await fetchArxivRecords(tools, arxivUrl, ["2001.00001"]);
    expect(answer).toMatchObject({ ok: false, error: { code: "busy" } });
    const times = simulator.requests.map((request) => request.atMs);
    const gaps = times.slice(1).map((time, position) => time - (times[position] ?? 0));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(gaps.at(-1)).toBeGreaterThan(30_000);
  });

  test("an error entry with status 200 sets its id aside and the others are fetched", async () => {
    const { tools } = upstream({ papers });
    const answer = await fetchArxivRecords(tools, arxivUrl, ["bad-id", "2001.00001"]);
    expect(answer).toMatchObject({ ok: true, value: { papers: [{ key: "2001.00001" }], missing: ["bad-id"] } });
  });

  test("an id that arXiv never has an entry for is missing, not a failure", async () => {
    const { tools } = upstream({ papers });
    expect(await fetchArxivRecords(tools, arxivUrl, ["2001.00009"])).toEqual({
      ok: true,
      value: { papers: [], missing: ["2001.00009"] },
    });
  });

  test("offline refuses before anything is sent, a stop ends the waiting", async () => {
    const away = upstream({ papers }, true);
    expect(await fetchArxivRecords(away.tools, arxivUrl, ["2001.00001"])).toMatchObject({
      ok: false,
      error: { code: "offline" },
    });
    expect(away.simulator.requests).toEqual([]);
    stop.abort();
    const { tools } = upstream({ papers });
    expect(await fetchArxivRecords(tools, arxivUrl, ["2001.00001"])).toMatchObject({
      ok: false,
      error: { code: "stopped" },
    });
  });
});

describe("OpenAlex", () => {
  test("works come by DOI with short ids", async () => {
    const { tools } = upstream({ works: [{ id: "W1", doi: "10.48550/arxiv.2001.00001", references: ["W2", "W9"] }] });
    expect(await fetchOpenAlexWorks(tools, openAlexUrl, ["10.48550/arxiv.2001.00001", "10.1/none"])).toEqual({
      ok: true,
      value: [{ id: "W1", arxivId: "2001.00001", doi: "10.48550/arxiv.2001.00001", references: ["W2", "W9"] }],
    });
  });

  const recorded = join(
    process.env["LENS_SHARED"] ?? join(import.meta.dirname, "../../../../../shared"),
    "conformance/arxiv-records",
  );
  test.skipIf(!existsSync(recorded))("the recorded list gives the ids that its independent reading found", () => {
    const expected = JSON.parse(readFileSync(join(recorded, "expected.json"), "utf8")) as {
      files: { file: string; expected: { works?: { arxivId: string | null; references: string[] }[] } }[];
    };
    const works = expected.files.find((file) => file.file === "openalex/list.json")?.expected.works ?? [];
    const page = parseOpenAlexPage(readFileSync(join(recorded, "openalex/list.json"), "utf8"));
    expect(page.ok && page.value.map(({ arxivId, references }) => ({ arxivId, references }))).toEqual(
      works.map(({ arxivId, references }) => ({ arxivId, references })),
    );
    expect(works.length).toBeGreaterThan(0);
  });
});
