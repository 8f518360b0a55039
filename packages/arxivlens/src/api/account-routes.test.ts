import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAccounts } from "../accounts/accounts.ts";
import { linkPath } from "../accounts/one-time-links.ts";
import { emptyLibrary, testApi, type TestApi } from "../../test/served-library.ts";
import { signedIn } from "../../test/signed-in.ts";
import { testAccounts } from "../../test/test-accounts.ts";
import type { Page } from "./contract.ts";
import type { Library } from "./library.ts";

type Kind<K extends Page["kind"]> = Page & { readonly kind: K };

const origin = "http://localhost:8410";
const password = "night heron over the weir";

let library: Library;
let api: TestApi;
let page: Page | null;
let nowMs: number;
const site = {
  render: (drawn: Page): string => {
    page = drawn;
    return drawn.kind;
  },
};
beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 1);
  page = null;
  library = await emptyLibrary();
  api = testApi(library, { site, nowMs: () => nowMs, accounts: testAccounts({ mode: "accounts" }) });
});
afterEach(() => library.store.close());

const accounts = (): ReturnType<typeof createAccounts> =>
  createAccounts({ ...testAccounts({ mode: "accounts" }), store: library.store, nowMs: () => nowMs });
const send = (path: string, fields: Readonly<Record<string, string>>, cookie = ""): Promise<Response> =>
  api.request(path, {
    method: "POST",
    headers: { origin, cookie, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
const cookieOf = (answer: Response): string => answer.headers.get("set-cookie")?.split(";")[0] ?? "";
const shown = <K extends Page["kind"]>(kind: K): Kind<K> => {
  expect(page?.kind).toBe(kind);
  return page as Kind<K>;
};
const newcomer = { name: "Ada", displayName: "Ada L.", email: "", password, repeated: password };

describe("setting up", () => {
  test("the link makes the first admin, once, and signs them in", async () => {
    const token = (await accounts().links.setup()) ?? "";
    const path = linkPath("setup", token);
    expect((await api.request(path)).status).toBe(200);
    expect(shown("credentials")).toMatchObject({ purpose: "setup", action: path });
    const answer = await send(path, newcomer);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    await api.request("/", { headers: { cookie: cookieOf(answer) } });
    expect(shown("home").viewer).toMatchObject({ name: "ada", displayName: "Ada L.", role: "admin" });
    expect((await send(path, { ...newcomer, name: "eve" })).status).toBe(404);
    expect(shown("link-gone").purpose).toBe("setup");
    expect(await accounts().links.setup()).toBeNull();
  });

  test("whoever used the instance alone before keeps what they have", async () => {
    const single = testApi(library, { site });
    await single.request("/");
    const ownerKey = shown("home").viewer?.accountKey;
    const token = (await accounts().links.setup()) ?? "";
    await send(linkPath("setup", token), newcomer);
    expect(await library.store.accounts.byName("ada")).toMatchObject({ accountKey: ownerKey, role: "admin" });
    await single.request("/");
    expect(shown("home").viewer).toMatchObject({ accountKey: ownerKey, name: "ada" });
  });

  test("what is wrong is said beside its field, what was typed stays, passwords do not, and the link still works", async () => {
    const path = linkPath("setup", (await accounts().links.setup()) ?? "");
    const typed = { name: "A da", displayName: "Ada", email: "nowhere", password: "short", repeated: "other" };
    expect((await send(path, typed)).status).toBe(400);
    expect(shown("credentials").form).toEqual({
      values: { name: "A da", displayName: "Ada", email: "nowhere" },
      faults: { name: "malformed", email: "malformed", password: "too-short" },
    });
    expect((await send(path, { ...newcomer, repeated: "other" })).status).toBe(400);
    expect(shown("credentials").form.faults).toEqual({ repeated: "differs" });
    expect((await send(path, newcomer)).status).toBe(303);
  });
});

describe("signing in", () => {
  beforeEach(async () => {
    await send(linkPath("setup", (await accounts().links.setup()) ?? ""), newcomer);
  });

  test("name and password lead to the page that was wanted, in any case of letters of the name", async () => {
    await api.request("/login?next=%2Fsearch%3Fq%3Da");
    expect(shown("login")).toMatchObject({ next: "/search?q=a", fault: null });
    const answer = await send("/login", { name: " ADA ", password, next: "/search?q=a" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/search?q=a"]);
    await api.request("/", { headers: { cookie: cookieOf(answer) } });
    expect(shown("home").viewer?.name).toBe("ada");
  });

  test("a wrong password keeps the name that was typed; too many are told how long to wait", async () => {
    expect((await send("/login", { name: "ada", password: "wrong" })).status).toBe(400);
    expect(shown("login")).toMatchObject({ name: "ada", fault: "refused" });
    for (let failure = 0; failure < 4; failure++) await send("/login", { name: "ada", password: "wrong" });
    const answer = await send("/login", { name: "ada", password });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "10"]);
    expect(shown("login")).toMatchObject({ fault: "wait", waitSeconds: 10 });
    nowMs += 10_000;
    expect((await send("/login", { name: "ada", password })).status).toBe(303);
  });

  test("signing out ends the session everywhere it was copied to", async () => {
    const cookie = cookieOf(await send("/login", { name: "ada", password }));
    await api.request("/", { headers: { cookie } });
    const formToken = shown("home").viewer?.formToken ?? "";
    const answer = await send("/logout", { "form-token": formToken }, cookie);
    expect(answer.headers.get("set-cookie")).toMatch(/arxivlens=;.*Max-Age=0/u);
    await api.request("/", { headers: { cookie } });
    expect(shown("home").viewer).toBeNull();
  });
});

describe("one's account", () => {
  test("profile: saved, or refused with what was typed", async () => {
    const ada = await signedIn(api, library, "member", { nowMs: () => nowMs });
    const saved = await ada.post("/account/profile", { displayName: " Ada \u202E L. ", email: "" });
    expect(saved.headers.get("location")).toBe("/account?done=profile");
    await ada.get("/account?done=profile");
    expect(shown("account").account).toMatchObject({ done: "profile", profile: { values: { displayName: "Ada L." } } });
    expect((await ada.post("/account/profile", { displayName: "x".repeat(81), email: "?" })).status).toBe(400);
    expect(shown("account").account.profile).toEqual({
      values: { displayName: "x".repeat(81), email: "?" },
      faults: { displayName: "too-long", email: "malformed" },
    });
  });

  test("password: takes the present one, and signs out every other browser", async () => {
    const path = linkPath("setup", (await accounts().links.setup()) ?? "");
    const here = cookieOf(await send(path, newcomer));
    const there = cookieOf(await send("/login", { name: "ada", password }));
    await api.request("/account", { headers: { cookie: here } });
    expect(shown("account").account.sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(shown("account").account.sessions).toHaveLength(2);
    const token = shown("account").viewer?.formToken ?? "";
    const fresh = "a quite different sentence";
    const change = (current: string): Promise<Response> =>
      send("/account/password", { "form-token": token, current, password: fresh, repeated: fresh }, here);
    expect((await change("wrong")).status).toBe(400);
    expect(shown("account").account.password).toEqual({ current: "wrong" });
    const changed = await change(password);
    expect(changed.status).toBe(303);
    for (const [cookie, viewer] of [
      [here, null],
      [there, null],
      [cookieOf(changed), "ada"],
    ] as const) {
      await api.request("/", { headers: { cookie } });
      expect(shown("home").viewer?.name ?? null).toBe(viewer);
    }
    expect((await send("/login", { name: "ada", password })).status).toBe(400);
  });

  test("a session is ended by its owner and by nobody else", async () => {
    const ada = await signedIn(api, library, "reader", { nowMs: () => nowMs });
    const eve = await signedIn(api, library, "reader", { nowMs: () => nowMs });
    await ada.get("/account");
    const id = shown("account").account.sessions[0]?.id ?? "";
    await eve.post("/account/sessions/end", { session: id });
    await ada.get("/");
    expect(shown("home").viewer?.name).toBe(ada.account.name);
    await ada.post("/account/sessions/end", { session: id });
    await ada.get("/");
    expect(shown("home").viewer).toBeNull();
  });

  test("the export holds all that is known and no secret", async () => {
    const ada = await signedIn(api, library, "reader", { nowMs: () => nowMs });
    await library.store.accounts.setPasswordHash(ada.account.accountKey, "$argon2id$hash", 0);
    const answer = await ada.get("/account/export");
    expect(answer.headers.get("content-disposition")).toContain(`arxivlens-${ada.account.name}.json`);
    const text = await answer.text();
    const data = JSON.parse(text) as Readonly<Record<string, unknown>>;
    expect(data).toMatchObject({ account: { name: ada.account.name }, sessions: [{ lastSeenAtMs: nowMs }] });
    expect(text).not.toMatch(/argon2|tokenHash|formToken/u);
  });

  test("leaving takes the name, typed; the name is free afterwards and the key stays as a trace", async () => {
    const ada = await signedIn(api, library, "reader", { nowMs: () => nowMs });
    expect((await ada.post("/account/delete", { confirm: "yes" })).status).toBe(400);
    expect(shown("account").account.deletion).toEqual({ confirm: "differs" });
    expect((await ada.post("/account/delete", { confirm: ada.account.name })).status).toBe(303);
    expect(await library.store.accounts.byName(ada.account.name)).toBeNull();
    expect(await library.store.accounts.get(ada.account.accountKey)).toMatchObject({ erasedAtMs: nowMs });
    await ada.get("/");
    expect(shown("home").viewer).toBeNull();
  });

  test("the last admin stays", async () => {
    const ada = await signedIn(api, library, "admin", { nowMs: () => nowMs });
    expect((await ada.post("/account/delete", { confirm: ada.account.name })).status).toBe(400);
    expect(shown("account").account.lastAdmin).toBe(true);
    await ada.get("/");
    expect(shown("home").viewer?.name).toBe(ada.account.name);
  });
});

describe("people", () => {
  test("an invitation's link is shown once and makes an account of its role", async () => {
    const admin = await signedIn(api, library, "admin", { nowMs: () => nowMs });
    await admin.post("/admin/people/invite", { role: "moderator", note: "Bob of the lab" });
    const address = shown("people").people.link?.address ?? "";
    expect(address).toMatch(/^http:\/\/localhost:8410\/join\/[\w-]{43}$/u);
    await admin.get("/admin/people");
    expect(shown("people").people).toMatchObject({
      link: null,
      invitations: [{ note: "Bob of the lab", role: "moderator" }],
    });
    const path = new URL(address).pathname;
    expect((await send(path, { ...newcomer, name: "bob" })).status).toBe(303);
    expect(await library.store.accounts.byName("bob")).toMatchObject({ role: "moderator" });
    expect((await send(path, { ...newcomer, name: "eve" })).status).toBe(404);
  });

  test("an invitation that was taken back or is a week old makes none", async () => {
    const admin = await signedIn(api, library, "admin", { nowMs: () => nowMs });
    const invite = async (): Promise<string> => {
      await admin.post("/admin/people/invite", { role: "reader", note: "" });
      return new URL(shown("people").people.link?.address ?? "").pathname;
    };
    const revoked = await invite();
    await admin.post("/admin/people/revoke", { invitation: shown("people").people.invitations[0]?.id ?? "" });
    expect((await api.request(revoked)).status).toBe(404);
    const old = await invite();
    nowMs += 7 * 86_400_000;
    expect((await api.request(old)).status).toBe(404);
  });

  test("a link for a new password works once, replaces earlier ones and signs out everywhere", async () => {
    const admin = await signedIn(api, library, "admin", { nowMs: () => nowMs });
    const bob = await signedIn(api, library, "reader", { nowMs: () => nowMs });
    const reset = async (): Promise<string> => {
      await admin.post("/admin/people/reset", { account: String(bob.account.accountKey) });
      return new URL(shown("people").people.link?.address ?? "").pathname;
    };
    const [first, second] = [await reset(), await reset()];
    expect((await api.request(first)).status).toBe(404);
    expect((await send(second, { password, repeated: password })).status).toBe(303);
    expect((await send(second, { password, repeated: password })).status).toBe(404);
    await bob.get("/");
    expect(shown("home").viewer).toBeNull();
    expect((await send("/login", { name: bob.account.name, password })).status).toBe(303);
  });

  test("a role counts from the next request on; a disabled account is signed out and stays out", async () => {
    const admin = await signedIn(api, library, "admin", { nowMs: () => nowMs });
    const bob = await signedIn(api, library, "reader", { nowMs: () => nowMs });
    const account = String(bob.account.accountKey);
    await admin.post("/admin/people/role", { account, role: "admin" });
    expect((await bob.get("/admin/audit")).status).toBe(200);
    await admin.post("/admin/people/disable", { account });
    expect((await bob.get("/admin/audit")).headers.get("location")).toContain("/login");
    await admin.post("/admin/people/enable", { account });
    expect((await admin.post("/admin/people/role", { account, role: "emperor" })).status).toBe(409);
    const self = String(admin.account.accountKey);
    expect((await admin.post("/admin/people/role", { account, role: "reader" })).status).toBe(303);
    expect((await admin.post("/admin/people/disable", { account: self })).status).toBe(409);
    expect(shown("people").people.notice).toBe("last-admin");
  });

  test("the audit log tells it all, page by page, with shortened addresses", async () => {
    const admin = await signedIn(api, library, "admin", { nowMs: () => nowMs });
    for (let number = 0; number < 101; number++)
      await library.store.audit.append({
        atMs: nowMs,
        actorKey: null,
        action: "sign-in",
        subjectKey: null,
        network: "192.0.2.0/24",
        detail: "",
      });
    await admin.get("/admin/audit");
    const { events, earlier } = shown("audit").audit;
    expect([events.length, events[0]?.network]).toEqual([100, "192.0.2.0/24"]);
    await admin.get(earlier ?? "");
    expect(shown("audit").audit).toMatchObject({ earlier: null });
  });
});

describe("the notice of what is kept", () => {
  test("names the one cookie where readers sign in, and none where they do not", async () => {
    await api.request("/privacy");
    expect(shown("privacy").privacy).toEqual({
      singleUser: false,
      cookie: { name: "arxivlens", days: 30, idleDays: 7 },
      flowCookie: null,
    });
    await testApi(library, { site }).request("/privacy");
    expect(shown("privacy").privacy).toEqual({ singleUser: true, cookie: null, flowCookie: null });
  });

  test("is true: reading sets no cookie", async () => {
    for (const path of ["/", "/abs/2204.99999", "/search?q=a", "/login", "/privacy", "/api/statistics"])
      expect((await api.request(path)).headers.get("set-cookie"), path).toBeNull();
  });
});

test("in single-user mode there is nothing to sign in to, and the owner's account shows", async () => {
  const single = testApi(library, { site });
  for (const path of ["/login", "/setup", "/admin/people"]) expect((await single.request(path)).status, path).toBe(404);
  expect((await single.request("/account")).status).toBe(200);
  expect(shown("account").account).toMatchObject({ lastAdmin: true, sessions: [] });
  expect((await single.request("/account", {}, "192.0.2.7")).status).toBe(403);
});
