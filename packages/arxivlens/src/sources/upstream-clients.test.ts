import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import type { Fault } from "../../test/upstream/faults.ts";
import type { SimulatedScholarPaper } from "../../test/upstream/citation-services.ts";
import { simulatedUpstream, type SimulatedUpstream } from "../../test/upstream/simulated-tools.ts";
import type { SimulatorOptions } from "../../test/upstream/simulator.ts";
import { createVirtualClock, type VirtualClock } from "../../test/virtual-clock.ts";
import type { CitationSide } from "../arxiv/citation-neighbours.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { fetchArxivRecords } from "./arxiv-query.ts";
import { fetchOpenAlexWorks, parseOpenAlexPage } from "./openalex.ts";
import { announcingArchives, fetchAnnouncements } from "./announcements.ts";
import { fetchCrossrefWork } from "./crossref.ts";
import type { PartialAnswer, UpstreamIssue, UpstreamTools } from "./upstream-client.ts";
import { fetchScholarLists } from "./scholar-lists.ts";
import { fetchScholarLinks, type ScholarAccess, type ScholarLinks } from "./semantic-scholar.ts";

const arxivUrl = "http://upstream.test/api/query";
const openAlex = { baseUrl: "http://upstream.test/works", apiKey: null };

let store: LibraryStore;
let clock: VirtualClock;
let stop: AbortController;
beforeEach(() => {
  store = openSqliteStore(":memory:", () => new Date(0));
  clock = createVirtualClock();
  stop = new AbortController();
});
afterEach(() => store.close());

const upstream = (options: Omit<SimulatorOptions, "nowMs">, offline = false): SimulatedUpstream =>
  simulatedUpstream(store.upstreams, options, { clock, offline, signal: stop.signal });

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

  test("an entry that cannot be read is asked for again, and is not one that arXiv does not have", async () => {
    const ids = ["2001.00001", "2001.00003"];
    const garbled = { kind: "garbled entry" } as const;
    const answer = await fetchArxivRecords(upstream({ papers, faults: [garbled] }).tools, arxivUrl, ids);
    expect(answer).toMatchObject({ ok: true, value: { papers: [{}, {}], missing: [], repaired: [] } });
    const never = await fetchArxivRecords(upstream({ papers, faultForEver: garbled }).tools, arxivUrl, ids);
    expect(never).toMatchObject({ ok: false, error: { code: "unusable" } });
  });

  test("an entry that can be mended is taken, and named", async () => {
    const damaged = inventedPaper("2001.00001", { title: "A \u0001Toy" });
    const answer = await fetchArxivRecords(upstream({ papers: [damaged] }).tools, arxivUrl, ["2001.00001"]);
    expect(answer).toMatchObject({
      ok: true,
      value: { papers: [{ title: "A Toy" }], repaired: [{ record: "2001.00001" }] },
    });
  });

  test("requests are at least three seconds apart, whoever of two clients sends them", async () => {
    const { tools, simulator } = upstream({ papers });
    for (let turn = 0; turn < 4; turn++) await fetchArxivRecords(tools, arxivUrl, ["2001.00001"]);
    const times = simulator.requests.map((request) => request.atMs);
    times.slice(1).forEach((time, position) => expect(time - (times[position] ?? 0)).toBeGreaterThanOrEqual(3000));
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

  test("a service that wants to be left alone for long is left alone, by every client, until then", async () => {
    const { tools, simulator } = upstream({ papers, faults: [{ kind: "busy", status: 503, retryAfter: "7200" }] });
    expect(await fetchArxivRecords(tools, arxivUrl, ["2001.00001"])).toMatchObject({ ok: false });
    expect(await fetchArxivRecords(tools, arxivUrl, ["2001.00001"])).toMatchObject({
      ok: false,
      error: { code: "busy", message: "arxiv asked to be left alone until 1970-01-01T02:16:40.000Z" },
    });
    expect(simulator.requests).toHaveLength(1);
    await clock.sleep(7_200_000, stop.signal);
    expect(await fetchArxivRecords(tools, arxivUrl, ["2001.00001"])).toMatchObject({ ok: true });
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
      value: { papers: [], missing: ["2001.00009"], repaired: [] },
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
    expect(await fetchOpenAlexWorks(tools, openAlex, ["10.48550/arxiv.2001.00001", "10.1/none"])).toEqual({
      ok: true,
      value: [
        {
          id: "W1",
          arxivId: "2001.00001",
          doi: "10.48550/arxiv.2001.00001",
          references: ["W2", "W9"],
          title: null,
          authors: [],
          year: null,
        },
      ],
    });
  });

  test("a key and a contact go with every question, and are in no message", async () => {
    const { tools, simulator } = upstream({ works: [] });
    const keyed = { ...openAlex, apiKey: "secret&key" };
    expect(await fetchOpenAlexWorks({ ...tools, contact: "ada@example.org" }, keyed, ["10.1/a"])).toMatchObject({
      ok: true,
    });
    const [request] = simulator.requests;
    expect(request?.url.searchParams.get("api_key")).toBe("secret&key");
    expect(request?.url.searchParams.get("mailto")).toBe("ada@example.org");
    expect(request?.url.searchParams.get("filter")).toBe("doi:10.1/a");
    const naming: UpstreamTools = {
      ...tools,
      fetch: async (url) => {
        throw new TypeError(`Failed to fetch ${url} (secret&key)`);
      },
    };
    const failed = await fetchOpenAlexWorks(naming, keyed, ["10.1/a"]);
    expect(failed).toMatchObject({ ok: false, error: { code: "unreachable" } });
    expect(JSON.stringify(failed)).not.toMatch(/secret(?:&|%26)key/u);
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

describe("announcements by RSS", () => {
  const monday = Date.parse("2024-02-05T12:00:00Z");
  const rssUrl = "http://upstream.test/rss";
  const announcements = [
    { paper: inventedPaper("2402.00001", { categories: ["cs.LG", "stat.TH"] }), announceType: "new" as const },
    { paper: inventedPaper("2402.00002", { categories: ["math.MP"] }), announceType: "cross" as const },
    { paper: inventedPaper("hep-th/9901001", { categories: ["hep-th"] }), announceType: "replace" as const },
  ];

  test("papers come with the day, canonical categories and no date of submission", async () => {
    clock = createVirtualClock(monday);
    const { tools, simulator } = upstream({ announcements });
    expect(await fetchAnnouncements(tools, rssUrl, ["cs", "hep-th"])).toMatchObject({
      ok: true,
      value: {
        day: "2024-02-05",
        full: false,
        papers: [
          { key: "2402.00001", categories: ["cs.LG", "math.ST"], submittedAt: null, year: 2024, sources: ["rss"] },
          { key: "hep-th/9901001", year: 1999, authors: ["Ada Example", "Bo Sample"] },
        ],
      },
    });
    expect(simulator.requests[0]?.url.pathname).toBe("/rss/cs+hep-th");
  });

  test("a weekend has none, and a feed that is full says so", async () => {
    clock = createVirtualClock(monday - 86_400_000);
    const sunday = upstream({ announcements });
    expect(await fetchAnnouncements(sunday.tools, rssUrl, ["cs"])).toMatchObject({ ok: true, value: { papers: [] } });
    clock = createVirtualClock(monday);
    const many = Array.from({ length: 2_001 }, (_, at) => ({
      paper: inventedPaper(`2402.${String(at + 1).padStart(5, "0")}`),
      announceType: "new" as const,
    }));
    const full = upstream({ announcements: many });
    const answer = await fetchAnnouncements(full.tools, rssUrl, ["cs"]);
    expect(answer.ok && [answer.value.full, answer.value.papers.length]).toEqual([true, 2_000]);
  });

  test("every archive that takes papers belongs to exactly one group", () => {
    const named = announcingArchives.flat();
    expect(new Set(named).size).toBe(named.length);
    for (const code of ["cs", "math", "math-ph", "quant-ph", "stat", "eess", "econ", "q-fin"])
      expect(named).toContain(code);
  });
});

describe("Semantic Scholar", () => {
  const access: ScholarAccess = { baseUrl: "http://upstream.test/graph/v1", apiKey: null };
  const cited = { paperId: "s2", title: "Cited", arxivId: "2001.00002" };
  const scholarPapers = [
    {
      paperId: "s1",
      title: "One",
      arxivId: "2001.00001",
      references: [cited, { ...cited, paperId: "s2-published" }, { paperId: null, title: "A title only" }],
      citations: Array.from({ length: 2_500 }, (_, at) => ({ paperId: `c${at}`, title: `Citing ${at}` })),
    },
    { ...cited, references: null, referenceCount: 7 },
    {
      paperId: "s3",
      title: "Famous",
      arxivId: "2001.00003",
      citations: Array.from({ length: 12_000 }, (_, at) => ({ paperId: `f${at}`, title: `Citing ${at}` })),
    },
  ];

  /** All answers as one, with the last issue. */
  async function gathered(
    tools: UpstreamTools,
    ids: readonly string[],
    side: CitationSide,
  ): Promise<PartialAnswer<ScholarLinks>> {
    const found = new Map<string, ScholarLinks | null>();
    const failed = new Set<string>();
    let last: UpstreamIssue | null = null;
    for await (const answer of fetchScholarLists(tools, access, ids, side)) {
      for (const [id, links] of answer.found) found.set(id, links);
      for (const id of answer.failed) failed.add(id);
      last = answer.issue ?? last;
    }
    return { found, failed, issue: last };
  }

  /** What papers cite, in the order asked for, nothing missing. */
  async function listsOf(tools: UpstreamTools, ids: readonly string[]): Promise<readonly (ScholarLinks | null)[]> {
    const { found, failed, issue } = await gathered(tools, ids, "cited");
    expect([issue, failed.size, found.size]).toEqual([null, 0, ids.length]);
    return ids.map((id) => found.get(id) ?? null);
  }

  test("lists of many papers come at once, in the order asked, null for the unknown; withheld ones say so", async () => {
    const { tools, simulator } = upstream({ scholarPapers });
    const asked = ["ARXIV:2001.00002", "ARXIV:2001.00009", "ARXIV:2001.00001"];
    expect(await listsOf(tools, asked)).toMatchObject([
      { works: [], withheld: true, cut: false, listed: 7 },
      null,
      { works: [{ arxivId: "2001.00002" }, { title: "A title only" }], withheld: false, cut: false, listed: 3 },
    ]);
    expect(simulator.requests).toHaveLength(1);
    expect(await listsOf(tools, ["ARXIV:2001.00009"])).toEqual([null]);
    expect(await listsOf(tools, [])).toEqual([]);
  });

  /** A paper with this many references, and a name for it. */
  const citingPaper = (at: number, references: number, facts: object = {}): SimulatedScholarPaper => ({
    paperId: `p${at}`,
    title: `Citing ${at}`,
    arxivId: `2002.${String(at + 1).padStart(5, "0")}`,
    references: Array.from({ length: references }, (_, entry) => ({
      paperId: `r${at}-${entry}`,
      title: `Cited ${at} ${entry}`,
    })),
    ...facts,
  });
  const idsOf = (papers: readonly SimulatedScholarPaper[]): string[] => papers.map(({ arxivId }) => `ARXIV:${arxivId}`);

  test("lists that had no room in a full answer are asked for again together, long ones by page", async () => {
    // 12,151 entries are more than one answer holds.
    const many = [citingPaper(0, 1_200), ...Array.from({ length: 149 }, (_, at) => citingPaper(at + 1, 73 + (at % 2)))];
    const { tools, simulator } = upstream({ scholarPapers: many });
    const lists = await listsOf(tools, idsOf(many));
    expect(lists.map((list) => [list?.works.length, list?.cut])).toEqual(
      many.map(({ references }) => [references?.length, false]),
    );
    expect(simulator.requests.map(({ url }) => url.pathname.split("/").at(-1))).toEqual(["batch", "batch"]);
    const long = [...many.slice(1), citingPaper(150, 1_200)];
    const last = upstream({ scholarPapers: long });
    expect((await listsOf(last.tools, idsOf(long))).at(-1)).toMatchObject({ cut: false, listed: 1_200 });
    expect(last.simulator.requests.map(({ url }) => url.pathname.split("/").at(-1))).toEqual([
      "batch",
      "batch",
      "references",
      "references",
    ]);
  });

  test("a list that is empty though it is counted is looked for on its page, and what is lacking there is cut", async () => {
    const left = [
      citingPaper(0, 3, { emptyInBatch: true }),
      citingPaper(1, 2, { referenceCount: 40, emptyInBatch: true }),
    ];
    const { tools, simulator } = upstream({ scholarPapers: left });
    const lists = await listsOf(tools, idsOf(left));
    expect(lists.map((list) => [list?.works.length, list?.listed, list?.cut])).toEqual([
      [3, 3, false],
      [2, 40, true],
    ]);
    expect(simulator.requests).toHaveLength(3);
  });

  test("what was given before trouble stays, papers in trouble are named and keep no other from its own", async () => {
    const left = Array.from({ length: 5 }, (_, at) => citingPaper(at, 2, { emptyInBatch: at > 0 }));
    const broken = (from: number, requests: number): Record<number, Fault> =>
      Object.fromEntries(Array.from({ length: requests }, (_, at) => [from + at, { kind: "broken" }]));
    const ask = async (faultAt: Record<number, Fault>): Promise<readonly unknown[]> => {
      const { tools } = upstream({ scholarPapers: left, faultAt });
      const { found, failed, issue } = await gathered(tools, idsOf(left), "cited");
      return [found.size, [...failed], issue?.code];
    };
    const [, second, ...others] = idsOf(left);
    // The batch, five attempts for a paper, and the other three.
    expect(await ask(broken(2, 5))).toEqual([4, [second], "status"]);
    expect(await ask(broken(2, 100))).toEqual([1, [second, ...others], "status"]);
    expect(await ask(broken(1, 100))).toEqual([0, idsOf(left), "status"]);
  });

  test("nothing is asked for once the service is away, and what was not asked for is not named", async () => {
    const left = Array.from({ length: 3 }, (_, at) => citingPaper(at, 2, { emptyInBatch: at > 0 }));
    const { tools, simulator } = upstream({
      scholarPapers: left,
      faultAt: { 2: { kind: "busy", status: 429, retryAfter: "7200" } },
    });
    const { found, failed, issue } = await gathered(tools, idsOf(left), "cited");
    expect([[...found.keys()], [...failed], issue?.code]).toEqual([
      idsOf(left).slice(0, 1),
      idsOf(left).slice(1, 2),
      "busy",
    ]);
    expect(simulator.requests).toHaveLength(2);
  });

  test("one paper that the service cannot bear is found among two hundred, and the others have their lists", async () => {
    const many = Array.from({ length: 200 }, (_, at) => citingPaper(at, 3, { poisonous: at === 77 }));
    const { tools, simulator } = upstream({ scholarPapers: many });
    const { found, failed, issue } = await gathered(tools, idsOf(many), "cited");
    expect([found.size, [...failed], issue?.code]).toEqual([199, idsOf(many).slice(77, 78), "status"]);
    // Five attempts for each group that fails; beside each, one paper alone and the other half.
    expect(simulator.requests.length).toBeLessThan(7 * Math.log2(200) + 10);
  });

  test("of one paper whose answer is too large for the service the pages tell all, and nothing is made up", async () => {
    const title = "x".repeat(20_000);
    const citations = Array.from({ length: 800 }, (_, at) => ({ paperId: `c${at}`, title: `${at} ${title}` }));
    const large = { paperId: "s9", title: "Collaborated", arxivId: "2001.00008", citations };
    const { tools } = upstream({ scholarPapers: [large] });
    const { found, issue } = await gathered(tools, ["ARXIV:2001.00008"], "citing");
    expect(issue).toBeNull();
    expect(found.get("ARXIV:2001.00008")).toMatchObject({ listed: 800, cut: false, withheld: false });
  });

  test("papers whose lists are too large for one answer are asked for in halves", async () => {
    const title = "x".repeat(5_000);
    const large = Array.from({ length: 5 }, (_, at) =>
      citingPaper(at, 0, {
        references: Array.from({ length: 600 }, (_entry, to) => ({ paperId: `${at}-${to}`, title })),
      }),
    );
    const { tools, simulator } = upstream({ scholarPapers: large });
    const lists = await listsOf(tools, idsOf(large));
    expect(lists.map((list) => list?.works.length)).toEqual([600, 600, 600, 600, 600]);
    expect(simulator.requests).toHaveLength(3);
  });

  test("references come once each, title-only ones as well; withheld ones are no failure", async () => {
    const { tools } = upstream({ scholarPapers });
    const links = await fetchScholarLinks(tools, access, "ARXIV:2001.00001", "cited");
    expect(links.ok && links.value?.works.map(({ arxivId, title }) => arxivId ?? title)).toEqual([
      "2001.00002",
      "A title only",
    ]);
    expect(await fetchScholarLinks(tools, access, "ARXIV:2001.00002", "cited")).toEqual({
      ok: true,
      value: { works: [], withheld: true, cut: false, listed: 0 },
    });
    expect(await fetchScholarLinks(tools, access, "ARXIV:2001.00009", "cited")).toEqual({ ok: true, value: null });
  });

  test("citations come page by page, as many as the service gives", async () => {
    const { tools, simulator } = upstream({ scholarPapers });
    const links = await fetchScholarLinks(tools, access, "ARXIV:2001.00001", "citing");
    expect(links).toMatchObject({ ok: true, value: { cut: false } });
    expect(links.ok && links.value?.works.length).toBe(2_500);
    expect(simulator.requests.map(({ url }) => url.searchParams.get("offset"))).toEqual(["0", "1000", "2000"]);
    const famous = await fetchScholarLinks(tools, access, "ARXIV:2001.00003", "citing");
    expect(famous.ok && [famous.value?.works.length, famous.value?.cut]).toEqual([9_999, true]);
    for (const { url } of simulator.requests)
      expect(Number(url.searchParams.get("offset")) + Number(url.searchParams.get("limit"))).toBeLessThan(10_000);
  });

  test("later pages that fail for good leave the earlier ones", async () => {
    const faultAt = Object.fromEntries([2, 3, 4, 5, 6].map((at) => [at, { kind: "broken" as const }]));
    const { tools } = upstream({ scholarPapers, faultAt });
    const links = await fetchScholarLinks(tools, access, "ARXIV:2001.00001", "citing");
    expect(links.ok && [links.value?.works.length, links.value?.cut]).toEqual([1_000, true]);
  });

  test("a key is sent as a header and is in no message", async () => {
    const sent: Readonly<Record<string, string>>[] = [];
    const { tools } = upstream({ faultForEver: { kind: "broken" } });
    const watched = {
      ...tools,
      fetch: (url: string, init: Parameters<typeof tools.fetch>[1]) => {
        sent.push(init.headers);
        return tools.fetch(url, init);
      },
    };
    const keyed = { ...access, apiKey: "secret-key" };
    const answers: unknown[] = [];
    for await (const answer of fetchScholarLists(watched, keyed, ["ARXIV:2001.00001"], "cited")) answers.push(answer);
    expect(answers).toMatchObject([{ issue: { code: "status" } }]);
    expect(sent[0]).toMatchObject({ "x-api-key": "secret-key" });
    expect(JSON.stringify(answers)).not.toContain("secret-key");
  });
});

describe("Crossref", () => {
  const crossrefUrl = "http://upstream.test/crossref/works";
  const publications = [
    {
      doi: "10.1/toys.1",
      title: "Published Toys",
      preprint: "10.48550/arXiv.2001.00001",
      references: [
        { DOI: "10.48550/ARXIV.2001.00002" },
        { unstructured: "B. Sample, Toys, arXiv:hep-th/9901001v2 (1999)" },
        { DOI: "10.1/Toys.2" },
      ],
    },
    { doi: "10.1/silent", title: "Withheld" },
  ];

  test("a contact goes to the pool for those who give one, and nothing without", async () => {
    const { tools, simulator } = upstream({ publications });
    await fetchCrossrefWork({ ...tools, contact: "ada@example.org" }, crossrefUrl, "10.1/toys.1");
    await fetchCrossrefWork(tools, crossrefUrl, "10.1/toys.1");
    expect(simulator.requests.map(({ url }) => url.search)).toEqual(["?mailto=ada%40example.org", ""]);
  });

  test("a publication names its preprint and what it cites", async () => {
    const { tools, simulator } = upstream({ publications });
    expect(await fetchCrossrefWork(tools, crossrefUrl, "10.1/toys.1")).toMatchObject({
      ok: true,
      value: {
        doi: "10.1/toys.1",
        title: "Published Toys",
        container: "Journal of Toys",
        publishedAt: "2021-03",
        preprints: ["2001.00001"],
        references: [{ arxivId: "2001.00002" }, { arxivId: "hep-th/9901001" }, { doi: "10.1/toys.2", arxivId: null }],
      },
    });
    expect(simulator.requests[0]?.url.pathname).toBe("/crossref/works/10.1%2Ftoys.1");
  });

  test("one that is unknown is null, and one that withholds its references says so", async () => {
    const { tools } = upstream({ publications });
    expect(await fetchCrossrefWork(tools, crossrefUrl, "10.1/none")).toEqual({ ok: true, value: null });
    expect(await fetchCrossrefWork(tools, crossrefUrl, "10.1/silent")).toMatchObject({
      ok: true,
      value: { references: null, preprints: [], referenceCount: 0 },
    });
  });
});
