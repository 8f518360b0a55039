import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { attackable, cookieOf, goodPassword, type Attackable } from "./attackable.ts";

// ASVS 5 chapters V14 and V16: data protection, security logging, error handling.

let instance: Attackable;
beforeEach(async () => {
  instance = await attackable();
  await instance.person("admin", { name: "ada", email: "ada@example.org", password: goodPassword });
});
afterEach(() => instance.close());

const audit = async (): Promise<readonly string[]> =>
  (await instance.library.store.audit.list({ limit: 100 })).map(({ action }) => action).toReversed();

describe("the audit log", () => {
  test("tells of signing in, failing, waiting, changing and leaving, in order", async () => {
    for (let guess = 0; guess < 5; guess++) await instance.post("/login", { name: "ada", password: "wrong password" });
    // Told once, however often it is tried.
    for (let again = 0; again < 3; again++) await instance.post("/login", { name: "ada", password: goodPassword });
    instance.pass(20_000);
    await instance.post("/login", { name: "ada", password: goodPassword });
    const eve = await instance.person("reader");
    const admin = await instance.person("admin");
    await admin.post("/admin/people/role", { account: String(eve.account.accountKey), role: "member" });
    await admin.post("/admin/people/invite", { role: "reader", note: "" });
    await admin.post("/admin/people/reset", { account: String(eve.account.accountKey) });
    await eve.get("/account/export");
    await eve.post("/account/delete", { confirm: eve.account.name });
    expect(await audit()).toEqual([
      ...Array.from({ length: 5 }, () => "sign-in-failed"),
      "sign-in-blocked",
      "sign-in",
      "role-changed",
      "invited",
      "reset-issued",
      "exported",
      "erased",
    ]);
  });

  test("cannot be changed by anybody through the server", async () => {
    const admin = await instance.person("admin");
    for (const path of ["/admin/audit", "/admin/audit/1", "/admin/audit/delete"])
      expect((await admin.post(path, {})).status, path).toBe(404);
  });

  test("is kept for thirteen months", async () => {
    await instance.post("/login", { name: "ada", password: goodPassword });
    instance.pass(401 * 86_400_000);
    await instance.post("/login", { name: "nobody", password: "x" });
    expect(await audit()).toEqual(["sign-in-failed"]);
  });
});

describe("secrets", () => {
  test("are in no log: neither passwords, typed into whichever field, nor tokens, nor whole addresses", async () => {
    const typed = "my password in the wrong field";
    await instance.post("/login", { name: typed, password: goodPassword }, {}, "192.0.2.77");
    const answer = await instance.post("/login", { name: "ada", password: goodPassword }, {}, "192.0.2.77");
    const link = await instance.accounts.links.invite("reader", "", null);
    await instance.get(`/join/${link}`, {}, "192.0.2.77");
    const told = JSON.stringify([
      instance.requests,
      instance.failures,
      await instance.library.store.audit.list({ limit: 100 }),
      await instance.library.store.oneTimeTokens.list(0),
    ]);
    for (const secret of [typed, goodPassword, cookieOf(answer).split(".")[1] ?? "?", link, "192.0.2.77"])
      expect(told).not.toContain(secret);
    expect(told).toContain("192.0.2.0/24");
    expect(instance.requests.map(({ route }) => route)).toContain("/:page/:token");
  });

  test("a failure tells the reader nothing of what stands behind it", async () => {
    const broken = await attackable({
      passwords: {
        hash: () => Promise.reject(new Error("argon2 out of memory at /srv/lens/secret.ts")),
        verify: () => Promise.reject(new Error("argon2 out of memory at /srv/lens/secret.ts")),
      },
    });
    const answer = await broken.post("/login", { name: "ada", password: goodPassword });
    const text = await answer.text();
    expect([answer.status, broken.failures.length]).toEqual([500, 1]);
    expect(text).not.toMatch(/argon2|secret|\.ts|Error:/u);
    // It fails closed.
    expect(answer.headers.get("set-cookie")).toBeNull();
    await broken.close();
  });
});

describe("personal data", () => {
  test.each(["/account", "/admin/people", "/admin/audit", "/account/export", "/login"])(
    "%s is kept in no cache",
    async (path) => {
      const admin = await instance.person("admin");
      const answer = path === "/login" ? await instance.get(path) : await admin.get(path);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    },
  );

  test("pages for somebody are for no shared cache, and never answered from one's ETag", async () => {
    const ada = await instance.person("reader");
    const page = await ada.get("/");
    expect([page.headers.get("cache-control"), page.headers.get("etag")]).toEqual(["private, no-cache", null]);
    expect(page.headers.get("vary")).toContain("Cookie");
  });

  test("an address is shown to its owner and to admins only", async () => {
    const member = await instance.person("member");
    for (const path of ["/", "/account", "/account/export", "/api/statistics", "/api/status", "/metrics"])
      expect(await (await member.get(path)).text(), path).not.toContain("ada@example.org");
  });

  test("of an account that has left, nothing remains that names its person", async () => {
    const eve = await instance.person("reader", { name: "eve-of-example", email: "eve@example.org" });
    await eve.post("/account/delete", { confirm: "eve-of-example" });
    const left = JSON.stringify([
      await instance.library.store.accounts.get(eve.account.accountKey),
      await instance.library.store.audit.list({ limit: 100 }),
      await instance.library.store.sessions.list(eve.account.accountKey),
    ]);
    expect(left).not.toMatch(/eve-of-example|eve@example/u);
    expect(left).toContain(`erased-${eve.account.accountKey}`);
  });
});
