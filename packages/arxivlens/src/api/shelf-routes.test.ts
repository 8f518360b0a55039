import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { inventedPaper } from "../../test/invented-papers.ts";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import { signedIn, type SignedInReader } from "../../test/signed-in.ts";
import { testAccounts } from "../../test/test-accounts.ts";
import { updateIndex } from "../pipeline/update-index.ts";
import { SegmentIndex } from "../search/segments/segment-index.ts";
import type { MapPageView, Page } from "./contract.ts";
import type { Library } from "./library.ts";
import { operations } from "./openapi/operations.ts";
import { personalData } from "./personal-data.ts";
import { plainSite } from "./plain-site.ts";

let library: Library;
let api: TestApi;
let ada: SignedInReader;
let bo: SignedInReader;
/** The page that was drawn last. */
let shown: Page | null = null;
let nowMs = Date.parse("2022-05-01");
beforeAll(async () => {
  library = await testLibrary();
  api = testApi(library, {
    accounts: testAccounts({ mode: "accounts" }),
    nowMs: () => nowMs,
    site: {
      render: (page) => {
        shown = page;
        return plainSite.render(page);
      },
    },
  });
});
beforeEach(async () => {
  [ada, bo] = [
    await signedIn(api, library, "reader", { nowMs: () => nowMs }),
    await signedIn(api, library, "member", { nowMs: () => nowMs }),
  ];
});
afterAll(() => library.store.close());

/** The answer, held against the schema of its operation. */
async function answered(id: string, response: Response): Promise<Record<string, unknown>> {
  const schema = operations.find((operation) => operation.id === id)?.answer;
  const body: unknown = await response.json();
  expect([response.status, JSON.stringify(body).slice(0, 300)]).toEqual([200, expect.anything()]);
  const parsed = schema?.safeParse(body);
  expect(parsed?.success === false ? z.prettifyError(parsed.error) : "").toBe("");
  return z.record(z.string(), z.unknown()).parse(body);
}

const form = (fields: readonly (readonly [string, string])[]): Record<string, string> => Object.fromEntries(fields);
const change = async (reader: SignedInReader, fields: Readonly<Record<string, string>>) =>
  answered("changeLibrary", await reader.post("/api/library", fields));
const entries = z.object({
  total: z.int(),
  papers: z.int(),
  entries: z.array(
    z.object({ hit: z.object({ key: z.string() }), state: z.string(), tags: z.array(z.string()), note: z.string() }),
  ),
});
const keysOf = async (reader: SignedInReader, query = ""): Promise<readonly string[]> =>
  entries.parse(await answered("library", await reader.get(`/api/library${query}`))).entries.map(({ hit }) => hit.key);

describe("a library", () => {
  test("is for those who are signed in, and for each their own", async () => {
    expect((await api.request("/api/library")).status).toBe(401);
    const page = await api.request("/library?tag=moe");
    expect([page.status, page.headers.get("location")]).toEqual([303, "/login?next=%2Flibrary%3Ftag%3Dmoe"]);
    await change(ada, { action: "save", paper: "arXiv:2204.08396v1" });
    expect(await keysOf(ada)).toEqual(["2204.08396"]);
    expect(await keysOf(bo)).toEqual([]);
  });

  test("takes changes by forms that go back to their page, by no foreign form and by none without a token", async () => {
    const saved = await ada.post("/library", { action: "save", paper: "2204.08396", back: "/search?q=x" });
    expect([saved.status, saved.headers.get("location")]).toEqual([303, "/search?q=x"]);
    for (const back of ["//evil.example", "https://evil.example/", "/\\evil.example", ""]) {
      const answer = await ada.post("/library?sort=title", { action: "save", paper: "2204.08396", back });
      expect(answer.headers.get("location"), back).toBe("/library?sort=title");
    }
    const list = { referer: "http://localhost:8410/search?q=experts&page=2" };
    const anchored = await ada.post(
      "/library",
      { action: "save", paper: "2204.08396", anchor: "save-2204.08396" },
      list,
    );
    expect(anchored.headers.get("location")).toBe("/search?q=experts&page=2#save-2204.08396");
    const bare = { action: "remove", paper: "2204.08396" };
    expect((await ada.post("/library", { ...bare, "form-token": "wrong" })).status).toBe(403);
    expect((await ada.post("/library", bare, { origin: "https://evil.example" })).status).toBe(403);
    expect(await keysOf(ada)).toEqual(["2204.08396"]);
  });

  test("narrows by tag, state and folder, and is searched with the whole query language", async () => {
    for (const paper of ["2204.08396", "0704.0001", "math/0501001"]) await change(ada, { action: "save", paper });
    await change(ada, { action: "tag", paper: "0704.0001", tag: "#MoE, to cite" });
    await change(ada, { action: "state", paper: "2204.08396", state: "read" });
    const { folder } = await change(ada, { action: "folder-create", name: "  Thesis  " });
    const inner = await change(ada, { action: "folder-create", name: "One", parent: String(folder) });
    await change(ada, { action: "file", paper: "math/0501001", folder: String(inner["folder"]) });
    expect(await keysOf(ada, "?tag=moe")).toEqual(["0704.0001"]);
    expect(await keysOf(ada, "?state=read")).toEqual(["2204.08396"]);
    expect(await keysOf(ada, `?folder=${String(folder)}`)).toEqual(["math/0501001"]);
    expect(await keysOf(ada, "?q=ti:quiet+-au:dai")).toEqual(["0704.0001"]);
    expect(await keysOf(ada, "?q=doi:10.18653/v1/2022.acl-long.489+OR+doi:10.1000/none")).toEqual(["2204.08396"]);
    expect((await ada.get("/api/library?q=(quiet")).status).toBe(400);
    await change(ada, { action: "untag", paper: "0704.0001", tag: "to cite" });
    const item = await answered("libraryItem", await ada.get("/api/library/item?paper=0704.0001"));
    expect(item).toMatchObject({ tags: ["moe"], state: "unread" });
    await change(ada, { action: "folder-delete", folder: String(inner["folder"]) });
    await change(ada, { action: "remove", paper: "math/0501001" });
    expect((await keysOf(ada)).length).toBe(2);
  });

  test("is mapped by part, as many papers as a map takes, each reader's own", async () => {
    const { folder } = await change(ada, { action: "folder-create", name: "Thesis" });
    for (const paper of ["2204.08396", "0704.0001", "2401.99999", "math/0501001"]) {
      await change(ada, { action: "save", paper });
      nowMs += 1;
    }
    await change(ada, { action: "file", paper: "2401.99999", folder: String(folder) });
    await change(ada, { action: "file", paper: "2204.08396", folder: String(folder) });
    await change(ada, { action: "tag", paper: "0704.0001", tag: "moe" });
    const mapped = async (reader: SignedInReader, query: string): Promise<MapPageView | null> => {
      expect((await reader.get(`/map${query}`)).status).toBe(200);
      return shown?.kind === "map" ? shown.map : null;
    };
    const thesis = await mapped(ada, `?from=library&folder=${String(folder)}`);
    expect(thesis?.seeds.map(({ key }) => key)).toEqual(["2204.08396"]);
    expect(thesis?.list).toMatchObject({ folder: "Thesis", total: 2, taken: 1, unknown: 1 });
    expect(thesis?.own).toEqual({ papers: 4, folders: [{ folder, name: "Thesis", parent: null, papers: 2 }] });
    expect((await mapped(ada, "?from=library&tag=moe"))?.typed).toBe("0704.0001");
    expect((await mapped(ada, "?from=library"))?.typed).toBe("math/0501001\n0704.0001\n2204.08396");
    expect(await mapped(bo, `?from=library&folder=${String(folder)}`)).toMatchObject({
      joint: null,
      list: { folder: null, total: 0 },
    });
    expect((await mapped(ada, "?from=library&q=ti:quiet"))?.list).toMatchObject({ total: 1, fault: null });
    expect(await mapped(ada, "?from=library&q=(quiet")).toMatchObject({
      seeds: [],
      joint: null,
      list: { total: 0, fault: { position: 0, suggestion: "(quiet)" } },
    });
    expect(await mapped(ada, "?ids=0704.0001")).toMatchObject({ list: null, own: { papers: 4 } });
    const stranger = await api.request("/map?from=library&tag=moe");
    expect(stranger.headers.get("location")).toBe("/login?next=%2Fmap%3Ffrom%3Dlibrary%26tag%3Dmoe");
    await api.request("/map?ids=0704.0001");
    expect(shown).toMatchObject({ kind: "map", map: { own: null } });
  });

  test("keeps a note with its tags, and refuses one that was edited elsewhere meanwhile", async () => {
    await change(ada, { action: "save", paper: "2204.08396" });
    const edit = (fields: Readonly<Record<string, string>>): Promise<Response> =>
      ada.post("/api/library/item", { paper: "2204.08396", ...fields });
    await answered("editLibraryItem", await edit({ note: "On **gating**\r\nand more", "note-seen": "", tags: "b, a" }));
    const item = await answered("libraryItem", await ada.get("/api/library/item?paper=2204.08396"));
    expect(item).toMatchObject({ note: "On **gating**\nand more", tags: ["a", "b"] });
    await answered("editLibraryItem", await edit({ state: "reading" }));
    const stale = await ada.post("/library/item", { paper: "2204.08396", note: "other", "note-seen": "" });
    expect(stale.status).toBe(400);
    expect(await answered("libraryItem", await ada.get("/api/library/item?paper=2204.08396"))).toMatchObject({
      note: "On **gating**\nand more",
      state: "reading",
      tags: ["a", "b"],
    });
    expect((await ada.get("/api/library/item?paper=0704.0001")).status).toBe(404);
    expect((await bo.post("/api/library/item", { paper: "2204.08396", note: "mine" })).status).toBe(400);
  });

  test.each([
    [{ action: "save" }, "paper: choose at least one paper"],
    [{ action: "save", paper: "nonsense" }, /^paper: /],
    [{ action: "state", paper: "2204.08396", state: "eaten" }, /^state: "eaten" is no read state/],
    [{ action: "tag", paper: "2204.08396", tag: " , " }, /^tag: type a tag/],
    [{ action: "file", paper: "2204.08396", folder: "99" }, /^folder: there is no folder 99/],
    [{ action: "dance", paper: "2204.08396" }, /^action: "dance" is not known/],
    [{ action: "folder-create", name: " " }, /^name: type a name/],
    [{ action: "folder-create", name: "x".repeat(101) }, /^name: type a name of up to 100/],
    [{ action: "folder-rename", folder: "7", name: "x" }, /^folder: there is no folder "7"/],
  ])("%j is refused with the field and what to mend", async (fields, detail) => {
    await change(ada, { action: "save", paper: "2204.08396" });
    const response = await ada.post("/api/library", fields);
    expect(response.status).toBe(400);
    const body = z.object({ detail: z.string() }).parse(await response.json());
    if (typeof detail === "string") expect(body.detail).toBe(detail);
    else expect(body.detail).toMatch(detail);
  });
});

describe("import and export", () => {
  test("an import says of every work what became of it, and keeps what could be read", async () => {
    await change(ada, { action: "save", paper: "0704.0001" });
    const { folder } = await change(ada, { action: "folder-create", name: "In" });
    const text = "2204.08396\n0704.0001\n2401.99999\n10.1000/unknown\nnot a paper\n2204.08396v1";
    const report = await answered(
      "importLibrary",
      await ada.post(
        "/api/library/import",
        form([
          ["text", text],
          ["tag", "Old List"],
          ["folder", String(folder)],
        ]),
      ),
    );
    expect(report).toMatchObject({
      format: "ids",
      read: 5,
      added: 2,
      known: 1,
      waiting: ["2401.99999"],
      unknown: [{ place: "line 4", text: "10.1000/unknown" }],
      unreadable: [{ place: "line 5", text: "not a paper", reason: "there is no arXiv id or DOI in it" }],
    });
    expect((await keysOf(ada, `?tag=old+list&folder=${String(folder)}`)).toSorted()).toEqual([
      "0704.0001",
      "2204.08396",
      "2401.99999",
    ]);
    expect((await ada.post("/api/library/import", { text: " " })).status).toBe(400);
  });

  test("a file may be as large as the limit says, and no larger", async () => {
    const upload = async (content: string): Promise<Response> => {
      const fields = new FormData();
      fields.set("form-token", ada.formToken);
      fields.set("file", new File([content], "list.txt", { type: "text/plain" }));
      return api.request("/api/library/import", {
        method: "POST",
        headers: { cookie: ada.cookie, origin: "http://localhost:8410" },
        body: fields,
      });
    };
    expect((await answered("importLibrary", await upload("2204.08396\n")))["added"]).toBe(1);
    expect((await upload("#".repeat(5_100_000))).status).toBe(413);
  });

  test("what is exported comes back by an import of somebody else", async () => {
    for (const paper of ["2204.08396", "math/0501001"]) await change(ada, { action: "save", paper });
    for (const format of ["bibtex", "ris", "csl-json"]) {
      const response = await ada.get(`/library/export?format=${format}`);
      expect(response.headers.get("content-disposition")).toMatch(/attachment; filename="library\.\w+"/);
      const text = await response.text();
      const report = await answered("importLibrary", await bo.post("/api/library/import", { text }));
      expect(report, format).toMatchObject({ read: 2, unknown: [], unreadable: [] });
    }
    expect((await keysOf(bo)).toSorted()).toEqual(["2204.08396", "math/0501001"]);
    expect((await ada.get("/library/export?format=docx")).status).toBe(400);
    const unreadable = await ada.get("/api/library/export?q=ti:(stablemoe");
    expect([unreadable.status, await unreadable.json()]).toMatchObject([
      400,
      { title: "Query cannot be read", position: 3, suggestion: "ti:(stablemoe)" },
    ]);
    expect(await (await ada.get("/library/export?format=csv&q=ti:stablemoe")).text()).not.toContain("math/0501001");
  });
});

describe("what is followed", () => {
  const following = z.object({
    news: z.int(),
    feedAt: z.string().nullable(),
    follows: z.array(
      z.object({
        follow: z.int(),
        kind: z.string(),
        title: z.string(),
        news: z.int(),
        papers: z.array(z.object({ kind: z.string(), hit: z.object({ key: z.string() }) })),
      }),
    ),
    searches: z.array(z.object({ search: z.int(), name: z.string(), page: z.string(), follow: z.int().nullable() })),
  });
  const seen = async (reader: SignedInReader) =>
    following.parse(await answered("following", await reader.get("/api/following")));
  const act = async (reader: SignedInReader, fields: Readonly<Record<string, string>>) =>
    answered("changeFollowing", await reader.post("/api/following", fields));
  const arrive = async (): Promise<void> => {
    const { index } = library;
    if (index instanceof SegmentIndex) await updateIndex({ store: library.store, index, nowMs: () => nowMs });
  };

  test("shows what came since the last visit, until it is marked as seen", async () => {
    for (const [kind, value] of [
      ["category", "cs.CL"],
      ["author", "Ada  Novel"],
      ["term", "frozen clouds"],
      ["search", "ti:clouds -survey"],
      ["citations", "2204.08396"],
    ] as const)
      await act(ada, { action: "follow", kind, value });
    expect(await seen(ada)).toMatchObject({ news: 0 });
    nowMs = Date.parse("2022-05-03");
    await library.store.papers.upsert([
      inventedPaper("2205.00001", {
        title: "Frozen Clouds",
        authors: ["Ada Novel"],
        categories: ["cs.CL"],
        submittedAt: "2022-05-02",
        year: 2022,
      }),
    ]);
    await library.store.citations.upsert([
      { citing: "2205.00001", cited: "2204.08396", source: "test", claimedOn: "2022-05-03" },
    ]);
    await arrive();
    const after = await seen(ada);
    expect(after.news).toBe(5);
    expect(after.follows.map(({ kind, news, papers }) => [kind, news, papers[0]?.kind, papers[0]?.hit.key])).toEqual([
      ["category", 1, "new", "2205.00001"],
      ["author", 1, "new", "2205.00001"],
      ["term", 1, "new", "2205.00001"],
      ["search", 1, "new", "2205.00001"],
      ["citations", 1, "citing", "2205.00001"],
    ]);
    await act(ada, { action: "seen", follow: String(after.follows[0]?.follow) });
    expect((await seen(ada)).news).toBe(4);
    await act(ada, { action: "seen", follow: "all" });
    expect((await seen(ada)).news).toBe(0);
    await act(ada, { action: "unfollow", follow: String(after.follows[0]?.follow) });
    expect((await seen(ada)).follows.length).toBe(4);
    expect((await seen(bo)).follows).toEqual([]);
  });

  test("saved searches are kept by name, and know whether they are followed", async () => {
    await act(ada, { action: "search-save", name: "Routing", query: "ti:routing", rank: "cited" });
    await act(ada, { action: "search-save", name: "", query: "cat:cs.CL" });
    await act(ada, { action: "follow", kind: "search", value: "ti:routing" });
    const { searches, follows } = await seen(ada);
    expect(searches.map(({ name, page, follow }) => [name, page, follow])).toEqual([
      ["Routing", "/search?q=ti%3Arouting&rank=cited", follows[0]?.follow],
      ["cat:cs.CL", "/search?q=cat%3Acs.CL", null],
    ]);
    await act(ada, { action: "search-delete", search: String(searches[0]?.search) });
    expect((await seen(ada)).searches.length).toBe(1);
  });

  test.each([
    [{ action: "follow", kind: "band", value: "x" }, /^kind: "band" cannot be followed/],
    [{ action: "follow", kind: "search", value: "(x" }, /^value: this bracket is never closed/],
    [{ action: "follow", kind: "category", value: "!" }, /^value: "!" is not a category/],
    [{ action: "search-save", name: "x", query: "" }, /^query: the query holds no word/],
    [{ action: "sing" }, /^action: "sing" is not known/],
  ])("%j is refused with the field and what to mend", async (fields, detail) => {
    const response = await ada.post("/api/following", fields);
    expect(response.status).toBe(400);
    expect(z.object({ detail: z.string() }).parse(await response.json()).detail).toMatch(detail);
  });

  test("is the source of fresh papers with their reason; without it, the categories of the library are", async () => {
    const fresh = z.object({ fresh: z.array(z.object({ hit: z.object({ key: z.string() }), reason: z.string() })) });
    const ask = async (reader: SignedInReader) =>
      fresh.parse(await answered("fresh", await reader.get("/api/fresh"))).fresh;
    expect(await ask(ada)).toEqual([]);
    await change(ada, { action: "save", paper: "0704.0001" });
    const guessed = await ask(ada);
    expect(guessed[0]?.reason).toBe("cs.CL, as a paper of your library");
    expect(guessed.map(({ hit }) => hit.key)).not.toContain("0704.0001");
    await act(ada, { action: "follow", kind: "category", value: "math.CO" });
    await act(ada, { action: "follow", kind: "author", value: "Bo Muster" });
    const reasons = new Set((await ask(ada)).map(({ reason }) => reason));
    expect(reasons).toEqual(new Set(["math.CO, which you follow", "Bo Muster, which you follow"]));
  });

  test("decides whose categories the first page shows: the reader's, in the order they were followed, or the largest", async () => {
    const home = async (reader: SignedInReader | null) => {
      await (reader === null ? api.request("/") : reader.get("/"));
      if (shown?.kind !== "home") throw new Error("the first page was not drawn");
      const { fresh, freshBy, yours } = shown;
      return { freshBy, codes: fresh.map(({ category }) => category.code), yours: yours.map(({ reason }) => reason) };
    };
    const everyone = await home(null);
    expect(everyone.freshBy).toBe("largest");
    expect(everyone.codes).toContain("cs.CL");
    expect(await home(ada)).toEqual(everyone);
    await act(ada, { action: "follow", kind: "category", value: "math.CO" });
    await act(ada, { action: "follow", kind: "category", value: "cmp-lg" });
    await act(ada, { action: "follow", kind: "author", value: "Bo Muster" });
    expect(await home(ada)).toMatchObject({ freshBy: "followed", codes: ["math.CO", "cs.CL"] });
    expect(new Set((await home(ada)).yours)).toEqual(new Set(["Bo Muster, which you follow"]));
    expect(await home(bo)).toEqual(everyone);
    await act(bo, { action: "follow", kind: "category", value: "q-fin.TR" });
    expect(await home(bo)).toEqual(everyone);
  });

  test("the feed of all follows opens at an address that nobody can guess, and ends at once", async () => {
    await act(ada, { action: "follow", kind: "category", value: "cs.CL" });
    await act(ada, { action: "follow", kind: "citations", value: "2204.08396" });
    const { link } = await act(ada, { action: "feed" });
    expect(String(link)).toMatch(/^\/feeds\/following\/[\w-]{43}$/);
    const feed = await api.request(`${String(link)}.json`);
    expect(feed.headers.get("cache-control")).toBe("private, no-cache");
    const { items } = z.object({ items: z.array(z.object({ content_text: z.string() })) }).parse(await feed.json());
    expect(items.length).toBeGreaterThan(10);
    expect(items.some((item) => item.content_text.startsWith("Papers in cs.CL, Computation and Language."))).toBe(true);
    await act(ada, { action: "unfeed" });
    expect((await api.request(`${String(link)}.json`)).status).toBe(404);
  });
});

describe("shared folders", () => {
  test("are read by whoever has the address, without notes, until the address ends", async () => {
    await change(ada, { action: "save", paper: "2204.08396" });
    await ada.post("/api/library/item", { paper: "2204.08396", note: "my secret thought", tags: "hidden" });
    const { folder } = await change(ada, { action: "folder-create", name: "For the group" });
    await change(ada, { action: "file", paper: "2204.08396", folder: String(folder) });
    const { link: page } = await change(ada, { action: "folder-share", folder: String(folder) });
    const { link: feed } = await change(ada, { action: "folder-feed", folder: String(folder) });
    const shown = await api.request(String(page), {}, "192.0.2.1");
    expect([shown.status, shown.headers.get("x-robots-tag")]).toEqual([200, "noindex"]);
    const html = await shown.text();
    expect(html).toContain("For the group");
    expect(html).toContain("StableMoE");
    expect(html).not.toContain("secret");
    expect(html).not.toContain("hidden");
    const atom = await (await api.request(`${String(feed)}.atom`)).text();
    expect(atom).toContain("StableMoE");
    expect(atom).not.toContain("secret");
    // The address of one thing opens no other.
    const token = String(page).split("/").at(-1) ?? "";
    expect((await api.request(`/feeds/folder/${token}.atom`)).status).toBe(404);
    const again = await change(ada, { action: "folder-share", folder: String(folder) });
    expect(again["link"]).not.toBe(page);
    expect((await api.request(String(page))).status).toBe(404);
    await change(ada, { action: "folder-unshare", folder: String(folder) });
    expect((await api.request(String(again["link"]))).status).toBe(404);
    await change(ada, { action: "folder-delete", folder: String(folder) });
    expect((await api.request(`${String(feed)}.atom`)).status).toBe(404);
  });
});

test("all of it goes along with its owner, and when they go", async () => {
  await change(ada, { action: "save", paper: "2204.08396" });
  await ada.post("/api/library/item", { paper: "2204.08396", note: "to take along" });
  await ada.post("/api/following", { action: "feed" });
  const { accountKey } = ada.account;
  const parts = personalData(library.store, () => nowMs).filter(({ name }) => ["library", "following"].includes(name));
  const exported = JSON.stringify(await Promise.all(parts.map((part) => part.export(accountKey))));
  expect(exported).toContain("to take along");
  for (const part of parts) await part.erase(accountKey);
  expect(await keysOf(ada)).toEqual([]);
  expect(await library.store.shelfLinks.ofAccount(accountKey)).toEqual([]);
});
