import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import type { PaperView, SearchView, StoreStatistics } from "./contract.ts";
import type { Library } from "./library.ts";

let library: Library;
let api: TestApi;
beforeAll(async () => {
  library = await testLibrary();
  api = testApi(library);
});
afterAll(() => library.store.close());

const json = async <T>(path: string): Promise<T> => (await (await api.request(path)).json()) as T;

describe("pages", () => {
  test("the flagship's page is complete without scripts", async () => {
    const response = await api.request("/abs/2204.08396");
    const html = await response.text();
    expect(response.status).toBe(200);
    for (const text of [
      "StableMoE: Stable Routing Strategy for Mixture of Experts",
      "Damai Dai",
      "Li Dong",
      "Shuming Ma",
      "Bo Zheng",
      "Zhifang Sui",
      "Baobao Chang",
      "Furu Wei",
      "cs.CL Computation and Language",
      "Cited by 59",
      "References 24",
      "@",
      "Offline in a test.",
    ])
      expect(html).toContain(text);
    expect(html).not.toContain("<script");
  });

  test.each([
    ["/abs/2204.08396v2", "/abs/2204.08396"],
    ["/abs/arXiv:2204.08396", "/abs/2204.08396"],
    ["/abs/2204.08396/", "/abs/2204.08396"],
    ["/abs/hep-th%2F9901001", "/abs/hep-th/9901001"],
    ["/abs/math.GT/0501001", "/abs/math/0501001"],
    ["/abs/https://arxiv.org/abs/2204.08396v1", "/abs/2204.08396"],
    ["/abs/2204.08396v1/lab", "/abs/2204.08396/lab"],
  ])("%s moves for good to %s", async (from, to) => {
    const response = await api.request(from);
    expect([response.status, response.headers.get("location")]).toEqual([301, to]);
  });

  test("old ids with a slash, works without an id and the Lab have pages", async () => {
    for (const path of ["/", "/search?q=routing", "/abs/hep-th/9901001", "/abs/2204.08396/lab"])
      expect((await api.request(path)).status, path).toBe(200);
    const work = (await json<PaperView>("/api/papers/2204.08396")).references.find((each) => each.arxivId === null);
    expect(work?.href).toMatch(/^\/works\//);
    expect((await api.request(work?.href ?? "")).status).toBe(200);
  });

  test("an unknown paper is a 404 that offers search, a malformed id a 400 that shows the accepted forms", async () => {
    for (const path of ["/abs/2204.99999", "/works/nothing-here", "/nowhere/routing", "/abs/hep-th/9901001/lab"]) {
      const response = await api.request(path);
      expect(response.status, path).toBe(404);
      expect(await response.text()).toContain('<form action="/search">');
    }
    for (const path of ["/abs/foo", "/abs/2204.1", "/abs/%00", "/abs/"]) {
      const response = await api.request(path);
      expect(response.status, path).toBe(400);
      expect(await response.text()).toContain("hep-th/9901001");
    }
  });

  test("typing an id into the search leads to its paper, any other text to results", async () => {
    const response = await api.request("/search?q=https%3A%2F%2Farxiv.org%2Fpdf%2F2204.08396");
    expect([response.status, response.headers.get("location")]).toEqual([302, "/abs/2204.08396"]);
    expect((await api.request("/search?q=2204.99999")).status).toBe(200);
  });

  test("what readers type never becomes markup", async () => {
    const html = await (await api.request("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")).text();
    expect(html).not.toContain("<script");
  });

  test("every answer carries the headers that keep pages to this origin", async () => {
    for (const path of ["/", "/abs/foo", "/api/statistics", "/assets/a-1.js", "/nowhere"]) {
      const { headers } = await api.request(path);
      expect(headers.get("content-security-policy")).toContain(
        "default-src 'self'; style-src 'self'; img-src 'self' data:",
      );
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).not.toBeNull();
    }
  });

  test("a failure is told to the terminal, not to the reader", async () => {
    const broken = testApi(library, { freshness: () => JSON.parse("{") as never });
    const answer = await broken.request("/api/freshness");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([500, "application/problem+json"]);
    expect(await answer.text()).not.toMatch(/JSON|SyntaxError|\.ts/);
    expect(broken.failures).toHaveLength(1);
  });
});

describe("data", () => {
  test("a paper as JSON holds everything of its page", async () => {
    const paper = await json<PaperView>("/api/papers/2204.08396");
    expect(paper).toMatchObject({
      key: "2204.08396",
      hasLab: true,
      submittedAt: "2022-04-18",
      summary: { source: "abstract" },
    });
    expect([paper.citations.length, paper.references.length, paper.keyTerms.length]).toEqual([59, 24, 20]);
    expect(paper.similar.length).toBeGreaterThanOrEqual(3);
    expect(paper.similar.every(({ score, reasons }) => score > 0 && score <= 1 && reasons.length > 0)).toBe(true);
    expect(paper.similar.map(({ score }) => score)).toEqual(
      paper.similar.map(({ score }) => score).toSorted((a, b) => b - a),
    );
    expect(paper.abstractSentences).toHaveLength(paper.summary?.sentences ?? 0);
    expect(paper.map.nodes[0]).toMatchObject({ key: "2204.08396", role: "current" });
    expect(paper.map.edges.every((pair) => pair.every((position) => position < paper.map.nodes.length))).toBe(true);
    expect(paper.map.nodes).toHaveLength(paper.map.shown + 1);
  });

  test("the same paper is reached by every form of its id, and asking again costs no body", async () => {
    const first = await api.request("/api/papers/arXiv:2204.08396v1");
    const etag = first.headers.get("etag");
    expect(etag).not.toBeNull();
    const again = await api.request("/api/papers/2204.08396", { headers: { "if-none-match": etag ?? "" } });
    expect(again.status).toBe(304);
  });

  test("relations carry their sources, counts and addresses", async () => {
    const paper = await json<PaperView>("/api/papers/0704.0001");
    expect(paper.citations.length).toBeGreaterThan(0);
    for (const work of [...paper.citations, ...paper.references]) {
      expect(work.edgeSources.every((source) => /^corpus:(arxiv-id|title\+author)$/.test(source))).toBe(true);
      expect(work.href).toBe(`/abs/${work.key}`);
      expect(work.resolved).toBe(true);
    }
  });

  test.each([
    ["/api/papers/foo", 400],
    ["/api/papers/2204.99999", 404],
    ["/api/papers/work:none", 404],
    ["/api/runs/none", 404],
    ["/api/events/runs", 404],
    ["/api/nothing", 404],
    ["/api", 404],
  ])("%s answers problem details with status %i", async (path, status) => {
    const response = await api.request(path);
    expect([response.status, response.headers.get("content-type")]).toEqual([status, "application/problem+json"]);
    expect(await response.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  });

  test("search finds title words, authors by field, and the id", async () => {
    const keys = async (query: string): Promise<readonly string[]> =>
      (await json<SearchView>(`/api/search?q=${encodeURIComponent(query)}`)).hits.map((hit) => hit.key);
    expect((await keys("stable routing strategy"))[0]).toBe("2204.08396");
    expect((await keys("au:dai StableMoE"))[0]).toBe("2204.08396");
    expect(await keys("hep-th/9901001v3")).toEqual(["hep-th/9901001"]);
    expect((await keys('ti:"paper boats"')).length).toBe(5);
  });

  test.each([
    "10.18653/v1/2022.acl-long.489",
    "doi:10.18653/V1/2022.acl-long.489",
    'doi:"10.18653/v1/2022.acl-long.489"',
    "https://doi.org/10.18653/v1/2022.acl-long.489",
  ])("search and addresses find a publication by its DOI: %s", async (doi) => {
    const asked = encodeURIComponent(doi);
    expect(await json<SearchView>(`/api/search?q=${asked}`)).toMatchObject({ total: 1, hits: [{ key: "2204.08396" }] });
    expect((await api.request(`/search?q=${asked}`)).headers.get("location")).toBe("/abs/2204.08396");
    expect((await api.request(`/abs/${asked}`)).headers.get("location")).toBe("/abs/2204.08396");
    for (const path of ["papers", "terms", "citations", "graph"])
      expect(await json(`/api/${path}/${asked}`), path).toMatchObject({ key: "2204.08396" });
  });

  test("a licence is counted with its name and address, and its value narrows to what was counted", async () => {
    const { facets } = await json<SearchView>("/api/search?q=routing+OR+experts+OR+invented&facets=1");
    const licences = facets?.licences ?? [];
    expect(licences).toContainEqual(
      expect.objectContaining({ value: "arxiv-nonexclusive", name: "arXiv non-exclusive distribution licence" }),
    );
    for (const { value, papers } of licences) {
      const narrowed = await json<SearchView>(`/api/search?q=(routing+OR+experts+OR+invented)+license:${value}`);
      expect([value, narrowed.total]).toEqual([value, papers]);
    }
  });

  test("a DOI is a condition among others, and one that is not here is said not to be", async () => {
    const search = (query: string): Promise<SearchView> => json(`/api/search?q=${encodeURIComponent(query)}`);
    const doi = "doi:10.18653/v1/2022.acl-long.489";
    expect((await search(`${doi} cat:cs.LG`)).hits.map(({ key }) => key)).toEqual(["2204.08396"]);
    expect((await search("doi:10.1000/none")).note).toBe("DOI 10.1000/none is not among the papers of this instance.");
    expect((await api.request("/api/papers/10.1000/none")).status).toBe(404);
  });

  test("search says when it bent the query, and helps when nothing is found", async () => {
    const note = async (query: string): Promise<string | null> =>
      (await json<SearchView>(`/api/search?q=${encodeURIComponent(query)}`)).note;
    expect(await note("routing")).toBeNull();
    expect(await note("fluctuat lanter")).toMatch(/begin|some of them/);
    expect(await note("zzzzqq")).toContain("Nothing found");
    expect(await note("2204.99999")).toContain("2204.99999");
    expect(await note(" ")).toContain("Type");
  });

  test("pages of results are bounded: a page beyond all bounds shows one within, the API says which there are", async () => {
    for (const page of ["0", "-3", "x", "1.5", "99999999999"]) {
      expect((await api.request(`/search?q=invented&page=${page}`)).status, page).toBe(200);
      const refused = await api.request(`/api/search?q=invented&page=${page}`);
      expect(refused.status, page).toBe(400);
      expect(await refused.json()).toMatchObject({ detail: expect.stringContaining(`page "${page}"`) });
    }
    const [first, second] = [
      await json<SearchView>("/api/search?q=invented"),
      await json<SearchView>("/api/search?q=invented&page=2"),
    ];
    expect([first.total, first.hits.length, second.hits.length]).toEqual([30, 20, 10]);
  });

  test("a page beyond the last one has no hits, the number of pages and a note; so has one of a single paper", async () => {
    expect(await json<SearchView>("/api/search?q=invented&page=3")).toMatchObject({
      total: 30,
      pages: 2,
      hits: [],
      note: "There is no page 3: the last one is 2.",
    });
    expect(await json<SearchView>("/api/search?q=invented&page=2")).toMatchObject({ pages: 2, note: null });
    expect(await json<SearchView>("/api/search?q=2204.08396&page=2")).toMatchObject({
      total: 1,
      pages: 1,
      hits: [],
      note: "There is no page 2: the last one is 1.",
    });
    expect(await json<SearchView>("/api/search?q=zzzzqq&page=3")).toMatchObject({ total: 0, pages: 0, hits: [] });
  });

  test.each([
    ["/api/search?q=%FF", 'The value of the parameter "q"'],
    ["/api/search?q=100%", 'The value of the parameter "q"'],
    ["/api/search?q=a&%C3%28=1", "The name of a parameter"],
    ["/api/papers/%FF", "Part 3 of the path"],
    ["/api/papers/%E0%A4%A", "Part 3 of the path"],
    ["/api/%ff", "Part 2 of the path"],
  ])("%s is refused for its encoding, and none of it is repeated", async (path, place) => {
    const response = await api.request(path);
    const text = await response.text();
    expect([response.status, response.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    expect(JSON.parse(text)).toMatchObject({ title: "Malformed address", detail: expect.stringContaining(place) });
    expect(text).not.toMatch(/%(?:ff|c3|e0|a4)|\uFFFD/iu);
  });

  test("statistics name the categories", async () => {
    const statistics = await json<StoreStatistics>("/api/statistics");
    expect(statistics.papers).toBeGreaterThan(110);
    expect(statistics.categories.find((category) => category.code === "cs.CL")?.name).toBe("Computation and Language");
  });

  test("a change of the store shows at once", async () => {
    const before = await json<PaperView>("/api/papers/0704.0001");
    await library.store.citations.upsert([{ citing: "2204.08396", cited: "0704.0001", source: "openalex" }]);
    const after = await json<PaperView>("/api/papers/0704.0001");
    expect(after.citations.length).toBe(before.citations.length + 1);
    expect(after.citations[0]).toMatchObject({ key: "2204.08396", edgeSources: ["openalex"] });
  });
});

describe("files", () => {
  test("assets are served for ever, others are 404", async () => {
    const asset = await api.request("/assets/a-1.js");
    expect([asset.status, asset.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect((await api.request("/assets/none.js")).status).toBe(404);
  });
  test("icon, robots.txt and health are there without a site", async () => {
    expect((await api.request("/favicon.ico")).headers.get("content-type")).toBe("image/svg+xml");
    expect(await (await api.request("/robots.txt")).text()).toContain("Disallow: /api/");
    expect(await (await api.request("/healthz")).json()).toMatchObject({ status: "ok" });
  });
});
