import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import type { PaperView, SearchView, SimilarWork, VersionsView } from "./contract.ts";
import type { Library } from "./library.ts";
import { unknownPaper } from "./unknown-paper.ts";

const versions = [
  { version: 1, submittedAt: "2022-02-18T10:00:00Z" },
  { version: 2, submittedAt: "2022-10-17T10:00:00Z" },
];

let library: Library;
let api: TestApi;
beforeAll(async () => {
  library = await testLibrary(async ({ papers, coverage }) => {
    await papers.upsert([
      inventedPaper("2202.09368", {
        title: "Routing by Choice",
        abstract: "We choose experts.\n  They choose tokens.",
        submittedAt: "2022-02-18",
        updatedAt: "2022-02-18",
        versions: versions.slice(0, 1),
        sources: ["arxiv-oai"],
      }),
      inventedPaper("2001.00007", { withdrawn: true, comments: "5 pages; retracted, since the proof is wrong" }),
      ...["2001.00011", "2001.00012"].map((key) =>
        inventedPaper(key, {
          title: "Bounds for $\\lvert\\mathcal{Q}\\rvert$ on quasiregular trees",
          abstract:
            "We bound $\\lvert\\mathcal{Q}\\rvert \\leq \\frac{1}{2}$ on quasiregular trees. Quasiregular trees satisfy \\[\\lvert x\\rvert \\leq \\mathbb{E}\\lvert y\\rvert.\\]",
        }),
      ),
    ]);
    await papers.upsert([
      inventedPaper("2202.09368", {
        title: "Routing by Expert Choice",
        submittedAt: "2022-02-18",
        updatedAt: "2022-10-17",
        versions,
        sources: ["arxiv-oai"],
      }),
    ]);
    for (const nowMs of [0, 10 ** 9, 10 ** 10, 10 ** 11]) await coverage.recordAbsent(["2001.00003"], nowMs);
  });
  api = testApi(library, { nowMs: () => Date.UTC(2026, 0, 2) });
});
afterAll(() => library.store.close());

const json = async <T>(path: string): Promise<T> => (await (await api.request(path)).json()) as T;
const text = async (path: string): Promise<string> => (await api.request(path)).text();

describe("what a page says of a paper", () => {
  test("published is the day of version 1, updated that of the latest one, whatever came last", async () => {
    const paper = await json<PaperView>("/api/papers/2202.09368");
    expect(paper).toMatchObject({ submittedAt: "2022-02-18", updatedAt: "2022-10-17", textVersion: 2 });
    expect(paper.versions.map(({ version, textHeld }) => [version, textHeld])).toEqual([
      [1, true],
      [2, true],
    ]);
  });

  test("lists say of a paper that it was withdrawn", async () => {
    const { hits } = await json<SearchView>("/api/search?q=is:withdrawn");
    expect(hits.find(({ key }) => key === "2001.00007")?.withdrawn).toBe(true);
    const { similar } = await json<PaperView>("/api/papers/2001.00011");
    expect(similar.map(({ withdrawn }) => withdrawn)).toContain(false);
  });

  test.each(["seed", "better"])("key terms are words, not the commands of its formulas: %s", async (mode) => {
    const { terms } = await json<{ readonly terms: readonly { readonly term: string }[] }>(
      `/api/terms/2001.00011?mode=${mode}`,
    );
    const shown = terms.map(({ term }) => term).join(" ");
    expect(shown).toMatch(/trees/);
    expect(shown).not.toMatch(/lvert|rvert|mathcal|mathbb|leq|frac/);
  });

  test("alike are papers by their words, of which one at most is new", async () => {
    const { similar } = await json<PaperView>("/api/papers/2001.00011");
    const [alike] = similar;
    expect(alike?.key).toBe("2001.00012");
    expect(alike?.reasons.join()).toMatch(/terms: quasiregular, /);
    expect(alike?.reasons.join()).not.toMatch(/lvert|mathcal|leq/);
  });

  test("why it was withdrawn is told in the words of its comments", async () => {
    const { withdrawal } = await json<PaperView>("/api/papers/2001.00007");
    expect(withdrawal).toEqual({ kind: "retracted", reason: "retracted, since the proof is wrong" });
    expect((await json<PaperView>("/api/papers/2204.08396")).withdrawal).toBeNull();
  });

  test("the summary's sentences are different ones, and each is found at its place in the abstract", async () => {
    const { summary } = await json<PaperView>("/api/papers/2204.08396");
    const { abstract } = (await library.store.papers.get("2204.08396")) ?? { abstract: null };
    const cut = summary === null ? [] : [summary, ...summary.further];
    expect(new Set(cut.map(({ sentence }) => sentence)).size).toBe(3);
    for (const { text: words, start, end } of cut)
      expect(abstract?.slice(start, end).toLowerCase()).toContain(words.slice(10).toLowerCase());
  });

  test("scores of key terms follow from what stands beside them", async () => {
    const { keyTerms, keyTermScoring } = await json<PaperView>("/api/papers/2204.08396");
    const { documents, norm } = keyTermScoring;
    for (const { score, termFrequency, documentFrequency } of keyTerms) {
      const idf = Math.log((1 + documents) / (1 + documentFrequency)) + 1;
      expect(((1 + Math.log(termFrequency)) * idf) / norm).toBeCloseTo(score, 10);
    }
  });
});

describe("two versions", () => {
  test("are compared as their records wrote them", async () => {
    const view = await json<VersionsView>("/api/versions/2202.09368?from=1&to=2");
    expect([view.fromText?.title, view.toText?.title]).toEqual([
      [{ kind: "text", text: "Routing by Choice" }],
      [{ kind: "text", text: "Routing by Expert Choice" }],
    ]);
    expect(await json<VersionsView>("/api/versions/2202.09368")).toEqual(view);
  });

  test("have a page that every form of the identifier leads to; what does not exist is a 400 that shows the rest", async () => {
    const moved = await api.request("/abs/arXiv:2202.09368v1/versions?from=1&to=2");
    expect([moved.status, moved.headers.get("location")]).toEqual([301, "/abs/2202.09368/versions?from=1&to=2"]);
    expect((await api.request("/abs/2202.09368/versions")).status).toBe(200);
    const wrong = await api.request("/abs/2202.09368/versions?from=x");
    expect(wrong.status).toBe(400);
    expect(await wrong.text()).toContain("Routing by Expert Choice");
    expect((await api.request("/abs/2204.99999/versions")).status).toBe(404);
  });
});

describe("what a reader varies by the address", () => {
  test("is refused by the API where it makes no sense, and left alone by pages", async () => {
    const zero = "text=0&neighbourhood=0&coCitation=0&citations=0";
    expect((await api.request(`/api/similar/2204.08396?${zero}`)).status).toBe(400);
    const usual = await text("/abs/2204.08396");
    for (const query of [zero, "text=nonsense", "text=-1", "terms=worst", "citations=1e9"])
      expect(await text(`/abs/2204.08396?${query}`), query).toBe(usual);
    expect(await text("/abs/2204.08396?terms=better")).not.toBe(usual);
  });

  test("weights that are given are those that are used, and equal ones tell every signal apart", async () => {
    const ask = async (query: string): Promise<readonly SimilarWork[]> =>
      (await json<{ similar: readonly SimilarWork[] }>(`/api/similar/2204.08396?count=100&${query}`)).similar;
    const words = await ask("text=1&neighbourhood=0&coCitation=0&citations=0");
    expect(words.every(({ contributions }) => contributions["citations"] === 0)).toBe(true);
    const equal = await ask("text=1&neighbourhood=1&coCitation=1&citations=1");
    for (const { key, score } of words.slice(0, 5)) {
      const part = equal.find((work) => work.key === key)?.contributions["text"] ?? 0;
      expect(4 * part).toBeCloseTo(score, 2);
    }
  });
});

describe("an identifier that is not here", () => {
  test.each([
    ["2001.00003", "vacant"],
    ["2001.00005", "hole"],
    ["2001.09999", "beyond"],
    ["1903.00001", "empty-month"],
    ["4512.00001", "future"],
  ])("%s is told to be %s", async (id, standing) => {
    expect(await unknownPaper(library, id, Date.UTC(2026, 0, 2))).toMatchObject({ id, standing });
    const page = await api.request(`/abs/${id}`);
    expect(page.status).toBe(404);
    expect(await page.text()).toContain(`https://arxiv.org/abs/${id}`);
  });

  test("one that cannot be read comes with what was probably meant", async () => {
    const page = await api.request("/abs/22o4.08396");
    expect(page.status).toBe(400);
    expect(await page.text()).toContain('href="/abs/2204.08396"');
  });
});

test("papers are exported as lines of a reference list", async () => {
  expect(await text("/api/export?format=markdown&ids=2204.08396")).toMatch(/^- Damai Dai, .*\[StableMoE: /);
  expect(await text("/api/export?format=text&ids=2204.08396")).toMatch(/ 2022\. StableMoE: /);
});
