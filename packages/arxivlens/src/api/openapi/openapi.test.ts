import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { testApi, testLibrary, type TestApi } from "../../../test/served-library.ts";
import type { Library } from "../library.ts";
import type { RequestLog } from "../request-log.ts";
import { openApiDocument } from "./document.ts";
import { problemDetails } from "./instance-schemas.ts";
import { operations } from "./operations.ts";

let library: Library;
let api: TestApi;
beforeAll(async () => {
  library = await testLibrary();
  await library.store.comments.add(
    {
      paperKey: "2204.08396",
      parentId: null,
      accountKey: 1,
      kind: "question",
      body: "Why $k = 1$?",
      paperVersion: 1,
      passage: { field: "title", exact: "StableMoE", prefix: "", suffix: "" },
      writtenAtMs: 0,
    },
    { sinceMs: 0, most: 1 },
  );
  const list = { source: "openalex", side: "cited", listed: 3, resolved: 1, unresolved: 1, dangling: 1 } as const;
  await library.store.toldLists.put("2204.08396", { ...list, withheld: false, cut: false });
  api = testApi(library);
});
afterAll(() => library.store.close());

/** An address of each operation that answers here. */
const samples: Readonly<Record<string, readonly string[]>> = {
  paper: ["/papers/2204.08396", "/papers/hep-th/9901001"],
  search: ["/search?q=experts&facets=1&rank=cited", "/search?q=expertz", "/search?q=experts&limit=3&page=2"],
  titles: ["/titles?ids=2204.08396,work:nothing"],
  suggest: ["/suggest?q=rout"],
  terms: ["/terms/2204.08396", "/terms/2204.08396?mode=better"],
  summary: ["/summary/2204.08396?sentences=3"],
  similar: ["/similar/2204.08396?count=5", "/similar/2204.08396?text=0&coCitation=2"],
  versions: ["/versions/2204.08396", "/versions/2204.08396?from=1&to=1"],
  graph: ["/graph/2204.08396?limit=10"],
  map: ["/map?ids=2204.08396", "/map?ids=2204.08396,hep-th/9901001,nonsense&limit=20&likeness=1"],
  citations: ["/citations/2204.08396?order=cited", "/citations/2204.08396?size=7&page=2", "/citations/hep-th/9901001"],
  references: ["/references/2204.08396"],
  authors: ["/authors?name=dai&count=3"],
  author: ["/authors/Damai%20Dai", "/authors/Zhifang%20Sui?page=2"],
  term: ["/term/experts", "/term/mixture%20of%20experts"],
  categories: ["/categories"],
  category: ["/categories/cs.CL", "/categories/cs?count=1"],
  export: [
    "/export?ids=2204.08396&format=ris",
    "/export?q=experts&rank=new&page=1&format=csv",
    "/export?ids=2204.08396,hep-th/9901001&format=gexf",
  ],
  coverage: ["/coverage", "/coverage?month=2204"],
  comments: ["/comments", "/comments?paper=2204.08396&size=1&before=9"],
  comment: ["/comments/1"],
  annotations: ["/annotations/2204.08396"],
  statistics: ["/statistics"],
  freshness: ["/freshness"],
  status: ["/status"],
  openapi: ["/openapi.json"],
  runs: ["/runs"],
  library: ["/library", "/library?q=routing&sort=title"],
  libraryMarks: ["/library/marks"],
  exportLibrary: ["/library/export?format=markdown"],
  following: ["/following"],
  fresh: ["/fresh"],
};

/** They need runs, or change something: `lab-routes.test.ts` and `shelf-routes.test.ts` hold their answers to the schemas. */
const elsewhere = new Set([
  "libraryItem",
  "changeLibrary",
  "editLibraryItem",
  "importLibrary",
  "changeFollowing",
  "run",
  "startRun",
  "runEvents",
]);

describe("the OpenAPI document", () => {
  test("names every route of the API, and no other", () => {
    const routes = api.app.routes
      .filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)(?:\{[^}]*\})?/gu, "{$1}")}`);
    const documented = operations.map(({ method, path }) => `${method} /api${path}`);
    expect([...new Set(routes)].toSorted()).toEqual(documented.toSorted());
  });

  test.each(operations.filter(({ id }) => !elsewhere.has(id)))(
    "$method $path answers by its schema",
    async ({ id, answer }) => {
      expect(samples[id], id).toBeDefined();
      for (const path of samples[id] ?? []) {
        const response = await api.request(`/api${path}`);
        expect(response.status, path).toBe(200);
        if (answer === null) continue;
        const body: unknown = await response.json();
        const parsed = answer.safeParse(body);
        expect(parsed.success ? "" : `${path}: ${z.prettifyError(parsed.error)}`).toBe("");
        // A schema that drops what it does not know would be none.
        expect(parsed.data, path).toEqual(body);
      }
    },
  );

  test("no schema of an answer takes members that it does not name", () => {
    const { components } = openApiDocument("1.2.3");
    const loose: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      if ("properties" in value && "additionalProperties" in value && value.additionalProperties !== false)
        loose.push(path);
      for (const [name, part] of Object.entries(value)) walk(part, `${path}.${name}`);
    };
    walk(components, "");
    expect(loose).toEqual([]);
  });

  test("every refusal is a problem of the document, with no member that it does not name", async () => {
    for (const path of [
      "/search?q=ti:(a&limit=5",
      "/search?limit=x&page=0",
      "/export?q=au:",
      "/papers/nonsense",
      "/papers/2204.99999",
      "/term/expertz",
      "/map?ids=nonsense",
      "/similar/2204.08396?text=0&coCitation=0&neighbourhood=0&citations=0",
      "/categories/zz.ZZ",
      "/runs/none",
      "/comments/99",
      "/no/such/address",
    ]) {
      const response = await api.request(`/api${path}`);
      expect(response.headers.get("content-type"), path).toBe("application/problem+json");
      const parsed = problemDetails.safeParse(await response.json());
      expect(parsed.success ? "" : `${path}: ${z.prettifyError(parsed.error)}`).toBe("");
    }
  });

  test("every reference leads to a schema", () => {
    const document = openApiDocument("1.2.3");
    const text = JSON.stringify(document);
    const names = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/gu)].map(([, name]) => name));
    expect(document).toMatchObject({ openapi: "3.1.0", info: { version: "1.2.3" } });
    const components = z.looseObject({ components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }) });
    const { schemas } = components.parse(document).components;
    expect([...names].filter((name) => name === undefined || !Object.hasOwn(schemas, name))).toEqual([]);
    expect(text).not.toContain("__shared");
  });
});

describe("parameters", () => {
  test.each([
    ["/search?q=a&page=0", 'page "0" is not a whole number from 1 to 500'],
    ["/search?q=a&limit=101", 'limit "101" is not a whole number from 1 to 100'],
    ["/search?q=a&limit=0", 'limit "0" is not a whole number from 1 to 100'],
    ["/search?q=a&rank=best", 'rank "best" is not known; choose relevance, new, cited, influence, random'],
    ["/graph/2204.08396?limit=1e9", 'limit "1e9" is not a whole number from 1 to 5000'],
    ["/terms/2204.08396?mode=x", 'mode "x" is not known; choose seed or better'],
    ["/authors", "name is missing; give words of a name"],
    ["/citations/2204.08396?size=none", 'size "none" is not a whole number from 1 to 1000'],
    [
      "/export?format=docx&ids=2204.08396",
      'format "docx" is not known; choose bibtex, ris, csl-json, csv, markdown, text, graphml, gexf',
    ],
    ["/similar/2204.08396?text=9", 'text "9" is not a number from 0 to 2'],
    ["/versions/2204.08396?from=7", 'from "7" is no version of this paper; there are 1'],
  ])("%s is refused with the field, its value and what it should be", async (path, detail) => {
    const response = await api.request(`/api${path}`);
    expect(response.status).toBe(400);
    expect(problemDetails.parse(await response.json())).toMatchObject({ detail });
  });

  test("pages of citations part the whole list, and a page beyond the last is empty", async () => {
    const page = async (number: number): Promise<readonly string[]> => {
      const answer = z.object({
        total: z.literal(59),
        pages: z.literal(3),
        works: z.array(z.object({ key: z.string() })),
      });
      const response = await api.request(`/api/citations/2204.08396?size=25&page=${number}`);
      return answer.parse(await response.json()).works.map(({ key }) => key);
    };
    const all = [...(await page(1)), ...(await page(2)), ...(await page(3))];
    expect(new Set(all).size).toBe(59);
    expect(await page(4)).toEqual([]);
  });

  test("names of authors match by all words, the last as a beginning", async () => {
    const names = z.object({ authors: z.array(z.object({ name: z.string() })) });
    const found = async (name: string): Promise<readonly string[]> =>
      names.parse(await (await api.request(`/api/authors?name=${name}`)).json()).authors.map((each) => each.name);
    expect(await found("damai+dai")).toEqual(["Damai Dai"]);
    expect(await found("damai+d")).toContain("Damai Dai");
    expect(await found("damai+wei")).toEqual([]);
  });

  test("a category without papers and an unknown paper are 404", async () => {
    for (const path of ["/categories/zz.ZZ", "/citations/2204.99999", "/references/2204.99999"])
      expect((await api.request(`/api${path}`)).status, path).toBe(404);
  });
});

describe("operation", () => {
  test("an address that asks too often is told when to ask again; this machine is not limited", async () => {
    let now = 0;
    const limited = testApi(library, { rateLimit: { perMinute: 60, burst: 2 }, nowMs: () => now });
    const ask = async (from: string): Promise<number> => (await limited.request("/api/freshness", {}, from)).status;
    expect([await ask("192.0.2.1"), await ask("192.0.2.1"), await ask("192.0.2.1")]).toEqual([200, 200, 429]);
    const refused = await limited.request("/api/freshness", {}, "192.0.2.1");
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await ask("192.0.2.2")).toBe(200);
    now += 1_000;
    expect(await ask("192.0.2.1")).toBe(200);
    for (let asked = 0; asked < 10; asked++) expect(await ask("127.0.0.1")).toBe(200);
  });

  test("the request log holds the route and nothing of what was asked", async () => {
    const entries: RequestLog[] = [];
    const logged = testApi(library, { onRequest: (entry) => entries.push(entry) });
    await logged.request("/api/papers/2204.08396?x=secret", {}, "192.0.2.77");
    await logged.request("/api/search?q=secret", {}, "2001:db8:1:2::7");
    await logged.request("/no/such/secret");
    expect(entries.map(({ route, status, network }) => [route, status, network])).toEqual([
      ["/api/papers/:id", 200, "192.0.2.0/24"],
      ["/api/search", 200, "2001:db8:1::/48"],
      ["/*", 404, "127.0.0.0/24"],
    ]);
    expect(JSON.stringify(entries)).not.toContain("secret");
  });

  test("metrics count requests by route and show the store", async () => {
    const measured = testApi(library);
    await measured.request("/api/search?q=experts");
    await measured.request("/api/papers/2204.99999");
    const text = await (await measured.request("/metrics")).text();
    expect(text).toContain('arxivlens_http_requests_total{method="GET",route="/api/search",status="200"} 1');
    expect(text).toContain('arxivlens_http_requests_total{method="GET",route="/api/papers/:id",status="404"} 1');
    expect(text).toMatch(/^arxivlens_papers \d+$/mu);
    expect(text).toContain("arxivlens_index_behind_changes 0");
    for (const line of text.trimEnd().split("\n"))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) \S+ .+|[a-z_]+(?:\{[a-z]+="[^"]*"(?:,[a-z]+="[^"]*")*\})? [\d.e+-]+)$/u,
      );
  });
});
