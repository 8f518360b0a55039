import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bareWork, inventedPaper } from "../../test/invented-papers.ts";
import { indexedInMemory } from "../../test/served-library.ts";
import type { Fault } from "../../test/upstream/faults.ts";
import { simulatedUpstream } from "../../test/upstream/simulated-tools.ts";
import type { SimulatorOptions } from "../../test/upstream/simulator.ts";
import { createVirtualClock } from "../../test/virtual-clock.ts";
import { crossrefReferences, openAlexReferences, scholarReferences } from "../sources/reference-services.ts";
import type { UpstreamTools } from "../sources/upstream-client.ts";
import { absenceRestsMs } from "../store/coverage.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import { completeReferences } from "./complete-references.ts";
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
  const atArxiv = [...present, key(5)].map((each) => inventedPaper(each));
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
  ): ReturnType<typeof completeReferences> =>
    completeReferences(
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
    expect(simulator.requests).toHaveLength(2);
    expect((await store.citations.references(key(1))).map(({ cited, source }) => [cited, source])).toEqual([
      [key(2), "semantic-scholar"],
      ["work:a-work-of-somebody-else-2020", "semantic-scholar"],
    ]);
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
    await store.papers.upsert([inventedPaper(key(3), { doi: ["10.1000/One"] }), cited]);
    await store.jobs.enqueue("references:crossref", ["work:cited"], startMs);
    const publications = [
      {
        doi: "10.1000/one",
        title: "One",
        references: [{ DOI: `10.48550/arXiv.${key(2)}` }, { "article-title": "Nobody Has This Work", year: "1999" }],
      },
    ];
    const { tools, simulator } = upstream({ publications });
    const service = crossrefReferences(tools, "http://upstream.test/crossref/works");
    const index = await indexedInMemory(store);
    const report = await completeReferences({ store, index, tools, service, limit: 10 }, null);
    expect(report).toMatchObject({ papers: 1, resolved: 1, unresolved: 1, issue: null });
    expect(simulator.requests).toHaveLength(1);
    expect((await store.citations.references(key(3))).map(({ cited }) => cited)).toEqual([
      key(2),
      "work:nobody-has-this-work-1999",
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
    const service = openAlexReferences(tools, "http://upstream.test/works");
    const index = await indexedInMemory(store);
    const report = await completeReferences({ store, index, tools, service, limit: 10 }, null);
    expect(report).toMatchObject({ papers: 2, resolved: 2, unresolved: 1, issue: null });
    expect(simulator.requests).toHaveLength(2);
    const cited = async (number: number): Promise<string[]> =>
      (await store.citations.references(key(number))).map((edge) => edge.cited).sort();
    expect(await cited(1)).toEqual([key(2), "work:a-third-work-of-nobody-here-2020"]);
    expect(await cited(2)).toEqual(["work:a-third-work-of-nobody-here-2020"]);
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

  test("that the service refuses wait for a later try, and nothing is lost", async () => {
    const refused = upstream({ scholarPapers, faultForEver: { kind: "html" } });
    const report = await complete(refused.tools, 10, null);
    expect(report.issue).not.toBeNull();
    expect(await store.jobs.failures(5)).toMatchObject([
      { kind: "references:semantic-scholar", item: key(1), givenUp: false },
    ]);
    const later = upstream({ scholarPapers }, startMs + 2 * 3_600_000);
    expect(await complete(later.tools, 10, report.checkpoint)).toMatchObject({ papers: 2, issue: null });
    expect(await store.jobs.counts(later.tools.nowMs())).toEqual([]);
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
