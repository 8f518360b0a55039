import { afterAll, beforeAll, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { testApi, testLibrary } from "../../test/served-library.ts";
import type { Library } from "./library.ts";
import { plainSite } from "./plain-site.ts";

let library: Library;
beforeAll(async () => {
  library = await testLibrary(async ({ papers }) => {
    await papers.upsert([inventedPaper("2001.00009", { title: "A Bound of $n^2$ & More" })]);
  });
});
afterAll(() => library.store.close());

test("titles with formulas come as the site sets them, others not at all", async () => {
  const site = {
    ...plainSite,
    richHtml: (text: readonly { readonly kind: string }[]) =>
      text.some(({ kind }) => kind === "math") ? `<b>${text.length}</b>` : null,
  };
  const answer = await testApi(library, { site }).request("/api/titles?ids=2001.00009,2204.08396,2499.00001,nonsense");
  expect(await answer.json()).toEqual({ titles: { "2001.00009": "<b>3</b>" } });
});

test("a site that sets no formulas has no titles to give, and nobody asks for more than a hundred", async () => {
  const api = testApi(library);
  expect(await (await api.request("/api/titles?ids=2001.00009")).json()).toEqual({ titles: {} });
  expect((await api.request("/api/titles")).status).toBe(400);
  const many = await api.request(
    `/api/titles?ids=${Array.from({ length: 101 }, (_, at) => `2001.${10_000 + at}`).join(",")}`,
  );
  expect([many.status, await many.text()]).toEqual([400, expect.stringContaining("ids names 101 papers")]);
});
