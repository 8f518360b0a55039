import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parseXml } from "../arxiv/xml-tree.ts";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import type { CoverageView, SearchView, SimilarWork, Suggestions } from "./contract.ts";
import { coveragePage } from "./coverage-page.ts";
import type { Library } from "./library.ts";

let library: Library;
let api: TestApi;
beforeAll(async () => {
  library = await testLibrary();
  api = testApi(library);
});
afterAll(() => library.store.close());

const json = async <T>(path: string): Promise<T> => (await (await api.request(path)).json()) as T;
const flagship = "2204.08396";

describe("search", () => {
  const search = (query: string, more = ""): Promise<SearchView> =>
    json<SearchView>(`/api/search?q=${encodeURIComponent(query)}${more}`);

  test("fields, phrases, denial and dates narrow; facets count all matches", async () => {
    const all = await search("experts", "&facets=1");
    const narrowed = await search('experts -ti:"stable routing" date:2020..2025');
    expect(narrowed.total).toBeLessThan(all.total);
    expect(narrowed.hits.every(({ key }) => key !== flagship)).toBe(true);
    expect(all.facets?.years.reduce((sum, { papers }) => sum + papers, 0)).toBeLessThanOrEqual(all.total);
  });

  test("rank modes order the same matches differently, random by its seed alone", async () => {
    const total = (await search("experts")).total;
    for (const rank of ["new", "cited", "influence", "random"])
      expect((await search("experts", `&rank=${rank}`)).total).toBe(total);
    const keys = async (seed: number): Promise<readonly string[]> =>
      (await search("experts", `&rank=random&seed=${seed}`)).hits.map(({ key }) => key);
    expect(await keys(1)).toEqual(await keys(1));
    expect(await keys(1)).not.toEqual(await keys(2));
    const [most] = (await search("experts", "&rank=cited")).hits;
    expect(most?.citedBy).toBeGreaterThan(5);
  });

  test("pages of any size part the same list of matches", async () => {
    const whole = await search("experts", "&limit=100&rank=new");
    expect([whole.pageSize, whole.hits.length]).toEqual([100, Math.min(100, whole.total)]);
    expect((await search("experts")).hits).toHaveLength(20);
    const keys: string[] = [];
    for (let page = 1; page <= Math.ceil(whole.total / 7); page++) {
      const part = await search("experts", `&limit=7&rank=new&page=${page}`);
      expect(part).toMatchObject({ page, pageSize: 7, total: whole.total, pages: Math.ceil(whole.total / 7) });
      keys.push(...part.hits.map(({ key }) => key));
    }
    expect(keys.slice(0, 100)).toEqual(whole.hits.map(({ key }) => key));
    expect(keys).toHaveLength(whole.total);
    const beyond = await search("experts", `&limit=100&page=${whole.pages + 1}`);
    expect(beyond).toMatchObject({ hits: [], note: expect.stringContaining(`the last one is ${whole.pages}.`) });
  });

  test("wanted words are marked in titles and snippets", async () => {
    const [hit] = (await search('ti:"stable routing strategy"')).hits;
    expect(hit?.titleHighlights.map(([start, end]) => hit.plainTitle.slice(start, end))).toEqual([
      "Stable Routing Strategy",
    ]);
  });

  test("wanted words are marked among the authors, and in the comments where they stand there", async () => {
    const [hit] = (await search("au:dai comments:acl id:2204.08396")).hits;
    expect(hit?.authorHighlights).toEqual([{ author: 0, ranges: [[6, 9]] }]);
    expect(hit?.authors[0]?.slice(6, 9)).toBe("Dai");
    expect([hit?.comments, hit?.commentsHighlights]).toEqual(["ACL-2022", [[0, 3]]]);
    const [other] = (await search('ti:"stable routing strategy"')).hits;
    expect(other).toMatchObject({ key: flagship, authorHighlights: [], comments: null, commentsHighlights: [] });
  });

  test("a query that cannot be read is a problem with place and suggestion", async () => {
    const response = await api.request(`/api/search?q=${encodeURIComponent('ti:"stable')}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      title: "Query cannot be read",
      position: 3,
      suggestion: 'ti:"stable"',
    });
  });

  test("signs without a word find nothing instead of everything", async () => {
    expect(await search("!!! ?")).toMatchObject({ total: 0, hits: [], note: expect.stringContaining("no word") });
  });

  test("an unknown word gets help with its spelling", async () => {
    expect((await search("exprets")).spellings).toContainEqual({
      word: "exprets",
      meant: expect.arrayContaining(["experts"]),
    });
    expect((await search("expertts")).spellings).toContainEqual({
      word: "expertts",
      meant: expect.arrayContaining(["experts"]),
    });
  });

  test("what is being typed is completed", async () => {
    const { words, papers } = await json<Suggestions>("/api/suggest?q=mixture%20of%20exp");
    expect(words.map(({ word }) => word)).toContain("experts");
    expect(papers.length).toBeGreaterThan(0);
  });
});

describe("one aspect of a paper", () => {
  test("terms explain their scores so that they can be computed again", async () => {
    const { norm, terms } = await json<{
      norm: number;
      terms: readonly Record<
        "score" | "termFrequency" | "inverseDocumentFrequency" | "cohesion" | "position" | "specificity",
        number
      >[];
    }>(`/api/terms/${flagship}?mode=better`);
    expect(terms.length).toBe(20);
    for (const term of terms) {
      const weight =
        (1 + Math.log(term.termFrequency)) *
        term.inverseDocumentFrequency *
        term.cohesion *
        term.position *
        term.specificity;
      expect(weight / norm).toBeCloseTo(term.score, 12);
    }
  });

  test("summary sentences name their places", async () => {
    const { summary } = await json<{ summary: readonly { sentence: number; start: number; end: number }[] }>(
      `/api/summary/${flagship}?sentences=3`,
    );
    expect(new Set(summary.map(({ sentence }) => sentence)).size).toBe(3);
    const abstract = (await library.store.papers.get(flagship))?.abstract ?? "";
    for (const { start, end } of summary) expect(abstract.slice(start, end)).toMatch(/^[A-Z][^]*\.$/);
  });

  test("similar papers come with reasons and what each signal adds", async () => {
    const { similar } = await json<{ similar: readonly SimilarWork[] }>(`/api/similar/${flagship}?count=5`);
    expect(similar).toHaveLength(5);
    for (const { score, contributions, reasons } of similar) {
      const sum = Object.values(contributions).reduce((total, each) => total + each, 0);
      expect(sum).toBeCloseTo(score, 2);
      expect(reasons.length).toBeGreaterThan(0);
    }
  });

  test("the graph is JSON, GraphML or GEXF", async () => {
    const graph = await json<{ nodes: readonly unknown[]; neighbours: number }>(`/api/graph/${flagship}`);
    expect(graph).toMatchObject({ neighbours: 83, rule: null });
    for (const [format, root] of [
      ["graphml", "graphml"],
      ["gexf", "gexf"],
    ]) {
      const response = await api.request(`/api/graph/${flagship}?format=${format}`);
      expect(parseXml(await response.text()).name).toBe(root);
    }
  });

  test("the graph of a record that is part of another work is that of the work", async () => {
    const { store } = library;
    const work = await json<{ nodes: readonly { key: string }[] }>(`/api/graph/${flagship}`);
    const other = work.nodes[1]?.key ?? "";
    await store.works.merge(other, flagship, "by hand", 1);
    try {
      const merged = await json<{ key: string; nodes: readonly { key: string }[] }>(`/api/graph/${other}`);
      expect([merged.key, merged.nodes[0]?.key]).toEqual([flagship, flagship]);
      expect(merged).toEqual(await json(`/api/graph/${flagship}`));
    } finally {
      await store.works.split(other);
    }
  });

  test.each([
    [`/api/terms/${flagship}?mode=best`, 400],
    ["/api/summary/nonsense", 400],
    ["/api/similar/2001.99999", 404],
    [`/api/graph/${flagship}?limit=0`, 400],
    [`/api/graph/${flagship}?format=dot`, 400],
    ["/api/export?ids=", 400],
    ["/api/search?q=a&rank=best", 400],
    ["/api/coverage?month=2213", 400],
  ])("%s is refused with a problem", async (path, status) => {
    const response = await api.request(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect((await response.json()) as object).toMatchObject({ status, detail: expect.stringMatching(/.{10}/) });
  });
});

describe("exports", () => {
  test.each([
    ["bibtex", /^@article\{dai2022stablemoe,[^]*eprint\s+= \{2204\.08396\}/],
    ["ris", /^TY {2}- [^]*AU {2}- Dai, Damai[^]*ER {2}- /],
    ["csl-json", /"family": "Dai"/],
    ["csv", /^key,arxiv_id,title[^]*\r\n2204\.08396,/],
  ])("%s", async (format, content) => {
    const response = await api.request(`/api/export?ids=${flagship}&format=${format}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(content);
  });

  test.each(['ti:"stable', "titel:routing", "date:soon", "au:"])(
    "of a query that cannot be read, %s, is the same problem as its search",
    async (query) => {
      const exported = await api.request(`/api/export?q=${encodeURIComponent(query)}`);
      const searched = await api.request(`/api/search?q=${encodeURIComponent(query)}`);
      expect([exported.status, exported.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
      expect(await exported.json()).toEqual(await searched.json());
    },
  );

  test.each(["exper", "experts zzzzqq"])("never loosen a query as its search does: %s", async (query) => {
    const q = encodeURIComponent(query);
    expect(await json<SearchView>(`/api/search?q=${q}`)).toMatchObject({
      note: expect.stringContaining("No paper holds"),
    });
    const response = await api.request(`/api/export?format=csv&q=${q}`);
    expect([response.status, (await response.text()).trim().split("\r\n").length]).toEqual([200, 1]);
  });

  test.each(["2204.99999", "10.1000/nobody-has-this"])("of %s, which is not here, is empty", async (id) => {
    const response = await api.request(`/api/export?format=csv&q=${id}`);
    expect([response.status, (await response.text()).trim().split("\r\n").length]).toEqual([200, 1]);
  });

  test("of a query and of its search hold the same papers in the same order", async () => {
    const search = await json<SearchView>("/api/search?q=experts&rank=cited");
    const rows = (await (await api.request("/api/export?q=experts&rank=cited&page=1&format=csv")).text()).split("\r\n");
    expect(
      rows
        .slice(1)
        .filter((row) => row !== "")
        .map((row) => row.split(",")[0]),
    ).toEqual(search.hits.map(({ key }) => key));
  });

  test("what cannot be found is named and does not break the set", async () => {
    const response = await api.request(`/api/export?ids=${flagship},2001.99999,nonsense`);
    expect(response.status).toBe(200);
    expect(decodeURIComponent(response.headers.get("x-unresolved-ids") ?? "")).toBe("2001.99999,nonsense");
  });
});

test("coverage names the holes of a month", async () => {
  const all = await json<CoverageView>("/api/coverage");
  expect(all.runs.length).toBeGreaterThan(3);
  const one = await json<CoverageView>("/api/coverage?month=2204");
  expect(one.missing?.length).toBe(one.holes);
});

test("the page of a month names its first day, that of all months none", async () => {
  expect((await coveragePage(library, "0705", 0)).firstDay).toBe("2007-05-01");
  expect((await coveragePage(library, null, 0)).firstDay).toBeNull();
});

test("coverage counts the months of which nothing is here, and one of them is none of holes", async () => {
  const all = await json<CoverageView>("/api/coverage");
  const empty = all.runs.filter(({ present }) => present === 0);
  expect(all.emptyMonths).toBe(empty.length);
  expect(all.latest).not.toBe(empty.at(-1)?.month);
  const [{ month } = { month: "" }] = empty;
  expect(await json<CoverageView>(`/api/coverage?month=${month}`)).toEqual({
    month,
    present: 0,
    withdrawn: 0,
    vacant: 0,
    holes: 0,
    emptyMonths: 1,
    latest: null,
    runs: [{ month, archive: null, present: 0, withdrawn: 0, highest: 0, vacant: 0, holes: 0 }],
    missing: [],
  });
});

test("coverage counts a number as vacant as soon as arXiv has been asked for it often enough", async () => {
  const before = await json<CoverageView>("/api/coverage?month=2204");
  const [hole = ""] = before.missing ?? [];
  for (const nowMs of [0, 10 ** 9, 10 ** 10, 10 ** 11]) await library.store.coverage.recordAbsent([hole], nowMs);
  const after = await json<CoverageView>("/api/coverage?month=2204");
  expect([after.vacant, after.holes]).toEqual([before.vacant + 1, before.holes - 1]);
  expect(after.missing?.length).toBe(Math.min(10_000, after.holes));
});
