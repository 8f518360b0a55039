import { afterAll, beforeAll, expect, test } from "vitest";
import { heldCitations, type HeldCitations } from "../../test/held-citations.ts";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import type { JointMap, PaperView, RelatedPage, SearchView, Suggestions } from "./contract.ts";
import { createLibrary, type Library } from "./library.ts";

let whole: Library;
let held: HeldCitations;
let early: Library;
let api: TestApi;
beforeAll(async () => {
  whole = await testLibrary();
  const { store, index, termStatistics, featured } = whole;
  held = heldCitations(store.citations);
  early = createLibrary({ ...store, citations: held.citations }, index, termStatistics, featured);
  api = testApi(early);
});
afterAll(() => whole.store.close());

const key = "2204.08396";
const json = async <T>(of: TestApi, path: string): Promise<T> => (await (await of.request(path)).json()) as T;

test("before all citations are read, a paper has its page, whose map and lists are those of later", async () => {
  const html = await (await api.request(`/abs/${key}`)).text();
  expect(html).toContain("By words alone: citations are still being read.");
  const before = await json<PaperView>(api, `/api/papers/${key}`);
  const { map } = await json<JointMap>(api, `/api/map?ids=${key}`);
  const citing = await json<RelatedPage>(api, `/api/citations/${key}?order=cited`);
  const { hits } = await json<SearchView>(api, "/api/search?q=stable+routing+strategy");
  const { papers } = await json<Suggestions>(api, "/api/suggest?q=stable");
  expect(papers).toContainEqual(expect.objectContaining({ key }));
  expect(before.similarByCitations).toBe(false);
  expect(before.similar.length).toBeGreaterThan(0);
  expect(before.similar.every(({ contributions }) => contributions["neighbourhood"] === 0)).toBe(true);

  held.release();
  await early.readGraph();
  const after = await json<PaperView>(api, `/api/papers/${key}`);
  const changing = { similar: [], similarByCitations: true };
  expect({ ...before, ...changing }).toEqual({ ...after, ...changing });
  expect(after.similarByCitations).toBe(true);
  expect(map).toEqual(after.map);
  expect((await json<JointMap>(api, `/api/map?ids=${key}`)).map).toEqual(after.map);
  expect(await json<RelatedPage>(api, `/api/citations/${key}?order=cited`)).toEqual(citing);
  expect((await json<SearchView>(api, "/api/search?q=stable+routing+strategy")).hits).toEqual(hits);
  expect(after).toEqual(await json<PaperView>(testApi(whole), `/api/papers/${key}`));
});

test("what needs all citations waits for them while pages are answered", async () => {
  const waiting = heldCitations(whole.store.citations);
  const { store, index, termStatistics, featured } = whole;
  const library = createLibrary({ ...store, citations: waiting.citations }, index, termStatistics, featured);
  const later = testApi(library);
  const answered: string[] = [];
  const similar = later.request(`/api/similar/${key}`).then((answer) => answered.push(`similar ${answer.status}`));
  const ranked = later.request("/api/search?q=routing&rank=influence").then(() => answered.push("ranked"));
  answered.push(`page ${(await later.request(`/abs/${key}`)).status}`);
  waiting.release();
  await Promise.all([similar, ranked]);
  expect(answered[0]).toBe("page 200");
  expect(answered.toSorted()).toEqual(["page 200", "ranked", "similar 200"]);
});
