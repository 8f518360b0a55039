import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { absenceRestsMs, type IdentifierRun, type IdentifierStanding } from "../src/store/coverage.ts";
import type { ImportState } from "../src/store/import-ledger.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { monthNumber, monthText } from "../src/store/paper-key.ts";
import { citationFeedConformance } from "./citation-feed-conformance.ts";
import { commentConformance, papersToCommentOn } from "./comment-conformance.ts";
import { authorConformance } from "./author-conformance.ts";
import { bareWork, inventedPaper } from "./invented-papers.ts";
import { jobConformance } from "./job-conformance.ts";
import { toldListConformance } from "./told-list-conformance.ts";
import { versionTextConformance } from "./version-text-conformance.ts";
import { peopleConformance } from "./people-conformance.ts";
import { shelfConformance } from "./shelf-conformance.ts";

/** Everything that a store must do, whatever it keeps its rows in. */
export function storeConformance(name: string, open: () => Promise<LibraryStore>): void {
  describe(`store ${name}`, () => {
    let store: LibraryStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    describe("papers", () => papers(() => store));
    describe("texts of versions", () => versionTextConformance(() => store));
    describe("changes", () => changes(() => store));
    describe("citations", () => citations(() => store));
    describe("citation feed", () => citationFeedConformance(() => store, open));
    describe("identity", () => identity(() => store));
    describe("coverage", () => coverage(() => store));
    describe("lists as services told them", () => toldListConformance(() => store));
    describe("ledgers", () => ledgers(() => store));
    describe("who wrote what", () => authorConformance(() => store));
    describe("jobs", () => jobConformance(() => store));
    describe("comments", () => {
      beforeEach(() => papersToCommentOn(store));
      commentConformance(() => store);
    });
    describe("people", () => peopleConformance(() => store));
    describe("shelf", () => shelfConformance(() => store));
  });
}

function papers(store: () => LibraryStore): void {
  test("a paper comes back as it went in, whatever its text", async () => {
    const paper = inventedPaper("2001.00001", {
      title: "On $\\alpha$ and “quotes” \u0000 '\"; DROP TABLE paper",
      authors: [],
      doi: ["10.1/a", "10.1/b"],
      versions: [{ version: 1, submittedAt: "2020-02-03" }],
      withdrawn: true,
    });
    await store().papers.upsert([paper]);
    expect(await store().papers.get("2001.00001")).toEqual(paper);
  });

  test("an unknown key, a malformed one and an unknown work give null", async () => {
    for (const key of ["2001.00001", "nonsense", "", "work:none"]) expect(await store().papers.get(key)).toBeNull();
  });

  test("papers are found by their DOIs in any case of letters, the earliest keeps one that several have", async () => {
    const { papers: table } = store();
    await table.upsert([
      inventedPaper("2002.00002", { doi: ["10.1000/Shared", "10.1000/b"] }),
      inventedPaper("2001.00001", { doi: ["10.1000/SHARED"] }),
      bareWork("work:a", "A", { doi: ["10.1000/a(1)"] }),
    ]);
    const asked = ["10.1000/sharED", "10.1000/B", "10.1000/A(1)", "10.1000/none", "10.1000/b"];
    expect(await table.byDois(asked)).toEqual(
      new Map([
        ["10.1000/shared", "2001.00001"],
        ["10.1000/b", "2002.00002"],
        ["10.1000/a(1)", "work:a"],
      ]),
    );
    expect(await table.byDois([])).toEqual(new Map());
    await table.upsert([inventedPaper("2002.00002", { doi: ["10.1000/later"] })]);
    const kept = (await table.get("2002.00002"))?.doi ?? [];
    expect([...(await table.byDois([...kept, "10.1000/later"])).values()]).toContain("2002.00002");
  });

  test("all records of a DOI are named, and the DOIs that several have", async () => {
    const { papers: table, works } = store();
    await table.upsert([
      bareWork("work:a", "A", { doi: ["10.1000/SHARED", "10.1000/alone"] }),
      inventedPaper("2001.00001", { doi: ["10.1000/shared"] }),
    ]);
    await works.merge("work:a", "2001.00001", "by hand", 1);
    expect(await table.withDoi("10.1000/Shared")).toEqual(["2001.00001", "work:a"]);
    expect(await table.withDoi("10.1000/none")).toEqual([]);
    expect(await table.sharedDois()).toEqual(new Map([["10.1000/shared", ["2001.00001", "work:a"]]]));
  });

  test("getMany leaves unknown keys out and survives duplicates and thousands of keys", async () => {
    await store().papers.upsert([inventedPaper("2001.00001"), bareWork("work:a", "A")]);
    const keys = Array.from({ length: 3000 }, (_, number) => `2002.${String(number + 1).padStart(5, "0")}`);
    const found = await store().papers.getMany(["2001.00001", "work:a", "2001.00001", ...keys]);
    expect([...found.keys()].toSorted()).toEqual(["2001.00001", "work:a"]);
    expect((await store().papers.getMany([])).size).toBe(0);
  });

  test("a second record of a paper fills what the first leaves open and adds its source", async () => {
    await store().papers.upsert([bareWork("2001.00001", "A Bare Title")]);
    await store().papers.upsert([
      inventedPaper("2001.00001", { sources: ["corpus"], title: "A Full Title", doi: ["10.1/x"] }),
    ]);
    const merged = await store().papers.get("2001.00001");
    expect(merged).toMatchObject({
      title: "A Full Title",
      sources: ["test", "corpus"],
      doi: ["10.1/x"],
      submittedAt: "2020-02-03",
    });
  });

  test("incomplete names arXiv papers without abstract, in order of their time", async () => {
    await store().papers.upsert([
      bareWork("2301.00001", "B"),
      bareWork("hep-th/9901001", "A"),
      bareWork("work:x", "X"),
      inventedPaper("2001.00001"),
    ]);
    expect(await store().papers.incomplete()).toEqual(["hep-th/9901001", "2301.00001"]);
  });

  test("statistics count papers, abstracts, distinct citations and categories", async () => {
    await store().papers.upsert([
      inventedPaper("2001.00001"),
      inventedPaper("2001.00002", { categories: ["cs.CL"] }),
      bareWork("work:x", "X"),
    ]);
    await store().citations.upsert([
      { citing: "2001.00001", cited: "work:x", source: "a" },
      { citing: "2001.00001", cited: "work:x", source: "b" },
    ]);
    expect(await store().papers.statistics()).toEqual({
      papers: 3,
      withAbstract: 2,
      citations: 1,
    });
  });

  test("the revision grows with changes and only with them", async () => {
    const before = await store().revision();
    await store().papers.upsert([]);
    expect(await store().revision()).toBe(before);
    await store().papers.upsert([inventedPaper("2001.00001")]);
    expect(await store().revision()).toBeGreaterThan(before);
  });
}

function changes(store: () => LibraryStore): void {
  const feed = async (position: number, limit = 10): Promise<readonly string[]> =>
    (await store().papers.changes(position, limit)).map(({ paper }) => paper?.key ?? "part");

  test("papers come in the order of their latest change, each once, in pages", async () => {
    await store().papers.upsert(["2001.00001", "2001.00002", "2001.00003"].map((key) => bareWork(key, key)));
    await store().papers.upsert([inventedPaper("2001.00001")]);
    expect(await feed(0)).toEqual(["2001.00002", "2001.00003", "2001.00001"]);
    const [first] = await store().papers.changes(0, 1);
    expect(await feed(first?.position ?? 0)).toEqual(["2001.00003", "2001.00001"]);
    expect(await feed(await store().papers.lastChange())).toEqual([]);
  });

  test("a record that says nothing new is no change", async () => {
    await store().papers.upsert([inventedPaper("2001.00001")]);
    const [position, revision] = [await store().papers.lastChange(), await store().revision()];
    await store().papers.upsert([inventedPaper("2001.00001")]);
    expect([await store().papers.lastChange(), await store().revision()]).toEqual([position, revision]);
  });

  test("numbers of the feed find their papers", async () => {
    await store().papers.upsert([inventedPaper("2001.00001"), bareWork("work:a", "A")]);
    const numbers = (await store().papers.changes(0, 10)).map(({ number }) => number);
    const found = await store().papers.byNumbers([...numbers, 7]);
    expect(numbers.map((number) => found.get(number)?.key)).toEqual(["2001.00001", "work:a"]);
    expect(found.size).toBe(2);
  });
}

function coverage(store: () => LibraryStore): void {
  test("an identifier stands in its run: the highest one there, and whether arXiv has nothing under it", async () => {
    await store().papers.upsert(
      ["2001.00001", "2001.00007", "2002.00001", "hep-th/9901003", "hep-ph/9901009"].map((key) => inventedPaper(key)),
    );
    const standing = async (id: string): Promise<IdentifierStanding> => store().coverage.standing(id);
    expect(await standing("2001.00004")).toEqual({ highest: "2001.00007", vacant: false });
    expect(await standing("2001.90000")).toEqual({ highest: "2001.00007", vacant: false });
    expect(await standing("hep-th/9901001")).toEqual({ highest: "hep-th/9901003", vacant: false });
    expect(await standing("2003.00001")).toEqual({ highest: null, vacant: false });
    for (const rest of [0, ...absenceRestsMs]) await store().coverage.recordAbsent(["2001.00004"], rest);
    expect((await standing("2001.00004")).vacant).toBe(true);
    expect(await store().coverage.absences()).toBe(4);
    await expect(standing("work:x")).rejects.toThrow("not a canonical arXiv id");
  });

  test("every number from 1 to the highest of its month and archive is present or a hole", async () => {
    await store().papers.upsert([
      ...["2001.00002", "2001.00005", "0704.0001", "hep-th/9901002", "math/9901001"].map((key) => inventedPaper(key)),
      inventedPaper("2001.00003", { withdrawn: true }),
      bareWork("work:a", "A"),
    ]);
    expect(await store().coverage.runs()).toEqual([
      { month: "9901", archive: "hep-th", present: 1, withdrawn: 0, highest: 2, vacant: 0, holes: 1 },
      { month: "9901", archive: "math", present: 1, withdrawn: 0, highest: 1, vacant: 0, holes: 0 },
      { month: "0704", archive: null, present: 1, withdrawn: 0, highest: 1, vacant: 0, holes: 0 },
      ...emptyRuns("0705", "1912"),
      { month: "2001", archive: null, present: 3, withdrawn: 1, highest: 5, vacant: 0, holes: 2 },
    ]);
    expect(await store().coverage.holes("2001", 10)).toEqual(["2001.00001", "2001.00004"]);
    expect(await store().coverage.holes("2001", 1)).toEqual(["2001.00001"]);
    expect(await store().coverage.holes("9901", 10)).toEqual(["hep-th/9901001"]);
    expect(await store().coverage.holes("2002", 10)).toEqual([]);
  });

  test("a month of which nothing is here is an empty run from April 2007 on, between the first and the last with a paper", async () => {
    await store().papers.upsert(
      ["math/0611001", "math/0702001", "0705.0001", "0708.0002"].map((key) => inventedPaper(key)),
    );
    const runs = await store().coverage.runs();
    // What archives had in December 2006, January and March 2007 is not known, so those months are not claimed to be missing.
    expect(
      runs.map(({ month, archive, present, highest, holes }) => [month, archive, present, highest, holes]),
    ).toEqual([
      ["0611", "math", 1, 1, 0],
      ["0702", "math", 1, 1, 0],
      ["0704", null, 0, 0, 0],
      ["0705", null, 1, 1, 0],
      ["0706", null, 0, 0, 0],
      ["0707", null, 0, 0, 0],
      ["0708", null, 1, 2, 1],
    ]);
    expect(await store().coverage.holes("0706", 10)).toEqual([]);
    expect(await store().coverage.dueHoles(0, 10, 0)).toEqual(["0708.0001"]);
  });

  test("holes are due of runs that are nearly whole, latest first", async () => {
    const keys = ["2001.00001", "2001.00003", "2002.00001", "2002.00003", "2002.00004", "2002.00005", "2003.00009"];
    await store().papers.upsert([...keys, "math/9901001", "math/9901003"].map((key) => inventedPaper(key)));
    expect(await store().coverage.dueHoles(0, 10, 0.6)).toEqual(["2002.00002", "2001.00002", "math/9901002"]);
    expect(await store().coverage.dueHoles(0, 2, 0.6)).toEqual(["2002.00002", "2001.00002"]);
    expect(await store().coverage.dueHoles(0, 10, 0.8)).toEqual(["2002.00002"]);
  });

  test("an empty store has no holes", async () => {
    expect(await store().coverage.dueHoles(0, 10, 0)).toEqual([]);
    expect(await store().coverage.runs()).toEqual([]);
    expect(await store().coverage.freshness(3)).toEqual([]);
  });

  test("a number that arXiv has no paper for rests longer each time and is vacant in the end", async () => {
    const { coverage } = store();
    await store().papers.upsert(["2001.00001", "2001.00003"].map((key) => inventedPaper(key)));
    const due = async (nowMs: number): Promise<readonly string[]> => coverage.dueHoles(nowMs, 10, 0);
    let now = 0;
    for (const rest of absenceRestsMs) {
      expect(await due(now)).toEqual(["2001.00002"]);
      await coverage.recordAbsent(["2001.00002"], now);
      expect(await due(now + rest - 1)).toEqual([]);
      expect(await coverage.holes("2001", 10)).toEqual(["2001.00002"]);
      now += rest;
    }
    await coverage.recordAbsent(["2001.00002"], now);
    expect(await due(1e15)).toEqual([]);
    expect(await coverage.holes("2001", 10)).toEqual([]);
    expect(await coverage.runs()).toMatchObject([{ present: 2, highest: 3, vacant: 1, holes: 0 }]);
    await store().papers.upsert([inventedPaper("2001.00002")]);
    expect(await coverage.runs()).toMatchObject([{ present: 3, highest: 3, vacant: 0, holes: 0 }]);
  });

  test("freshness tells the latest days of each category in the latest months", async () => {
    await store().papers.upsert([
      inventedPaper("1901.00001", { categories: ["cs.CV"] }),
      inventedPaper("2001.00001", { submittedAt: "2020-01-02", updatedAt: "2020-03-01" }),
      inventedPaper("2003.00001", { submittedAt: "2020-03-04", categories: ["math.NA", "cs.LG"] }),
      bareWork("work:a", "A"),
    ]);
    const none = { submittedAt: null, updatedAt: null };
    expect(await store().coverage.freshness(2)).toEqual([
      { category: "cs.CL", papers: 1, submittedAt: "2020-01-02", updatedAt: "2020-03-01" },
      { category: "cs.LG", papers: 2, submittedAt: "2020-03-04", updatedAt: "2020-03-04" },
      { category: "math.NA", papers: 1, submittedAt: "2020-03-04", updatedAt: "2020-03-04" },
    ]);
    await store().papers.upsert([inventedPaper("2004.00001", { categories: ["hep-th"], ...none })]);
    expect(await store().coverage.freshness(1)).toEqual([{ category: "hep-th", papers: 1, ...none }]);
  });
}

/** Months of which nothing is here, from `first` to `last`. */
function emptyRuns(first: string, last: string): readonly IdentifierRun[] {
  const months = Array.from({ length: monthNumber(last) - monthNumber(first) + 1 }, (_, at) =>
    monthText(monthNumber(first) + at),
  );
  return months.map((month) => ({ month, archive: null, present: 0, withdrawn: 0, highest: 0, vacant: 0, holes: 0 }));
}

function citations(store: () => LibraryStore): void {
  test("an edge is read from both of its ends, once per source", async () => {
    const edge = { citing: "2001.00001", cited: "work:far/away paper", source: "seed" };
    await store().citations.upsert([edge, edge, { ...edge, source: "other" }]);
    expect(await store().citations.references("2001.00001")).toMatchObject([{ ...edge, source: "other" }, edge]);
    expect(await store().citations.citing("work:far/away paper")).toMatchObject([{ ...edge, source: "other" }, edge]);
    expect(await store().citations.edges()).toHaveLength(1);
    const { keys, citing, cited } = await store().citations.pairs();
    expect([...citing].map((from, at) => [keys[from], keys[cited[at] ?? -1]])).toEqual([
      ["2001.00001", "work:far/away paper"],
    ]);
    expect(await store().citations.citedBy(["work:far/away paper", "2001.00001", "none"])).toEqual(
      new Map([
        ["work:far/away paper", 1],
        ["2001.00001", 0],
        ["none", 0],
      ]),
    );
  });
  test("the version of the graph grows with new pairs and merges of what has some, not with papers or further sources", async () => {
    const edge = { citing: "2001.00001", cited: "work:x", source: "a" };
    const version = (): Promise<number> => store().citations.version();
    const before = await version();
    await store().papers.upsert([inventedPaper("2001.00001"), inventedPaper("2001.00002"), bareWork("work:x", "X")]);
    expect(await version()).toBe(before);
    await store().citations.upsert([edge]);
    const after = await version();
    expect(after).toBeGreaterThan(before);
    await store().citations.upsert([{ ...edge, source: "b" }]);
    expect(await version()).toBe(after);
    await store().papers.upsert([bareWork("work:y", "Y")]);
    await store().works.merge("work:y", "2001.00002", "by hand", 1);
    expect(await version()).toBe(after);
    await store().works.merge("work:x", "2001.00002", "by hand", 1);
    const merged = await version();
    expect(merged).toBeGreaterThan(after);
    await store().works.split("work:x");
    expect(await version()).toBeGreaterThan(merged);
  });

  test("claims of pairs come with their sources, those of all records of a work together", async () => {
    const edge = { citing: "2001.00001", cited: "2001.00002", source: "b", claimedOn: "2026-01-02", score: 0.9 };
    await store().papers.upsert([bareWork("work:x", "X"), inventedPaper("2001.00002")]);
    await store().citations.upsert([edge, { ...edge, source: "a" }, { ...edge, cited: "work:x", source: "c" }]);
    const claims = async (): Promise<readonly string[]> =>
      (
        await store().citations.claims([
          ["2001.00002", "2001.00001"],
          ["2001.00001", "2001.00002"],
          ["2001.00001", "work:none"],
        ])
      ).map(({ citing, cited, source, claimedOn, score }) => [citing, cited, source, claimedOn, score].join(" "));
    const two = ["2001.00001 2001.00002 a 2026-01-02 0.9", "2001.00001 2001.00002 b 2026-01-02 0.9"];
    expect(await claims()).toEqual(two);
    await store().works.merge("work:x", "2001.00002", "by hand", 1);
    expect(await claims()).toEqual([...two, "2001.00001 2001.00002 c 2026-01-02 0.9"]);
  });

  test("citing oneself is dropped, and an unknown work has no edges", async () => {
    await store().citations.upsert([{ citing: "2001.00001", cited: "2001.00001", source: "x" }]);
    expect(await store().citations.edges()).toEqual([]);
    expect(await store().citations.citing("work:none")).toEqual([]);
  });
  test("edges are ordered by the time of the other work", async () => {
    const citing = ["2301.00001", "hep-th/9901001", "0704.0001", "1501.00010", "math/0501001"];
    await store().citations.upsert(citing.map((key) => ({ citing: key, cited: "1412.9999", source: "x" })));
    expect((await store().citations.citing("1412.9999")).map((edge) => edge.citing)).toEqual([
      "hep-th/9901001",
      "math/0501001",
      "0704.0001",
      "1501.00010",
      "2301.00001",
    ]);
  });
}

function ledgers(store: () => LibraryStore): void {
  const state: ImportState = {
    source: "corpus:x",
    fingerprint: "f",
    finished: false,
    cursor: { "a.jsonl": 3 },
    papers: 1,
    citations: 0,
    skipped: 1,
    skippedLines: [{ file: "a.jsonl", line: 2, reason: "broken" }],
  };

  test("an import commits its rows with its state, or neither", async () => {
    await store().imports.commit(state, [inventedPaper("2001.00001")], []);
    expect(await store().imports.get("corpus:x")).toEqual(state);
    const broken = { citing: "no id", cited: "2001.00001", source: "x" };
    await expect(
      store().imports.commit({ ...state, papers: 2 }, [inventedPaper("2001.00002")], [broken]),
    ).rejects.toMatchObject({ code: "bad-key" });
    expect(await store().imports.get("corpus:x")).toEqual(state);
    expect(await store().papers.get("2001.00002")).toBeNull();
    expect(await store().imports.list()).toEqual([state]);
  });
  test("one grant at a time: others wait for the release and then for the interval", async () => {
    const { upstreams } = store();
    expect(await upstreams.acquire("arxiv", 1000, 60_000)).toBe(0);
    expect(await upstreams.acquire("arxiv", 2000, 60_000)).toBe(59_000);
    expect(await upstreams.acquire("openalex", 2000, 60_000)).toBe(0);
    await upstreams.release("arxiv", 6000);
    expect(await upstreams.acquire("arxiv", 4000, 60_000)).toBe(2000);
    expect(await upstreams.acquire("arxiv", 6000, 60_000)).toBe(0);
  });
  test("the grant of a process that died lapses", async () => {
    await store().upstreams.acquire("arxiv", 1000, 500);
    expect(await store().upstreams.acquire("arxiv", 1500, 500)).toBe(0);
  });
  test("recorded answers are not asked for again", async () => {
    await store().upstreams.record("arxiv", ["a", "b"], "found", 1);
    await store().upstreams.record("arxiv", ["c"], "missing", 1);
    expect(await store().upstreams.unanswered("arxiv", ["d", "a", "c", "e"])).toEqual(["d", "e"]);
    expect(await store().upstreams.unanswered("openalex", ["a"])).toEqual(["a"]);
  });
}

function identity(store: () => LibraryStore): void {
  const preprint = "2001.00001";
  const published = "work:journal-version";
  const shown = async (position: number): Promise<readonly (string | null)[]> =>
    (await store().papers.changes(position, 10)).map(({ paper }) => paper?.key ?? null);
  beforeEach(async () => {
    await store().papers.upsert([
      inventedPaper(preprint, { doi: [] }),
      bareWork(published, "Another Title"),
      bareWork("2001.00002", "Cites both"),
      bareWork("work:cited", "Cited by the publication"),
    ]);
    await store().citations.upsert([
      { citing: "2001.00002", cited: preprint, source: "a" },
      { citing: "2001.00002", cited: published, source: "a" },
      { citing: published, cited: "work:cited", source: "b", score: 0.9, claimedOn: "2020-01-02" },
      { citing: published, cited: preprint, source: "b" },
    ]);
  });

  test("merged records are one work with the facts and citations of both, and are two again when split", async () => {
    const before = [await store().papers.get(preprint), await store().papers.get(published)];
    const edges = await store().citations.edges();
    await store().papers.upsert([bareWork(published, "Another Title", { doi: ["10.1/published"] })]);
    await store().works.merge(published, preprint, "doi 10.1/published", 1);
    expect(await store().papers.get(published)).toMatchObject({ key: preprint, doi: ["10.1/published"] });
    expect(await store().papers.get(published)).toEqual(await store().papers.get(preprint));
    expect(await store().works.canonical(published)).toBe(preprint);
    expect(await store().citations.citing(published)).toMatchObject([{ citing: "2001.00002", source: "a" }]);
    expect(await store().citations.references(preprint)).toMatchObject([
      { cited: "work:cited", source: "b", score: 0.9, claimedOn: "2020-01-02" },
    ]);
    expect(await store().citations.citedBy([preprint, published])).toEqual(
      new Map([
        [preprint, 1],
        [published, 1],
      ]),
    );
    const { keys, citing, cited } = await store().citations.pairs();
    expect(new Set([...citing].map((from, at) => `${keys[from]} ${keys[cited[at] ?? -1]}`))).toEqual(
      new Set([`${preprint} work:cited`, `2001.00002 ${preprint}`]),
    );
    expect((await store().citations.edges()).map(({ citing: from, cited: to }) => `${from} ${to}`).toSorted()).toEqual([
      `${preprint} work:cited`,
      `2001.00002 ${preprint}`,
    ]);
    expect(await store().works.split(published)).toBe(true);
    expect(await store().works.split(published)).toBe(false);
    expect(await store().citations.edges()).toEqual(edges);
    expect(await store().papers.get(preprint)).toEqual(before[0]);
    expect(await store().papers.get(published)).toMatchObject({ key: published, doi: ["10.1/published"] });
  });

  test("a merge and its end are changes of both records; the member leaves the feed's papers meanwhile", async () => {
    const start = await store().papers.lastChange();
    await store().works.merge(published, preprint, "by hand", 1);
    expect(await shown(start)).toEqual([null, preprint]);
    const merged = await store().papers.lastChange();
    await store().papers.upsert([bareWork(published, "Another Title", { doi: ["10.1/later"] })]);
    expect(await shown(merged)).toEqual([null, preprint]);
    const told = await store().papers.lastChange();
    await store().works.split(published);
    expect(await shown(told)).toEqual([published, preprint]);
  });

  test("works of a work come along, evidence is kept, and what cannot be merged is refused", async () => {
    await store().works.merge(published, "2001.00002", "title", 0.9);
    await store().works.merge("2001.00002", preprint, "by hand", 1);
    expect(await store().works.canonical(published)).toBe(preprint);
    expect(await store().works.members(preprint)).toMatchObject([
      { member: "2001.00002", into: preprint, evidence: "by hand", score: 1 },
      { member: published, into: preprint, evidence: "title", score: 0.9 },
    ]);
    expect(await store().works.list()).toHaveLength(2);
    await expect(store().works.merge(preprint, published, "again", 1)).rejects.toThrow(/one work already/);
    await expect(store().works.merge("work:none", preprint, "x", 1)).rejects.toThrow(/not among the works/);
  });

  test("that records were taken apart is remembered until somebody merges them anew", async () => {
    const { works } = store();
    const wereSplit = (): Promise<readonly boolean[]> =>
      Promise.all([works.wereSplit(published, preprint), works.wereSplit(preprint, published)]);
    expect(await wereSplit()).toEqual([false, false]);
    await works.merge(published, preprint, "doi 10.1/x", 1);
    expect(await wereSplit()).toEqual([false, false]);
    await works.split(published);
    expect(await wereSplit()).toEqual([true, true]);
    expect(await works.wereSplit(published, "2001.00002")).toBe(false);
    expect(await works.wereSplit("work:none", "nonsense")).toBe(false);
    await works.merge(preprint, published, "by hand", 1);
    expect(await wereSplit()).toEqual([false, false]);
  });

  test("records that were taken apart are apart in whatever works they are part of", async () => {
    const { works } = store();
    await works.merge(published, preprint, "doi 10.1/x", 1);
    await works.split(published);
    await works.merge(preprint, "2001.00002", "by hand", 1);
    expect(await works.wereSplit(published, "2001.00002")).toBe(true);
    expect(await works.wereSplit(preprint, "2001.00002")).toBe(false);
    await works.merge(published, "2001.00002", "by hand", 1);
    await works.split(preprint);
    expect(await works.wereSplit(preprint, published)).toBe(true);
    await works.merge(preprint, published, "by hand", 1);
    await works.split(published);
    expect(await works.wereSplit(preprint, "2001.00002")).toBe(false);
  });
}
