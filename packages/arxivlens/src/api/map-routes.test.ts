import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import type { JointMap, Page, PaperView, RelatedPage } from "./contract.ts";
import type { Library } from "./library.ts";

let library: Library;
let api: TestApi;
let shown: Page | null = null;
beforeAll(async () => {
  library = await testLibrary();
  api = testApi(library, { site: { render: (page) => ((shown = page), "<!doctype html>") } });
});
afterAll(() => library.store.close());

const json = async <T>(path: string): Promise<T> => (await (await api.request(path)).json()) as T;
type MapAnswer = JointMap & {
  readonly seeds: readonly string[];
  readonly unresolved: readonly { readonly text: string; readonly reason: string }[];
};

describe("/api/map", () => {
  test("of one paper is the map of its page", async () => {
    const paper = await json<PaperView>("/api/papers/2204.08396");
    const { map, paths } = await json<MapAnswer>("/api/map?ids=2204.08396");
    expect(map).toEqual(paper.map);
    expect(paths).toEqual([]);
    expect(map.nodes[0]).toMatchObject({ key: "2204.08396", role: "current", citedBy: 59 });
    expect(map.nodes.filter(({ role }) => role === "citing")).toHaveLength(59);
    expect(map.nodes.slice(1).every(({ claims }) => claims.length > 0)).toBe(true);
  });

  test("says how alike works are when asked", async () => {
    const { map } = await json<MapAnswer>("/api/map?ids=2204.08396&likeness=1");
    expect(map.nodes[0]?.likeness).toBe(1);
    expect(map.nodes.every(({ likeness }) => likeness !== null && likeness >= 0 && likeness <= 1)).toBe(true);
    expect(new Set(map.nodes.map(({ likeness }) => likeness)).size).toBeGreaterThan(10);
  });

  test("of several papers joins them, and names works they have in common", async () => {
    const { map } = await json<MapAnswer>("/api/map?ids=2204.08396");
    const [one, other] = map.nodes.filter(({ role, arxivId }) => role === "citing" && arxivId !== null);
    const joint = await json<MapAnswer>(`/api/map?ids=${one?.key},${other?.key},0000.00000x`);
    expect(joint.seeds).toEqual([one?.key, other?.key]);
    expect(joint.unresolved).toHaveLength(1);
    expect(joint.map.nodes.slice(0, 2).map(({ role }) => role)).toEqual(["current", "current"]);
    expect(joint.paths).toHaveLength(1);
    expect(joint.citedTogether).toMatchObject([{ key: "2204.08396", links: 2 }]);
  });

  test("cuts to the limit and says so; without a paper of this instance it says what it wants", async () => {
    const { map } = await json<MapAnswer>("/api/map?ids=2204.08396&limit=20");
    expect([map.shown, map.total, map.rule]).toEqual([20, 83, "20 of 83, the most cited first"]);
    const refused = await api.request("/api/map?ids=2204.99999");
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("not among the papers")]);
  });
});

describe("/map", () => {
  const post = (list: string): Promise<Response> =>
    Promise.resolve(
      api.request("/map", {
        method: "POST",
        body: new URLSearchParams({ list }),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    );
  const lines = () => (shown?.kind === "map" ? shown.map.lines : []);

  test("a list that is understood has an address", async () => {
    const answer = await post("https://arxiv.org/abs/2204.08396v2\nhep-th/9901001");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/map?ids=2204.08396,hep-th%2F9901001"]);
    expect((await api.request(answer.headers.get("location") ?? "")).status).toBe(200);
    expect(shown).toMatchObject({ kind: "map", map: { seeds: [{ key: "2204.08396" }, { key: "hep-th/9901001" }] } });
  });

  test("each line that is not understood says why, the others are mapped", async () => {
    await post(
      "stablemoe: stable routing strategy for mixture of experts\n2204.08396\n2204.99999\n10.1/none\nStable routing of nothing",
    );
    expect(lines().map(({ key, reason }) => key ?? reason)).toEqual([
      "2204.08396",
      'the same paper as "stablemoe: stable routing strategy for mixture of experts"',
      "2204.99999 is not among the papers of this instance",
      expect.stringContaining("no paper here has"),
      "no paper here has this title, and it is no arXiv id or DOI",
    ]);
    expect(lines().at(-1)?.meant?.key).toBe("2204.08396");
  });

  test("BibTeX is taken as it comes", async () => {
    const answer = await post(
      "@misc{a, title={x}, eprint={2204.08396}, archivePrefix={arXiv}}\n@article{b, title={Nothing of the kind}}",
    );
    expect(answer.status).toBe(200);
    expect(lines().map(({ key }) => key)).toEqual(["2204.08396", null]);
  });

  test("a list of more than 64 KiB is refused before all of it is read", async () => {
    expect((await post(`2204.08396${" ".repeat(65_000)}`)).status).toBe(303);
    const answer = await post("2204.08396\n".repeat(10_000));
    expect(answer.status).toBe(413);
  });

  test("nothing typed is a form, not an error", async () => {
    expect((await api.request("/map")).status).toBe(200);
    expect(shown).toMatchObject({ kind: "map", map: { lines: [], joint: null } });
  });
});

describe("the lists of a paper", () => {
  test("have addresses with page and order", async () => {
    expect((await api.request("/abs/2204.08396v1/citations?page=1&sort=cited")).headers.get("location")).toBe(
      "/abs/2204.08396/citations?page=1&sort=cited",
    );
    await api.request("/abs/2204.08396/citations?sort=cited");
    const related = shown?.kind === "related" ? shown.related : null;
    expect(related).toMatchObject({ role: "citing", total: 59, order: "cited", page: 1, pages: 1 });
    const counts = related?.works.map(({ citedBy }) => citedBy) ?? [];
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect((await api.request("/abs/2204.99999/references")).status).toBe(404);
  });

  test("new and old are the same works in both directions, works without a time last in both", async () => {
    const keys = async (order: string): Promise<readonly string[]> =>
      (await json<RelatedPage>(`/api/references/2204.08396?order=${order}`)).works.map(({ key }) => key);
    const [latest, oldest] = [await keys("new"), await keys("old")];
    expect(latest.toSorted()).toEqual(oldest.toSorted());
    expect(latest[0]).not.toBe(oldest[0]);
  });

  test("how whole the list of each service is comes with the side that it is of", async () => {
    const told = {
      source: "openalex",
      listed: 43,
      resolved: 41,
      unresolved: 1,
      dangling: 1,
      withheld: false,
      cut: false,
    };
    await library.store.toldLists.put("2204.08396", { ...told, side: "cited" });
    const listsOf = async (side: string): Promise<unknown> =>
      (await json<RelatedPage>(`/api/${side}/2204.08396`)).lists;
    expect(await listsOf("references")).toEqual([{ ...told, toldOn: "1970-01-01" }]);
    expect(await listsOf("citations")).toEqual([]);
  });

  test("a paper that 50,000 works cite has a page that holds a hundred of them", async () => {
    const before = (await json<PaperView>("/api/papers/0704.0001")).citationCount;
    const citing = Array.from({ length: 50_000 - before }, (_, number) => ({
      citing: `${1501 + (number % 12)}.${String(10_000 + Math.floor(number / 12)).slice(0, 5)}`,
      cited: "0704.0001",
      source: "many",
    }));
    await library.store.citations.upsert(citing);
    const paper = await json<PaperView>("/api/papers/0704.0001");
    expect([paper.citationCount, paper.citations.length, paper.map.shown]).toEqual([50_000, 100, 150]);
    expect(JSON.stringify(paper).length).toBeLessThan(400_000);
    const last = await json<RelatedPage>("/api/citations/0704.0001?size=1000&page=50");
    expect([last.pages, last.works.length]).toEqual([50, 1000]);
  });
});
