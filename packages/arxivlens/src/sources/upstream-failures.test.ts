import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { lastingFaults, passingFaults } from "../../test/upstream/faults.ts";
import { simulatedUpstream } from "../../test/upstream/simulated-tools.ts";
import type { SimulatorOptions } from "../../test/upstream/simulator.ts";
import { createVirtualClock } from "../../test/virtual-clock.ts";
import type { Result } from "../arxiv/errors.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { fetchAnnouncements } from "./announcements.ts";
import { fetchArxivRecords } from "./arxiv-query.ts";
import { fetchCrossrefWork } from "./crossref.ts";
import { harvestPages } from "./oai-harvest.ts";
import { fetchOpenAlexWorks } from "./openalex.ts";
import { fetchScholarLists } from "./scholar-lists.ts";
import { fetchScholarLinks } from "./semantic-scholar.ts";
import type { UpstreamIssue, UpstreamTools } from "./upstream-client.ts";

const host = "http://upstream.test";
const scholar = { baseUrl: `${host}/graph/v1`, apiKey: null };
const paper = inventedPaper("2001.00001", { title: "Café toys by Erdős & Co", authors: ["Zoë Example"] });
const doi = "10.48550/arxiv.2001.00001";
const link = { paperId: "s2", title: "Café", arxivId: "2001.00002" };

const world: Omit<SimulatorOptions, "nowMs"> = {
  // The other encoding has no ő.
  papers: [{ ...paper, title: "Café toys & more" }],
  changes: [{ key: paper.key, datestamp: "2024-02-01", paper: { ...paper, title: "Café toys & more" } }],
  announcements: [{ paper: { ...paper, title: "Café toys & more" }, announceType: "new" }],
  works: [{ id: "W1", doi, references: ["W2"] }],
  scholarPapers: [{ paperId: "s1", title: "Café", arxivId: "2001.00001", references: [link], citations: [link] }],
  publications: [{ doi: "10.1/toys", title: "Café", references: [{ DOI: doi }] }],
};

interface Client {
  readonly name: string;
  readonly ask: (tools: UpstreamTools) => Promise<Result<unknown, UpstreamIssue>>;
  /** Faults that this client cannot see as such, and why. */
  readonly blindTo?: Readonly<Record<string, string>>;
}

const clients: readonly Client[] = [
  { name: "OAI-PMH", ask: harvested },
  { name: "arXiv's query API", ask: (tools) => fetchArxivRecords(tools, `${host}/api/query`, ["2001.00001"]) },
  {
    name: "RSS",
    ask: (tools) => fetchAnnouncements(tools, `${host}/rss`, ["cs"]),
    blindTo: { "an empty answer": "a feed without items is what a day without announcements looks like" },
  },
  {
    name: "OpenAlex",
    ask: (tools) => fetchOpenAlexWorks(tools, { baseUrl: `${host}/works`, apiKey: null }, [doi]),
    blindTo: { "an empty answer": "a list without works is what unknown DOIs look like" },
  },
  {
    name: "Semantic Scholar, lists",
    ask: lists,
  },
  {
    name: "Semantic Scholar, references",
    ask: (tools) => fetchScholarLinks(tools, scholar, "ARXIV:2001.00001", "cited"),
  },
  {
    name: "Semantic Scholar, citations",
    ask: (tools) => fetchScholarLinks(tools, scholar, "ARXIV:2001.00001", "citing"),
  },
  { name: "Crossref", ask: (tools) => fetchCrossrefWork(tools, `${host}/crossref/works`, "10.1/toys") },
];

async function lists(tools: UpstreamTools): Promise<Result<unknown, UpstreamIssue>> {
  // One paper: several are asked for in parts once they have failed together.
  const answers = fetchScholarLists(tools, scholar, ["ARXIV:2001.00001"], "cited");
  const value: unknown[] = [];
  for await (const { found, issue } of answers) {
    if (issue !== null) return { ok: false, error: issue };
    value.push(...found);
  }
  return { ok: true, value };
}

async function harvested(tools: UpstreamTools): Promise<Result<unknown, UpstreamIssue>> {
  const papers: unknown[] = [];
  for await (const page of harvestPages(tools, { baseUrl: `${host}/oai`, from: "2024-01-01", set: null })) {
    if (!page.ok) return page;
    papers.push(...page.value.papers);
  }
  return { ok: true, value: papers };
}

describe.each(clients)("$name", ({ ask, blindTo = {} }) => {
  let store: LibraryStore;
  beforeEach(() => {
    store = openSqliteStore(":memory:", () => new Date(0));
  });
  afterEach(() => store.close());

  const upstream = (
    options: Omit<SimulatorOptions, "nowMs">,
    signal?: AbortSignal,
  ): ReturnType<typeof simulatedUpstream> =>
    simulatedUpstream(
      store.upstreams,
      { ...world, ...options },
      { clock: createVirtualClock(Date.parse("2024-02-05T12:00:00Z")), ...(signal === undefined ? {} : { signal }) },
    );

  for (const [name, fault] of passingFaults) {
    const blind = blindTo[name];
    test(blind === undefined ? `${name} costs nothing but time` : `${name} is taken as it is: ${blind}`, async () => {
      const undisturbed = await ask(upstream({}).tools);
      expect(undisturbed).toMatchObject({ ok: true });
      expect(JSON.stringify(undisturbed)).toMatch(/Café|W1/);
      const { tools, simulator } = upstream({ faults: [fault] });
      const disturbed = await ask(tools);
      if (blind === undefined) expect(disturbed).toEqual(undisturbed);
      else expect([disturbed.ok, simulator.requests.length]).toEqual([true, 1]);
    });
  }

  test.each(lastingFaults)("%s: it says so in the end, with waits that grow", async (_, faultForEver, code) => {
    const { tools, simulator } = upstream({ faultForEver });
    expect(await ask(tools)).toMatchObject({ ok: false, error: { code } });
    const times = simulator.requests.map(({ atMs }) => atMs);
    const gaps = times.slice(1).map((time, position) => time - (times[position] ?? 0));
    expect(gaps).toEqual(gaps.toSorted((a, b) => a - b));
    expect(times.length).toBeLessThanOrEqual(5);
  });

  test("a wish to stop ends a wait", async () => {
    const stop = new AbortController();
    const { tools } = upstream({ faultForEver: { kind: "busy", status: 503 } }, stop.signal);
    const stopping: UpstreamTools = {
      ...tools,
      sleep: async (ms, signal) => {
        stop.abort();
        await tools.sleep(ms, signal);
      },
    };
    expect(await ask(stopping)).toMatchObject({ ok: false, error: { code: "stopped" } });
  });
});
