import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bareWork, inventedPaper } from "../../test/invented-papers.ts";
import { indexedInMemory } from "../../test/served-library.ts";
import type { Fault } from "../../test/upstream/faults.ts";
import { simulatedUpstream } from "../../test/upstream/simulated-tools.ts";
import type { SimulatorOptions } from "../../test/upstream/simulator.ts";
import { createVirtualClock } from "../../test/virtual-clock.ts";
import {
  crossrefReferences,
  openAlexReferences,
  scholarCiters,
  scholarReferences,
  type CitationService,
} from "../sources/citation-services.ts";
import { fetchScholarLinks } from "../sources/semantic-scholar.ts";
import type { UpstreamTools } from "../sources/upstream-client.ts";
import { absenceRestsMs } from "../store/coverage.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { completeCitations } from "./complete-citations.ts";
import { fillHoles } from "./fill-holes.ts";
import { recordStage } from "./stage.ts";
import { takeAnnouncements } from "./take-announcements.ts";

let store: LibraryStore;
beforeEach(() => {
  store = openSqliteStore(":memory:", () => new Date(0));
});
afterEach(() => store.close());

const startMs = Date.parse("2024-02-05T12:00:00Z");
const key = (number: number): string => `2001.${String(number).padStart(5, "0")}`;

function upstream(options: Omit<SimulatorOptions, "nowMs">, atMs = startMs): ReturnType<typeof simulatedUpstream> {
  return simulatedUpstream(store.upstreams, options, { clock: createVirtualClock(atMs) });
}

describe("holes", () => {
  const present = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23].map(key);
  const query = "http://upstream.test/api/query";
  const fill = (options: Omit<SimulatorOptions, "nowMs">, atMs = startMs): ReturnType<typeof fillHoles> =>
    fillHoles({ store, tools: upstream(options, atMs).tools, baseUrl: query, limit: 100 });
  const atArxiv = ["0704.0001", ...present, key(5)].map((each) => inventedPaper(each));
  beforeEach(() => store.papers.upsert(present.map((each) => inventedPaper(each))));

  test("are asked for by id: what arXiv has is taken, what it lacks rests and is vacant in the end", async () => {
    expect(await fill({ papers: atArxiv })).toMatchObject({ asked: 2, found: 1, absent: 1, issue: null });
    expect(await store.papers.get(key(5))).not.toBeNull();
    expect(await fill({ papers: atArxiv })).toMatchObject({ asked: 0 });
    let now = startMs;
    for (const rest of absenceRestsMs) {
      now += rest + 1;
      expect(await fill({ papers: atArxiv }, now)).toMatchObject({ asked: 1, absent: 1 });
    }
    expect(await store.coverage.runs()).toMatchObject([{ present: 22, vacant: 1, holes: 0 }]);
  });

  test("are not taken as absent from an answer that lacks what arXiv surely has", async () => {
    const report = await fill({ papers: [inventedPaper("9901.00001")] });
    expect(report.issue).not.toBeNull();
    expect(await store.coverage.runs()).toMatchObject([{ vacant: 0, holes: 2 }]);
    expect(await fill({ papers: atArxiv })).toMatchObject({ asked: 2 });
  });

  test("of a run of which little is here are left alone", async () => {
    const lone = inventedPaper("2002.00900");
    await store.papers.upsert([lone]);
    expect(await fill({ papers: [...atArxiv, lone] })).toMatchObject({ asked: 2 });
  });
});

describe("announcements", () => {
  test("of all archives are taken over and say less than a harvest, which fills them later", async () => {
    const announcements = [
      { paper: inventedPaper(key(1)), announceType: "new" as const },
      { paper: inventedPaper(key(2)), announceType: "replace" as const },
    ];
    const { tools, simulator } = upstream({ announcements });
    const report = await takeAnnouncements({ store, tools, baseUrl: "http://upstream.test/rss" });
    expect(report).toMatchObject({ issue: null, full: [] });
    expect(simulator.requests).toHaveLength(4);
    expect((await store.papers.get(key(1)))?.sources).toEqual(["rss"]);
    await store.papers.upsert([inventedPaper(key(1), { comments: "9 pages" })]);
    expect(await store.papers.get(key(1))).toMatchObject({ comments: "9 pages", sources: ["rss", "test"] });
  });
});

describe("references", () => {
  const access = { baseUrl: "http://upstream.test/graph/v1", apiKey: null };
  const scholarPapers = [
    {
      paperId: "a",
      arxivId: key(1),
      title: "One",
      references: [
        { paperId: "b", arxivId: key(2), title: "Two" },
        { paperId: null, title: "A Work of Somebody Else" },
      ],
    },
    { paperId: "b", arxivId: key(2), title: "Two", references: [] },
  ];
  const complete = async (
    tools: UpstreamTools,
    limit: number,
    last: string | null,
  ): ReturnType<typeof completeCitations> =>
    completeCitations(
      { store, index: await indexedInMemory(store), tools, service: scholarReferences(tools, access), limit },
      last,
    );
  beforeEach(() => store.papers.upsert([inventedPaper(key(1)), inventedPaper(key(2)), bareWork("work:none", "None")]));

  test("of changed papers are asked for once, resolved or kept as they are", async () => {
    const { tools, simulator } = upstream({ scholarPapers });
    const first = await complete(tools, 1, null);
    expect(first).toMatchObject({ papers: 1, resolved: 1, unresolved: 1, issue: null });
    const second = await complete(tools, 10, first.checkpoint);
    expect(second).toMatchObject({ papers: 1, resolved: 0, unresolved: 0, issue: null });
    expect(await complete(tools, 10, second.checkpoint)).toMatchObject({ papers: 0 });
    expect(simulator.requests.map(({ url }) => url.pathname)).toEqual(Array(2).fill("/graph/v1/paper/batch"));
    expect((await store.citations.references(key(1))).map(({ cited, source }) => [cited, source])).toEqual([
      [key(2), "semantic-scholar"],
      ["work:a-work-of-somebody-else-2020", "semantic-scholar"],
    ]);
  });

  test("of a thousand papers take five requests; one by one they take a thousand", async () => {
    const many = Array.from({ length: 1_000 }, (_, at) => `2003.${String(at + 1).padStart(5, "0")}`);
    const listed = many.map((arxivId, at) => ({
      paperId: arxivId,
      arxivId,
      title: `Paper ${at}`,
      // 40 in the mean, as papers of arXiv have.
      references: Array.from({ length: 10 + (at % 61) }, (_, to) => ({
        paperId: `c${to}`,
        arxivId: key(to + 1),
        title: `Cited ${to}`,
      })),
    }));
    const { tools, simulator } = upstream({ scholarPapers: listed });
    const before = await store.papers.lastChange();
    await store.papers.upsert(many.map((each) => inventedPaper(each)));
    const report = await complete(tools, 1_000, String(before));
    expect(report).toMatchObject({ papers: 1_000, cut: 0, issue: null });
    expect(report.resolved).toBe(listed.reduce((sum, { references }) => sum + references.length, 0));
    expect(simulator.requests).toHaveLength(5);
    const oneByOne = upstream({ scholarPapers: listed });
    for (const each of many) await fetchScholarLinks(oneByOne.tools, access, `ARXIV:${each}`, "cited");
    expect(oneByOne.simulator.requests).toHaveLength(1_000);
  });

  test("wait as long as a busy service asks, and then come as if it had not been", async () => {
    const { tools, simulator } = upstream({ scholarPapers, faults: [{ kind: "busy", status: 429, retryAfter: "90" }] });
    expect(await complete(tools, 10, null)).toMatchObject({ papers: 2, resolved: 1, issue: null });
    const [first = 0, second = 0] = simulator.requests.map(({ atMs }) => atMs);
    expect(second - first).toBeGreaterThanOrEqual(90_000);
  });

  test("say how whole their lists are: withheld, cut, and entries that name nothing", async () => {
    await store.papers.upsert([inventedPaper(key(3)), inventedPaper(key(4))]);
    const told = [
      { paperId: "a", arxivId: key(1), title: "One", references: null, referenceCount: 12 },
      {
        paperId: "b",
        arxivId: key(2),
        title: "Two",
        references: [
          { paperId: "c", arxivId: key(3), title: "Three" },
          { paperId: null, title: "A Work of Somebody Else" },
          { paperId: null, title: "" },
        ],
      },
      {
        paperId: "c",
        arxivId: key(3),
        title: "Three",
        references: [{ paperId: "b", arxivId: key(2), title: "Two" }],
        referenceCount: 30,
      },
    ];
    const report = await complete(upstream({ scholarPapers: told }).tools, 10, null);
    expect(report).toMatchObject({ papers: 4, withheld: 1, cut: 1, issue: null });
    expect(report.message).toBe("references of 4 papers: 2 resolved, 1 kept unresolved, 1 list withheld, 1 list cut");
    const listOf = async (number: number): Promise<unknown> => store.toldLists.of(key(number));
    const common = { side: "cited", source: "semantic-scholar", toldOn: "1970-01-01" };
    const none = { resolved: 0, unresolved: 0, dangling: 0, withheld: false, cut: false };
    expect(await listOf(1)).toEqual([{ ...common, ...none, listed: 12, withheld: true }]);
    expect(await listOf(2)).toEqual([{ ...common, ...none, listed: 3, resolved: 1, unresolved: 1, dangling: 1 }]);
    expect(await listOf(3)).toEqual([{ ...common, ...none, listed: 30, resolved: 1, cut: true }]);
    expect(await listOf(4)).toEqual([]);
  });

  test("by an id with a version or a class, or none at all, are taken like others", async () => {
    const works = [
      { paperId: "b", arxivId: `${key(2)}v3`, title: "Two" },
      { paperId: "c", arxivId: "math.GT/0309136", title: "Three" },
      { paperId: "d", arxivId: "2001.0000X", title: "A Fourth Work of Nobody Here" },
    ];
    const { tools } = upstream({ scholarPapers: [{ paperId: "a", arxivId: key(1), title: "One", references: works }] });
    expect(await complete(tools, 1, null)).toMatchObject({ papers: 1, resolved: 2, unresolved: 1, issue: null });
    expect((await store.citations.references(key(1))).map(({ cited }) => cited).sort()).toEqual([
      key(2),
      "math/0309136",
      "work:a-fourth-work-of-nobody-here-2020",
    ]);
    expect(await store.jobs.counts(startMs)).toMatchObject([{ leased: 0 }]);
  });

  test("of publications come from Crossref, for papers of arXiv with a DOI only", async () => {
    const cited = bareWork("work:cited", "Known from a List of References Alone", { doi: ["10.1000/cited"] });
    const published = bareWork("work:one", "One, as Published", { doi: ["10.1000/one"] });
    await store.papers.upsert([inventedPaper(key(3), { doi: ["10.1000/One"] }), cited, published]);
    await store.jobs.enqueue("references:crossref", ["work:cited"], startMs);
    const publications = [
      {
        doi: "10.1000/one",
        title: "One",
        preprint: `10.48550/arXiv.${key(3)}`,
        references: [{ DOI: `10.48550/arXiv.${key(2)}` }, { "article-title": "Nobody Has This Work", year: "1999" }],
      },
    ];
    const { tools, simulator } = upstream({ publications });
    const service = crossrefReferences(tools, "http://upstream.test/crossref/works");
    const index = await indexedInMemory(store);
    const report = await completeCitations({ store, index, tools, service, limit: 10 }, null);
    expect(report).toMatchObject({ papers: 1, resolved: 1, unresolved: 1, merged: 1, issue: null });
    expect(report.message).toContain("1 record merged");
    expect((await store.works.members(key(3))).map(({ member, evidence }) => [member, evidence])).toEqual([
      ["work:one", "crossref has-preprint 10.1000/one"],
    ]);
    expect(simulator.requests).toHaveLength(1);
    expect((await store.citations.references(key(3))).map(({ cited }) => cited)).toEqual([
      key(2),
      "work:nobody-has-this-work-1999",
    ]);
  });

  test("that a publisher withholds are counted, and what a publication is a preprint of is one work with the paper", async () => {
    const final = bareWork("work:final", "Three, in the End", { doi: ["10.1000/final"] });
    await store.papers.upsert([inventedPaper(key(3), { doi: ["10.1000/early"] }), final]);
    const publications = [{ doi: "10.1000/early", title: "Three", publishedAs: "10.1000/FINAL", referenceCount: 12 }];
    const { tools } = upstream({ publications });
    const service = crossrefReferences(tools, "http://upstream.test/crossref/works");
    const index = await indexedInMemory(store);
    const report = await completeCitations({ store, index, tools, service, limit: 10 }, null);
    expect(report).toMatchObject({ papers: 1, withheld: 1, merged: 1 });
    expect(await store.toldLists.of(key(3))).toMatchObject([{ source: "crossref", listed: 12, withheld: true }]);
    expect(await store.works.list()).toMatchObject([
      { member: "work:final", into: key(3), evidence: "crossref is-preprint-of 10.1000/final" },
    ]);
  });

  test("come from OpenAlex in batches, cited works asked for once; ids that it no longer has name nothing", async () => {
    const doi = (number: number): string => `10.48550/arxiv.${key(number)}`;
    const works = [
      { id: "W1", doi: doi(1), references: ["W2", "W3", "W9"] },
      { id: "W2", doi: doi(2), references: ["W3"] },
      { id: "W3", doi: "10.1000/three", references: [], title: "A Third Work of Nobody Here" },
    ];
    const { tools, simulator } = upstream({ works });
    const service = openAlexReferences(tools, { baseUrl: "http://upstream.test/works", apiKey: null });
    const index = await indexedInMemory(store);
    const report = await completeCitations({ store, index, tools, service, limit: 10 }, null);
    expect(report).toMatchObject({ papers: 2, resolved: 2, unresolved: 1, issue: null });
    expect(simulator.requests).toHaveLength(2);
    const cited = async (number: number): Promise<string[]> =>
      (await store.citations.references(key(number))).map((edge) => edge.cited).sort();
    expect(await cited(1)).toEqual([key(2), "work:a-third-work-of-nobody-here-2020"]);
    expect(await cited(2)).toEqual(["work:a-third-work-of-nobody-here-2020"]);
    expect(await store.toldLists.of(key(1))).toMatchObject([
      { source: "openalex", side: "cited", listed: 3, resolved: 1, unresolved: 1, dangling: 1 },
    ]);
  });

  test.each<Fault>([{ kind: "busy", status: 429 }, { kind: "unreachable" }])(
    "cost no attempt while the service is away: $kind",
    async (faultForEver) => {
      let last: string | null = null;
      for (let run = 0; run < 6; run++) {
        const report = await complete(upstream({ faultForEver }, startMs + run * 86_400_000).tools, 10, last);
        expect(report.issue?.code).toBe(faultForEver.kind);
        last = report.checkpoint;
      }
      expect(await store.jobs.failures(5)).toEqual([]);
      const back = upstream({ scholarPapers }, startMs + 7 * 86_400_000);
      expect(await complete(back.tools, 10, last)).toMatchObject({ papers: 2, issue: null });
    },
  );

  test("of one paper that fail leave the others of its batch theirs", async () => {
    const papers = [1, 2, 3, 4].map((number) => ({
      paperId: key(number),
      arxivId: key(number),
      title: `Paper ${number}`,
      references: [{ paperId: "x", arxivId: key(9), title: "Nine" }],
      emptyInBatch: number > 2,
    }));
    await store.papers.upsert([3, 4].map((number) => inventedPaper(key(number))));
    // The batch, then five attempts for the first of those that it left empty.
    const faultAt = Object.fromEntries([2, 3, 4, 5, 6].map((at) => [at, { kind: "broken" as const }]));
    const report = await complete(upstream({ scholarPapers: papers, faultAt }).tools, 10, null);
    expect(report).toMatchObject({ papers: 3, failed: 1, resolved: 3, issue: null });
    expect(report.message).toContain("1 paper asked for in vain");
    expect(await store.jobs.failures(5)).toMatchObject([{ item: key(3), attempt: 1, givenUp: false }]);
    const later = upstream({ scholarPapers: papers }, startMs + 2 * 3_600_000);
    expect(await complete(later.tools, 10, report.checkpoint)).toMatchObject({ papers: 1, resolved: 1, issue: null });
  });

  test("that a service cannot bear cost the rest of the limit nothing, and are given up alone", async () => {
    const papers = Array.from({ length: 30 }, (_, at) => ({
      paperId: key(at + 1),
      arxivId: key(at + 1),
      title: `Paper ${at + 1}`,
      references: [{ paperId: "x", arxivId: key(90), title: "Ninety" }],
      poisonous: at === 11,
    }));
    await store.papers.upsert(papers.map(({ arxivId }) => inventedPaper(arxivId)));
    let last: string | null = null;
    for (let run = 0; run < 5; run++) {
      const report = await complete(upstream({ scholarPapers: papers }, startMs + run * 86_400_000).tools, 200, last);
      expect(report).toMatchObject(run === 0 ? { papers: 29, failed: 1, issue: null } : { papers: 0, failed: 1 });
      last = report.checkpoint;
    }
    expect(await store.jobs.failures(50)).toMatchObject([{ item: key(12), attempt: 5, givenUp: true }]);
  });

  test("that fail one after another are trouble of the service, which is left alone", async () => {
    const dois = [1, 2, 3, 4].map((number) => inventedPaper(key(number), { doi: [`10.1000/${number}`] }));
    await store.papers.upsert(dois);
    const publications = dois.map(({ doi: [doi = ""], title }) => ({ doi, title, references: [] }));
    const ask = async (failing: readonly number[], atMs: number, last: string | null) => {
      const faultAt = Object.fromEntries(failing.map((at) => [at, { kind: "broken" as const }]));
      const { tools } = upstream({ publications, faultAt }, atMs);
      const service = crossrefReferences(tools, "http://upstream.test/crossref/works");
      return completeCitations({ store, index: await indexedInMemory(store), tools, service, limit: 10 }, last);
    };
    // Five attempts each for the first two papers, of which the others are kept.
    const trouble = await ask([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], startMs, null);
    expect(trouble).toMatchObject({ papers: 0, failed: 2, issue: { code: "status" } });
    expect(await store.jobs.counts(startMs)).toMatchObject([{ waiting: 4, leased: 0 }]);
    // Of the two that are due, the first fails; that does not keep the second from its own.
    expect(await ask([1, 2, 3, 4, 5], startMs + 1_200_000, trouble.checkpoint)).toMatchObject({
      papers: 1,
      failed: 1,
      issue: null,
    });
  });

  test("that the service refuses wait for a later try, and nothing is lost", async () => {
    const refused = upstream({ scholarPapers, faultForEver: { kind: "html" } });
    const report = await complete(refused.tools, 10, null);
    expect(report.issue).not.toBeNull();
    expect(await store.jobs.failures(5)).toMatchObject([
      { kind: "references:semantic-scholar", item: key(2), givenUp: false },
      { kind: "references:semantic-scholar", item: key(1), givenUp: false },
    ]);
    const later = upstream({ scholarPapers }, startMs + 2 * 3_600_000);
    expect(await complete(later.tools, 10, report.checkpoint)).toMatchObject({ papers: 2, issue: null });
    expect(await store.jobs.counts(later.tools.nowMs())).toEqual([]);
  });
});

describe("citations", () => {
  const access = { baseUrl: "http://upstream.test/graph/v1", apiKey: null };
  const complete = async (service: CitationService, tools: UpstreamTools): ReturnType<typeof completeCitations> =>
    completeCitations({ store, index: await indexedInMemory(store), tools, service, limit: 10 }, null);

  test("come from who cites a paper: papers of arXiv by id, others by title, the rest as works of their own", async () => {
    await store.papers.upsert([
      inventedPaper(key(1)),
      bareWork("work:known", "A Journal Paper that is Known Here by Title", { authors: ["B. Sample"], year: 2020 }),
    ]);
    const citations = [
      { paperId: "b", arxivId: key(2), title: "Two" },
      { paperId: "b-published", arxivId: `${key(2)}v2`, title: "Two" },
      { paperId: "c", title: "A Journal Paper that is Known Here by Title" },
      { paperId: "d", title: "A Citing Work of Nobody Here" },
    ];
    const { tools } = upstream({ scholarPapers: [{ paperId: "a", arxivId: key(1), title: "One", citations }] });
    const report = await complete(scholarCiters(tools, access), tools);
    expect(report).toMatchObject({ papers: 1, resolved: 3, unresolved: 1, issue: null });
    expect(report.message).toContain("citers of 1 paper:");
    expect((await store.citations.citing(key(1))).map(({ citing, source }) => [citing, source])).toEqual([
      [key(2), "semantic-scholar"],
      ["work:known", "semantic-scholar"],
      ["work:a-citing-work-of-nobody-here-2020", "semantic-scholar"],
    ]);
    expect(await store.citations.references(key(1))).toEqual([]);
    expect(await store.toldLists.of(key(1))).toMatchObject([{ side: "citing", listed: 4, resolved: 3, unresolved: 1 }]);
    expect((await store.papers.get("work:a-citing-work-of-nobody-here-2020"))?.title).toBe(
      "A Citing Work of Nobody Here",
    );
  });

  test("of a famous paper come as far as the service gives them, and are said to be cut", async () => {
    await store.papers.upsert([inventedPaper(key(1)), inventedPaper(key(2))]);
    const citations = Array.from({ length: 12_000 }, (_, at) => ({
      paperId: `c${at}`,
      arxivId: `2101.${String(at + 1).padStart(5, "0")}`,
      title: `Citing ${at}`,
    }));
    const scholarPapers = [
      { paperId: "a", arxivId: key(1), title: "One", citations },
      { paperId: "b", arxivId: key(2), title: "Two", citations: citations.slice(0, 3) },
    ];
    const { tools, simulator } = upstream({ scholarPapers });
    const report = await complete(scholarCiters(tools, access), tools);
    expect(report).toMatchObject({ papers: 2, resolved: 10_002, cut: 1, issue: null });
    expect(await store.toldLists.of(key(1))).toMatchObject([{ listed: 12_000, resolved: 9_999, cut: true }]);
    // Both at once, the short list again, and ten pages of the long one.
    expect(simulator.requests).toHaveLength(12);
  });
});

describe("a stage that ends while it asks for citations", () => {
  const access = { baseUrl: "http://upstream.test/graph/v1", apiKey: null };
  const minutes = 60_000;
  // Lists that come one by one.
  const scholarPapers = [1, 2, 3, 4].map((number) => ({
    paperId: key(number),
    arxivId: key(number),
    title: `Paper ${number}`,
    citations: [{ paperId: "c", arxivId: key(50 + number), title: "Citing" }],
    emptyInBatch: true,
  }));
  beforeEach(() => store.papers.upsert([1, 2, 3, 4].map((number) => inventedPaper(key(number)))));

  const complete = async (tools: UpstreamTools): ReturnType<typeof completeCitations> => {
    const service = scholarCiters(tools, access);
    const index = await indexedInMemory(store);
    return recordStage(store.stages, tools.nowMs, "citations", (last, keep) =>
      completeCitations({ store, index, tools, service, limit: 10 }, last, keep),
    );
  };
  const told = async (): Promise<readonly number[]> => {
    const lists = await Promise.all([1, 2, 3, 4].map((number) => store.toldLists.of(key(number))));
    return lists.map(({ length }) => length);
  };
  const pagesOf = (requests: ReturnType<typeof upstream>["simulator"]["requests"]): readonly string[] =>
    requests.flatMap(({ url }) => /ARXIV:[\d.]+/u.exec(decodeURIComponent(url.pathname))?.[0] ?? []);

  test("by a kill has stored what came, holds the rest while its leases last, and then only the rest is asked for", async () => {
    const { tools, simulator, clock } = upstream({ scholarPapers });
    await new Promise<void>((killed) => {
      const dying: UpstreamTools = {
        ...tools,
        async fetch(url, init) {
          await clock.sleep(20 * minutes, init.signal);
          if (simulator.requests.length < 3) return tools.fetch(url, init);
          killed();
          return new Promise<never>(() => undefined);
        },
      };
      void complete(dying);
    });
    expect(await told()).toEqual([1, 1, 0, 0]);
    const beside = upstream({ scholarPapers }, clock.nowMs() + minutes);
    expect(await complete(beside.tools)).toMatchObject({ papers: 0 });
    expect(beside.simulator.requests).toEqual([]);
    const after = upstream({ scholarPapers }, clock.nowMs() + 31 * minutes);
    expect(await complete(after.tools)).toMatchObject({ papers: 2, issue: null });
    expect(pagesOf(after.simulator.requests)).toEqual([`ARXIV:${key(3)}`, `ARXIV:${key(4)}`]);
    expect(await told()).toEqual([1, 1, 1, 1]);
  });

  test("as it is asked to gives the rest back at once, without an attempt spent", async () => {
    const stop = new AbortController();
    const { tools, simulator } = upstream({ scholarPapers });
    const stopping: UpstreamTools = {
      ...tools,
      signal: stop.signal,
      fetch(url, init) {
        if (simulator.requests.length === 2) stop.abort();
        return init.signal.aborted ? Promise.reject(new Error("aborted")) : tools.fetch(url, init);
      },
    };
    const report = await complete(stopping);
    expect(report).toMatchObject({ papers: 1, failed: 0, issue: { code: "stopped" } });
    expect(await told()).toEqual([1, 0, 0, 0]);
    const again = upstream({ scholarPapers }, startMs + minutes);
    expect(await complete(again.tools)).toMatchObject({ papers: 3, issue: null });
    expect(pagesOf(again.simulator.requests)).toEqual([2, 3, 4].map((number) => `ARXIV:${key(number)}`));
    expect(await store.jobs.failures(5)).toEqual([]);
  });
});

describe("the record of a stage", () => {
  const nowMs = (): number => 5;
  test("says running while it runs, then how it ended; a place is kept through failures", async () => {
    await recordStage(store.stages, nowMs, "holes", async (last) => {
      expect(last).toBeNull();
      expect(await store.stages.get("holes")).toMatchObject({ outcome: "running", endedAtMs: null });
      return { checkpoint: "7", message: "done so much", issue: null };
    });
    expect(await store.stages.get("holes")).toMatchObject({ outcome: "done", checkpoint: "7", endedAtMs: 5 });
    const failing = recordStage(store.stages, nowMs, "holes", () => Promise.reject(new Error("disk full")));
    await expect(failing).rejects.toThrow("disk full");
    expect(await store.stages.get("holes")).toMatchObject({ outcome: "failed", checkpoint: "7", message: "disk full" });
    const issue = { code: "stopped", message: "asked to end" } as const;
    await recordStage(store.stages, nowMs, "holes", async (last) => ({ checkpoint: last, message: "half", issue }));
    expect(await store.stages.get("holes")).toMatchObject({ outcome: "stopped", message: "half; asked to end" });
  });
});
