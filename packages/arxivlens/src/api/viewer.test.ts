import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAccounts } from "../accounts/accounts.ts";
import { testApi, testLibrary, type TestApi } from "../../test/served-library.ts";
import { signedIn } from "../../test/signed-in.ts";
import { testAccounts } from "../../test/test-accounts.ts";
import { checkedForm } from "./checked-form.ts";
import type { Page } from "./contract.ts";
import type { Library } from "./library.ts";
import { problem } from "./problem.ts";
import { findsViewer, requireRole, viewerOf } from "./viewer.ts";

let library: Library;
let pages: Page[];
let single: TestApi;
let open: TestApi;
const site = {
  render: (page: Page): string => {
    pages.push(page);
    return page.kind;
  },
};
beforeAll(async () => {
  pages = [];
  library = await testLibrary();
  single = testApi(library, { site });
  open = testApi(library, { site, accounts: testAccounts({ mode: "accounts" }) });
});
afterAll(() => library.store.close());

const shown = async (answer: Promise<Response>): Promise<Page | undefined> => {
  expect((await answer).headers.get("content-type")).toContain("text/html");
  return pages.at(-1);
};

describe("single-user mode", () => {
  test("whoever sits at the machine is the owner, an admin, and nobody signs in", async () => {
    const page = await shown(single.request("/"));
    expect(page?.viewer).toMatchObject({ name: "owner", role: "admin", unread: 0 });
    expect(page?.signIn).toBeNull();
    const again = await shown(single.request("/search?q=a"));
    expect(again?.viewer).toEqual(page?.viewer);
    expect((await library.store.accounts.list()).filter(({ name }) => name === "owner")).toHaveLength(1);
  });

  test.each([
    ["another machine", {}, "192.0.2.7"],
    ["a name that was rebound to this machine", { host: "evil.example" }, "127.0.0.1"],
    ["somebody behind a proxy", { "x-forwarded-for": "192.0.2.7" }, "127.0.0.1"],
  ])("%s is nobody in particular", async (_who, headers: Readonly<Record<string, string>>, from) => {
    expect((await shown(single.request("/", { headers }, from)))?.viewer).toBeNull();
  });
});

describe("accounts", () => {
  test("a session's cookie says who asks; without it, or with another, nobody is known", async () => {
    const ada = await signedIn(open, library, "member");
    expect((await shown(ada.get("/")))?.viewer).toEqual({
      accountKey: ada.account.accountKey,
      name: ada.account.name,
      displayName: ada.account.displayName,
      role: "member",
      formToken: ada.formToken,
      unread: 0,
    });
    for (const cookie of ["", "arxivlens=1.x", `arxivlens=${"x".repeat(5000)}`, ada.cookie.replace(/.$/u, "!")])
      expect((await shown(open.request("/", { headers: { cookie } })))?.viewer).toBeNull();
    expect(pages.at(-1)?.signIn).toEqual({ password: true, oidc: null });
  });

  test("pages for somebody are private; pages for nobody carry an ETag and cost no body the second time", async () => {
    const ada = await signedIn(open, library, "reader");
    expect((await ada.get("/")).headers.get("cache-control")).toBe("private, no-cache");
    const first = await open.request("/");
    expect([first.headers.get("cache-control"), first.headers.get("vary")]).toEqual(["no-cache", "Cookie"]);
    const etag = first.headers.get("etag") ?? "";
    expect((await open.request("/", { headers: { "if-none-match": etag } })).status).toBe(304);
  });
});

describe("a route that takes a role and a form", () => {
  const app = new Hono();
  let api: TestApi;
  beforeAll(() => {
    const options = { accounts: testAccounts({ mode: "accounts" as const }), remoteAddress: () => null };
    const accounts = createAccounts({ ...options.accounts, store: library.store, nowMs: () => 0 });
    app.use(
      "*",
      findsViewer({
        options,
        accounts,
        unread: async () => 0,
        refuse: (context, status, title, detail) => problem(context, status, title, detail),
      }),
    );
    app.get("/queue", (context) => {
      const viewer = requireRole(context, "moderator");
      return viewer instanceof Response ? viewer : context.text(viewer.name);
    });
    app.post("/notes", async (context) => {
      const viewer = requireRole(context, "reader");
      if (viewer instanceof Response) return viewer;
      const form = await checkedForm(context, { maxBytes: 2048 });
      if (form instanceof Response) return form;
      return context.json({
        by: viewer.name,
        note: form.text("note"),
        tags: form.texts("tag"),
        file: await form.file("file")?.text(),
      });
    });
    app.post("/api/notes", (context) => {
      const viewer = requireRole(context, "reader");
      return viewer instanceof Response ? viewer : context.text("");
    });
    app.post("/login", async (context) => {
      const form = await checkedForm(context);
      return form instanceof Response ? form : context.text(viewerOf(context)?.name ?? "nobody");
    });
    api = { ...open, app, request: async (path, init = {}) => app.request(`http://localhost:8410${path}`, init) };
  });

  test("somebody with the role comes in, somebody with less is told so, nobody is sent to sign in", async () => {
    const [reader, admin] = [await signedIn(api, library, "reader"), await signedIn(api, library, "admin")];
    expect(await (await admin.get("/queue")).text()).toBe(admin.account.name);
    const refused = await reader.get("/queue");
    expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("moderator")]);
    const sent = await api.request("/queue?page=2");
    expect([sent.status, sent.headers.get("location")]).toEqual([303, "/login?next=%2Fqueue%3Fpage%3D2"]);
    const data = await api.request("/api/notes", { method: "POST" });
    expect([data.status, data.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
  });

  test("fields come as they were typed, files too", async () => {
    const ada = await signedIn(api, library, "reader");
    expect(await (await ada.post("/notes", { note: "a\r\nb & c" })).json()).toMatchObject({
      note: "a\nb & c",
      tags: [],
    });
    const body = new FormData();
    body.set("form-token", ada.formToken);
    body.append("tag", "x");
    body.append("tag", "y");
    body.set("file", new Blob(["@article{}"]), "a.bib");
    const headers = { cookie: ada.cookie, origin: "http://localhost:8410" };
    const answer = await api.request("/notes", { method: "POST", headers, body });
    expect(await answer.json()).toMatchObject({ tags: ["x", "y"], file: "@article{}" });
  });

  test("without a session, a form needs its origin only", async () => {
    const headers = { origin: "http://localhost:8410", "content-type": "application/x-www-form-urlencoded" };
    expect(await (await api.request("/login", { method: "POST", headers, body: "a=b" })).text()).toBe("nobody");
  });

  test.each<[string, number, Record<string, string>, Record<string, string>]>([
    ["without the token", 403, { "form-token": "" }, {}],
    ["with the token of another session", 403, { "form-token": "x".repeat(43) }, {}],
    ["of another origin", 403, {}, { origin: "http://evil.example" }],
    ["of another port", 403, {}, { origin: "http://localhost:1" }],
    ["without an origin that can be read", 403, {}, { origin: "null" }],
    ["that the browser says comes from another site", 403, {}, { "sec-fetch-site": "cross-site" }],
    ["that the browser says comes from a sibling site", 403, {}, { "sec-fetch-site": "same-site" }],
    ["of a type that other sites may send unasked", 415, {}, { "content-type": "text/plain" }],
    ["without a type", 415, {}, { "content-type": "" }],
    ["that is too long", 413, { note: "x".repeat(3000) }, {}],
  ])("a form %s is refused", async (_what, status, fields, headers) => {
    const ada = await signedIn(api, library, "reader");
    expect((await ada.post("/notes", fields, headers)).status).toBe(status);
  });
});
