import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bareWork, inventedPaper } from "../../test/invented-papers.ts";
import {
  createUpstreamSimulator,
  type SimulatorOptions,
  type UpstreamSimulator,
} from "../../test/upstream/simulator.ts";
import { createVirtualClock } from "../../test/virtual-clock.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { createCompletionJob, type CompletionJob } from "./completion-job.ts";

let store: LibraryStore;
beforeEach(async () => {
  store = openSqliteStore(":memory:", () => new Date(0));
  await store.papers.upsert([
    bareWork("2001.00001", "One"),
    bareWork("2001.00002", "Two"),
    bareWork("work:x", "X"),
    bareWork("2001.00003", "Three"),
  ]);
});
afterEach(() => store.close());

const wanted = ["2001.00001", "2001.00002", "work:x"];
const known: Omit<SimulatorOptions, "nowMs"> = {
  papers: [inventedPaper("2001.00001"), inventedPaper("2001.00002"), inventedPaper("2001.00003")],
  works: [
    { id: "W1", doi: "10.48550/arxiv.2001.00001", references: ["W2", "W404"] },
    { id: "W2", doi: "10.48550/arxiv.2001.00002", references: [] },
  ],
};

function jobWith(
  options: Omit<SimulatorOptions, "nowMs">,
  offline = false,
): { job: CompletionJob; simulator: UpstreamSimulator; states: string[] } {
  const clock = createVirtualClock();
  const simulator = createUpstreamSimulator({ ...options, nowMs: clock.nowMs });
  const job = createCompletionJob({
    store,
    wanted,
    holdings: { state: "starter-set", papers: 4, sources: ["starter-set"] },
    arxivUrl: "http://upstream.test/api/query",
    openAlexUrl: "http://upstream.test/works",
    tools: {
      fetch: simulator.fetch,
      nowMs: clock.nowMs,
      sleep: clock.sleep,
      limiter: store.upstreams,
      offline,
      signal: new AbortController().signal,
    },
  });
  const states: string[] = [];
  job.subscribe((freshness) => states.push(freshness.state));
  return { job, simulator, states };
}

describe("completing the starter set", () => {
  test("missing abstracts come from arXiv, citations from OpenAlex, and the footer says so", async () => {
    const { job, states } = jobWith(known);
    expect(job.current()).toMatchObject({ state: "starter-set", message: "Showing 4 works of the starter set." });
    await job.run();
    expect(await store.papers.get("2001.00001")).toMatchObject({
      abstract: "We propose nothing in 2001.00001.",
      sources: ["test", "arxiv-api"],
    });
    expect((await store.papers.get("2001.00003"))?.abstract).toBeNull();
    expect(await store.citations.edges()).toEqual([{ citing: "2001.00001", cited: "2001.00002", source: "openalex" }]);
    expect([...new Set(states)]).toEqual(["fetching", "complete"]);
  });

  test("a second run asks nothing again", async () => {
    await jobWith(known).job.run();
    const second = jobWith(known);
    await second.job.run();
    expect(second.simulator.requests).toEqual([]);
    expect(second.job.current().state).toBe("complete");
  });

  test("ids that arXiv does not know are remembered as missing", async () => {
    const options = { ...known, papers: [inventedPaper("2001.00001")] };
    await jobWith(options).job.run();
    const second = jobWith(options);
    await second.job.run();
    expect(second.simulator.requests).toEqual([]);
  });

  test("misbehaving services only make it slower", async () => {
    const { job } = jobWith({ ...known, faults: [{ kind: "busy", status: 429 }, { kind: "cut" }, { kind: "empty" }] });
    await job.run();
    expect(job.current().state).toBe("complete");
    expect((await store.papers.get("2001.00002"))?.abstract).not.toBeNull();
  });

  test("without a network it ends quietly, says so in one sentence, and keeps what is there", async () => {
    const { job } = jobWith({ faultForEver: { kind: "unreachable" } });
    await job.run();
    expect(job.current().state).toBe("unreachable");
    expect(job.current().message).toMatch(/^Showing 4 works of the starter set; .*cannot be reached[^\n]*\.$/);
    expect((await store.papers.statistics()).papers).toBe(4);
  });

  test("offline nothing is asked, and the state says it is by choice", async () => {
    const { job, simulator } = jobWith(known, true);
    await job.run();
    expect(simulator.requests).toEqual([]);
    expect(job.current()).toMatchObject({ state: "offline", message: expect.stringContaining("Offline as asked") });
  });
});
