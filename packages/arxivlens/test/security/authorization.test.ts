import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roles, type Role } from "../../src/store/account-store.ts";
import type { SignedInReader } from "../signed-in.ts";
import { attackable, type Attackable } from "./attackable.ts";

// ASVS 5 chapter V8: authorization.

let instance: Attackable;
const people = new Map<Role, SignedInReader>();
beforeAll(async () => {
  instance = await attackable();
  await instance.person("admin");
  for (const role of roles) people.set(role, await instance.person(role));
});
afterAll(() => instance.close());

const person = (role: Role): SignedInReader => {
  const found = people.get(role);
  if (found === undefined) throw new Error(role);
  return found;
};

const adminPages = ["/admin/people", "/admin/audit", "/admin/audit?before=5"];
const adminForms = ["invite", "revoke", "reset", "role", "disable", "enable"].map((name) => `/admin/people/${name}`);
const ownForms = ["/account/profile", "/account/password", "/account/sessions/end", "/account/delete"];

describe("what only admins may do", () => {
  test.each([...adminPages])("%s is closed to everybody else", async (path) => {
    expect((await instance.get(path)).headers.get("location")).toContain("/login?next=");
    for (const role of ["reader", "member", "moderator"] as const)
      expect((await person(role).get(path)).status).toBe(403);
    expect((await person("admin").get(path)).status).toBe(200);
  });

  test.each([...adminForms])("%s changes nothing for anybody else", async (path) => {
    const before = JSON.stringify([
      await instance.library.store.accounts.list(),
      await instance.library.store.oneTimeTokens.list(0),
    ]);
    const fields = { account: String(person("reader").account.accountKey), role: "admin", note: "" };
    expect((await instance.post(path, fields)).status).toBe(303);
    for (const role of ["reader", "member", "moderator"] as const)
      expect((await person(role).post(path, fields)).status, role).toBe(403);
    const after = JSON.stringify([
      await instance.library.store.accounts.list(),
      await instance.library.store.oneTimeTokens.list(0),
    ]);
    expect(after).toBe(before);
  });

  test("other ways of writing an address open no door", async () => {
    for (const path of [
      "/admin/people/",
      "//admin/people",
      "/ADMIN/people",
      "/admin/./people",
      "/admin/%70eople",
      "/x/../admin/audit",
    ])
      expect((await person("reader").get(path)).status, path).not.toBe(200);
  });

  test("nobody gives themselves a role through their own forms", async () => {
    const eve = await instance.person("reader");
    await eve.post("/account/profile", { displayName: "Eve", email: "", role: "admin", accountKey: "1", name: "root" });
    expect(await instance.library.store.accounts.get(eve.account.accountKey)).toMatchObject({
      role: "reader",
      name: eve.account.name,
    });
  });
});

describe("what is one's own", () => {
  test.each([...ownForms])("%s takes a session", async (path) => {
    expect((await instance.post(path, { confirm: "ada" })).headers.get("location")).toContain("/login");
  });

  test("belongs to the session's account, whatever fields name another", async () => {
    const [ada, eve] = [await instance.person("member"), await instance.person("member")];
    const other = String(ada.account.accountKey);
    await eve.post("/account/profile", { displayName: "Mine now", email: "", account: other, accountKey: other });
    await eve.post("/account/delete", { confirm: ada.account.name });
    expect(await instance.library.store.accounts.get(ada.account.accountKey)).toEqual(ada.account);
    expect(await (await eve.get(`/account/export?account=${other}`)).text()).not.toContain(`"${ada.account.name}"`);
  });
});

describe("the Lab", () => {
  test("is started by admins only, where there are accounts", async () => {
    const lab = {
      folder: "runs",
      canStart: true,
      runs: async () => [],
      run: async () => null,
      start: async () => ({ ok: true as const, run: "tiny-1" }),
      changes: () => ({
        [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true as const, value: undefined }) }),
      }),
    };
    const open = await attackable({}, { lab: lab as never });
    const [member, admin] = [await open.person("member"), await open.person("admin")];
    expect((await open.post("/api/runs", {})).status).toBe(401);
    expect((await member.post("/api/runs", {})).status).toBe(403);
    expect((await admin.post("/api/runs", {})).status).toBe(202);
    await open.close();
  });
});

describe("single-user mode", () => {
  test.each([
    ["from another machine", {}, "192.0.2.7"],
    ["by a name rebound to this machine", { host: "rebound.example:8410" }, "127.0.0.1"],
    ["by a name that begins like this machine", { host: "localhost.evil.example" }, "127.0.0.1"],
    ["by a name that ends like it", { host: "evil-localhost" }, "127.0.0.1"],
    ["without a name", { host: "" }, "127.0.0.1"],
    ["behind a proxy", { "x-forwarded-for": "192.0.2.7" }, "127.0.0.1"],
    ["behind another proxy", { forwarded: "for=192.0.2.7" }, "::1"],
    ["over an unknown connection", {}, ""],
  ])("the owner's pages are closed %s", async (_how, headers: Readonly<Record<string, string>>, from) => {
    const single = await attackable({ mode: "single-user" });
    expect((await single.get("/account", headers, from)).status).toBe(403);
    expect((await single.get("/account/export", headers, from)).status).toBe(403);
    expect((await single.post("/account/profile", { displayName: "x", email: "" }, headers, from)).status).toBe(403);
    await single.close();
  });
});
