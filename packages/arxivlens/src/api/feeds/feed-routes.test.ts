import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { inventedPaper } from "../../../test/invented-papers.ts";
import { indexedLibrary, testApi, testLibrary, type TestApi } from "../../../test/served-library.ts";
import { createTermStatistics } from "../../search/term-statistics.ts";
import { openSqliteStore } from "../../store/sqlite/sqlite-store.ts";
import type { Library } from "../library.ts";

let library: Library;
let api: TestApi;
beforeAll(async () => {
  library = await testLibrary();
  api = testApi(library);
  const { accounts, comments } = library.store;
  const ada = await accounts.create({
    name: "ada",
    displayName: "Ada <A>",
    email: null,
    role: "member",
    createdAtMs: 0,
  });
  await accounts.create({ name: "quiet", displayName: "Says Nothing", email: null, role: "member", createdAtMs: 0 });
  for (const [paperKey, body] of [
    ["0704.0001", "Elsewhere."],
    ["2204.08396", "Does $\\alpha$ <b>matter</b> & why?"],
  ] as const) {
    const added = await comments.add(
      {
        paperKey,
        body,
        parentId: null,
        accountKey: ada?.accountKey ?? 0,
        kind: "question",
        paperVersion: 1,
        passage: null,
        writtenAtMs: Date.parse("2022-05-01T10:00:00Z"),
      },
      { sinceMs: 0, most: 100 },
    );
    if (added.outcome === "added") comment = added.comment.id;
  }
});
afterAll(() => library.store.close());

/** Elements of a document by path, with namespaces resolved; a strict parser throws at the first fault. */
interface XmlElement {
  readonly name: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

function strictXml(text: string): XmlElement {
  const root: XmlElement = { name: "", uri: "", attributes: {}, children: [], text: "" };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, uri, attributes }) => {
    const values = Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
    const element: XmlElement = { name: local, uri, attributes: values, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("text", (part) => {
    const at = open.at(-1);
    if (at !== undefined) at.text += part;
  });
  parser.on("closetag", () => void open.pop());
  parser.write(text).close();
  const [document] = root.children;
  if (document === undefined) throw new Error("no element");
  return document;
}

const named = (parent: XmlElement, name: string): readonly XmlElement[] =>
  parent.children.filter((child) => child.name === name);
const textOf = (parent: XmlElement, name: string): string | undefined => named(parent, name)[0]?.text;

const atomNamespace = "http://www.w3.org/2005/Atom";
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
/** Of the newest comment that `beforeAll` wrote. */
let comment = 0;
const lists = [
  "search.F?q=routing",
  "search.F?q=experts+-survey&crosslists=no&replacements=no&count=3",
  "category.F?code=cs.CL",
  "author.F?name=Damai+Dai",
  "term.F?term=mixture+of+experts",
  "citations.F?id=2204.08396",
  "new.F",
  "comments.F",
  "comments.F?id=2204.08396",
  "comments.F?person=Ada",
];

async function read(list: string, format: string): Promise<string> {
  const response = await api.request(`/feeds/${list.replace("F", format)}`);
  expect(response.status, list).toBe(200);
  return response.text();
}

describe.each(lists)("/feeds/%s", (list) => {
  test("is an Atom feed with all that RFC 4287 requires", async () => {
    const feed = strictXml(await read(list, "atom"));
    expect([feed.name, feed.uri]).toEqual(["feed", atomNamespace]);
    for (const name of ["id", "title", "updated"]) expect(named(feed, name), name).toHaveLength(1);
    expect(textOf(feed, "updated")).toMatch(dateTime);
    const links = new Map(named(feed, "link").map(({ attributes }) => [attributes["rel"], attributes["href"]]));
    expect(links.get("self")).toBe(`http://localhost:8410/feeds/${list.replace("F", "atom")}`);
    expect(links.get("alternate")).toMatch(/^http:\/\/localhost:8410\//);
    const entries = named(feed, "entry");
    expect(entries.length).toBeGreaterThan(0);
    for (const entry of entries) {
      for (const name of ["id", "title", "updated"]) expect(named(entry, name), name).toHaveLength(1);
      expect(textOf(entry, "updated")).toMatch(dateTime);
      expect(textOf(entry, "id")).toMatch(
        /^(?:oai:arXiv\.org:|urn:x-arxivlens:|http:\/\/localhost:8410\/comments\/\d)/,
      );
      const [alternate] = named(entry, "link");
      expect(alternate?.attributes["href"]).toMatch(/^http:\/\/localhost:8410\/(?:abs|works|comments)\//);
      for (const author of named(entry, "author")) expect(textOf(author, "name")).not.toBe("");
    }
    expect(new Set(entries.map((entry) => textOf(entry, "id"))).size).toBe(entries.length);
  });

  test("is RSS 2.0 with all that it requires", async () => {
    const rss = strictXml(await read(list, "rss"));
    expect([rss.name, rss.attributes["version"]]).toEqual(["rss", "2.0"]);
    const [channel] = rss.children.filter(({ name }) => name === "channel");
    if (channel === undefined) throw new Error("no channel");
    for (const name of ["title", "link", "description"])
      expect(
        named(channel, name).filter(({ uri }) => uri === ""),
        name,
      ).toHaveLength(1);
    const items = named(channel, "item");
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) {
      expect(textOf(item, "title")).not.toBe("");
      expect(textOf(item, "link")).toMatch(/^http:\/\/localhost:8410\//);
      expect(named(item, "guid")[0]?.attributes["isPermaLink"]).toBe("false");
      expect(textOf(item, "pubDate")).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
    }
  });

  test("is a JSON Feed 1.1", async () => {
    const schema = z.strictObject({
      version: z.literal("https://jsonfeed.org/version/1.1"),
      title: z.string().min(1),
      description: z.string(),
      home_page_url: z.url(),
      feed_url: z.literal(`http://localhost:8410/feeds/${list.replace("F", "json")}`),
      language: z.literal("en"),
      items: z
        .array(
          z.strictObject({
            id: z.string().min(1),
            url: z.url(),
            title: z.string().min(1),
            content_text: z.string().min(1),
            date_published: z.iso.datetime().optional(),
            date_modified: z.iso.datetime(),
            authors: z.array(z.strictObject({ name: z.string().min(1) })),
            tags: z.array(z.string()),
          }),
        )
        .min(1),
    });
    expect(schema.safeParse(JSON.parse(await read(list, "json"))).error).toBeUndefined();
  });
});

describe("feeds", () => {
  const feedItems = z.object({ items: z.array(z.object({ id: z.string(), title: z.string() })) });
  const items = async (path: string): Promise<readonly string[]> => {
    const response = await api.request(path);
    return feedItems.parse(await response.json()).items.map(({ id }) => id.replace("oai:arXiv.org:", ""));
  };

  test("media types are those of the formats", async () => {
    const type = async (format: string): Promise<string | null> =>
      (await api.request(`/feeds/new.${format}`)).headers.get("content-type");
    expect(await type("rss")).toBe("application/rss+xml; charset=utf-8");
    expect(await type("atom")).toBe("application/atom+xml; charset=utf-8");
    expect(await type("json")).toBe("application/feed+json; charset=utf-8");
  });

  test("come newest first, as many as asked for, without what a minus denies", async () => {
    const all = await items("/feeds/search.json?q=routing&count=200");
    const denied = await items("/feeds/search.json?q=routing+-ti:quiet&count=200");
    expect(denied.length).toBeLessThan(all.length);
    expect(all.filter((id) => denied.includes(id))).toEqual(denied);
    expect((await items("/feeds/search.json?q=routing&count=2")).length).toBe(2);
  });

  test("without cross-lists only the primary category counts", async () => {
    const all = await items("/feeds/category.json?code=cs.LG&count=200");
    const primary = await items("/feeds/category.json?code=cs.LG&count=200&crosslists=no");
    expect(primary.length).toBeGreaterThan(0);
    expect(primary.length).toBeLessThan(all.length);
    const papers = await library.store.papers.getMany(primary);
    for (const { categories } of papers.values()) expect(categories[0]).toBe("cs.LG");
  });

  test("every citing work is an entry of the feed of citations", async () => {
    expect(await items("/feeds/citations.json?id=arXiv:2204.08396v1&count=200")).toHaveLength(59);
  });

  test("comments are entries with their kind, their author and their words, until a moderator hides them", async () => {
    const { items: entries } = z
      .object({ items: z.array(z.record(z.string(), z.unknown())) })
      .parse(await (await api.request("/feeds/comments.json?id=2204.08396")).json());
    expect(entries).toMatchObject([
      {
        id: `http://localhost:8410/comments/${comment}`,
        title: "Question on StableMoE: Stable Routing Strategy for Mixture of Experts",
        content_text: "Does $\\alpha$ <b>matter</b> & why?",
        authors: [{ name: "Ada <A>" }],
        tags: ["question"],
        date_published: "2022-05-01T10:00:00.000Z",
      },
    ]);
    await library.store.comments.moderate({ id: comment, act: "hidden", accountKey: 9, reason: "a test", atMs: 1 });
    expect(await items("/feeds/comments.json?id=2204.08396")).toEqual([]);
    expect(await items("/feeds/comments.json")).toHaveLength(1);
    await library.store.comments.moderate({ id: comment, act: "restored", accountKey: 9, reason: "over", atMs: 2 });
  });

  test("ask again with the tag or the date, and 304 comes without a body", async () => {
    const first = await api.request("/feeds/new.atom");
    const tag = first.headers.get("etag") ?? "";
    const date = first.headers.get("last-modified") ?? "";
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const headers of [{ "if-none-match": tag }, { "if-none-match": `W/${tag}` }, { "if-modified-since": date }]) {
      const again = await api.request("/feeds/new.atom", { headers });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    const other = { "if-none-match": '"other"', "if-modified-since": date };
    expect((await api.request("/feeds/new.atom", { headers: other })).status).toBe(200);
  });

  test.each([
    ["/feeds/search.atom", 400, "q: the query holds no word to look for"],
    ["/feeds/search.atom?q=(routing", 400, "q: this bracket is never closed (character 1)"],
    ["/feeds/category.rss?code=1", 400, 'code: "1" is not a category such as cs.CL'],
    ["/feeds/author.rss?name=-", 400, 'name: "-" holds no word'],
    ["/feeds/citations.rss?id=x", 400, /^id: /],
    ["/feeds/new.rss?count=0", 400, 'count "0" is not a whole number from 1 to 200'],
    ["/feeds/new.rss?crosslists=maybe", 400, 'crosslists "maybe" is neither yes nor no'],
    ["/feeds/citations.rss?id=2204.99999", 404, /not among the papers/],
    ["/feeds/comments.rss?person=nobody", 404, /Nobody of this name/],
    ["/feeds/comments.rss?person=quiet", 404, /Nobody of this name/],
    ["/feeds/comments.rss?id=-", 400, /not of the form/],
    ["/feeds/other.rss", 404, /Feeds are search/],
    ["/feeds/search.xml?q=a", 404, /Feeds are search/],
  ])("%s is refused with status %i and what to mend", async (path, status, detail) => {
    const response = await api.request(path);
    expect(response.status).toBe(status);
    const body = z.object({ detail: z.string() }).parse(await response.json());
    if (typeof detail === "string") expect(body.detail).toBe(detail);
    else expect(body.detail).toMatch(detail);
  });
});

describe("a feed of awkward papers", () => {
  let small: Library;
  beforeAll(async () => {
    const store = openSqliteStore(":memory:", () => new Date("2026-02-03T00:00:00Z"));
    await store.papers.upsert([
      inventedPaper("2001.00001", {
        title: "Of $\\alpha < \\beta$ & <b>“quotes”</b> ]]> \u0001 end",
        abstract: "An <i>abstract</i> & more.",
        withdrawn: true,
      }),
      inventedPaper("1901.00001", { submittedAt: "2019-01-01", updatedAt: "2026-01-01", year: 2019 }),
      inventedPaper("2101.00001", { submittedAt: "2021-01-01", updatedAt: "2021-01-01", year: 2021, authors: [] }),
    ]);
    small = await indexedLibrary(store, createTermStatistics(1, "one", []));
  });
  afterAll(() => small.store.close());
  const ask = async (path: string): Promise<string> => (await testApi(small).request(path)).text();

  test("holds titles as text, whatever signs they have", async () => {
    const title = "Withdrawn: Of \\alpha < \\beta & <b>“quotes”</b> ]]>  end";
    const atom = strictXml(await ask("/feeds/search.atom?q=id:2001.00001"));
    expect(textOf(named(atom, "entry")[0] ?? atom, "title")).toBe(title);
    expect(textOf(named(atom, "entry")[0] ?? atom, "summary")).toBe("An <i>abstract</i> & more.");
    const rss = strictXml(await ask("/feeds/search.rss?q=id:2001.00001"));
    const [item] = named(rss.children[0] ?? rss, "item");
    expect(textOf(item ?? rss, "title")).toBe(title);
    expect(textOf(item ?? rss, "description")).toBe("An &lt;i&gt;abstract&lt;/i&gt; &amp; more.");
  });

  test("begins with what is announced and has no date yet", async () => {
    const store = openSqliteStore(":memory:", () => new Date(0));
    await store.papers.upsert([
      inventedPaper("2402.00001", { submittedAt: "2024-02-20", year: 2024 }),
      inventedPaper("2402.00009", { submittedAt: null, updatedAt: null, year: 2024 }),
      inventedPaper("2402.00002", { submittedAt: "2024-02-21", year: 2024 }),
    ]);
    const library = await indexedLibrary(store, createTermStatistics(1, "one", []));
    const feed = await (await testApi(library).request("/feeds/category.json?code=cs.LG&count=2")).text();
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string(), date_modified: z.string() })) })
      .parse(JSON.parse(feed));
    expect(items.map(({ id, date_modified: day }) => [id.slice(-10), day.slice(0, 10)])).toEqual([
      ["2402.00009", "2024-02-01"],
      ["2402.00002", "2024-02-21"],
    ]);
    await store.close();
  });

  test("brings a paper again on the day of its new version, unless replacements are left out", async () => {
    const dated = async (path: string): Promise<readonly (readonly [string, string])[]> =>
      z
        .object({ items: z.array(z.object({ id: z.string(), date_modified: z.string() })) })
        .parse(JSON.parse(await ask(path)))
        .items.map(({ id, date_modified: day }) => [id.slice(-10), day.slice(0, 10)] as const);
    expect(await dated("/feeds/category.json?code=cs.LG&count=2")).toEqual([
      ["1901.00001", "2026-01-01"],
      ["2101.00001", "2021-01-01"],
    ]);
    expect(await dated("/feeds/category.json?code=cs.LG&count=2&replacements=no")).toEqual([
      ["2101.00001", "2021-01-01"],
      ["2001.00001", "2020-02-03"],
    ]);
  });
});
