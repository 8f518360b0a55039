import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { attackable, cookieOf, goodPassword, type Attackable } from "./attackable.ts";

// ASVS 5 chapter V7: session management.

const dayMs = 86_400_000;
let instance: Attackable;
beforeEach(async () => {
  instance = await attackable();
  await instance.person("member", { name: "ada", password: goodPassword });
});
afterEach(() => instance.close());

const signIn = (cookie = ""): Promise<Response> =>
  instance.post("/login", { name: "ada", password: goodPassword }, { cookie });

describe("a session's token", () => {
  test("is new at every sign-in; one that was planted before is worth nothing", async () => {
    const eve = await instance.person("reader");
    const answer = await signIn(eve.cookie);
    expect(cookieOf(answer)).not.toBe(eve.cookie);
    expect((await instance.viewer(cookieOf(answer)))?.name).toBe("ada");
    expect(await instance.viewer(eve.cookie)).toBeNull();
  });

  test("holds 256 random bits and is kept as a hash only", async () => {
    const cookie = cookieOf(await signIn());
    const secret = cookie.split(".")[1] ?? "";
    expect(secret).toMatch(/^[\w-]{43}$/u);
    const ada = await instance.library.store.accounts.byName("ada");
    const sessions = await instance.library.store.sessions.list(ada?.accountKey ?? 0);
    expect(JSON.stringify(sessions)).not.toContain(secret);
  });

  test.each([
    ["of another account's number", (token: string) => token.replace(/^\d+/u, (key) => String(Number(key) - 1))],
    ["cut short", (token: string) => token.slice(0, -1)],
    ["made longer", (token: string) => `${token}A`],
    ["its stored hash", () => "1.47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"],
    ["an attempt at SQL", () => "1' OR 1=1 --"],
    ["very long", () => "9".repeat(100_000)],
  ])("%s is nobody's", async (_what, forge) => {
    const cookie = cookieOf(await signIn());
    const token = cookie.replace("arxivlens=", "");
    expect(await instance.viewer(`arxivlens=${forge(token)}`)).toBeNull();
  });

  test("never stands in an address or a page", async () => {
    const answer = await signIn();
    const token = cookieOf(answer).replace("arxivlens=", "");
    expect(answer.headers.get("location")).not.toContain(token);
    for (const path of ["/", "/account", "/account/export"])
      expect(await (await instance.get(path, { cookie: cookieOf(answer) })).text()).not.toContain(token);
  });
});

describe("the cookie", () => {
  test("is out of reach of scripts and of other sites' forms", async () => {
    const set = (await signIn()).headers.get("set-cookie") ?? "";
    for (const part of ["HttpOnly", "SameSite=Lax", "Path=/"]) expect(set).toContain(part);
    expect(set).not.toContain("Domain=");
  });

  test("over TLS, is bound to this very host", async () => {
    const secure = await attackable({ publicOrigin: "https://lens.example.org" });
    await secure.person("member", { name: "ada", password: goodPassword });
    const headers = { origin: "https://lens.example.org" };
    const answer = await secure.post("/login", { name: "ada", password: goodPassword }, headers);
    expect(answer.headers.get("set-cookie")).toMatch(/^__Host-arxivlens=.*Secure/u);
    // A cookie without the prefix, as a sibling host could set it, is not looked at.
    const cookie = cookieOf(answer).replace("__Host-", "");
    expect(await secure.viewer(cookie)).toBeNull();
    expect((await secure.viewer(cookieOf(answer)))?.name).toBe("ada");
    await secure.close();
  });
});

describe("the end of a session", () => {
  test("comes after a week without use", async () => {
    const cookie = cookieOf(await signIn());
    instance.pass(6 * dayMs);
    expect(await instance.viewer(cookie)).not.toBeNull();
    instance.pass(7 * dayMs);
    expect(await instance.viewer(cookie)).toBeNull();
    // And it stays ended, should the clock be set back.
    instance.pass(-7 * dayMs);
    expect(await instance.viewer(cookie)).toBeNull();
  });

  test("comes after a month however much it is used", async () => {
    const cookie = cookieOf(await signIn());
    for (let day = 1; day < 30; day++) {
      instance.pass(dayMs);
      expect(await instance.viewer(cookie), `day ${day}`).not.toBeNull();
    }
    instance.pass(dayMs);
    expect(await instance.viewer(cookie)).toBeNull();
  });

  test("by signing out is final, also for copies, and drops what browsers keep", async () => {
    const ada = await instance.person("member");
    const answer = await ada.post("/logout", {});
    expect(answer.headers.get("clear-site-data")).toBe('"cache"');
    expect(await instance.viewer(ada.cookie)).toBeNull();
  });

  test.each(["disable", "role"])("or of a right takes effect at the next request after %s", async (change) => {
    const [admin, eve] = [await instance.person("admin"), await instance.person("admin")];
    expect((await eve.get("/admin/people")).status).toBe(200);
    await admin.post(`/admin/people/${change}`, { account: String(eve.account.accountKey), role: "reader" });
    expect((await eve.get("/admin/people")).status).not.toBe(200);
  });

  test("of other browsers follows from a new password", async () => {
    const cookies = [cookieOf(await signIn()), cookieOf(await signIn())];
    await instance.get("/account", { cookie: cookies[0] ?? "" });
    const formToken = instance.page()?.viewer?.formToken ?? "";
    const fields = { current: goodPassword, password: "a sentence for tomorrow", repeated: "a sentence for tomorrow" };
    const answer = await instance.post(
      "/account/password",
      { "form-token": formToken, ...fields },
      { cookie: cookies[0] ?? "" },
    );
    expect(answer.status).toBe(303);
    for (const cookie of cookies) expect(await instance.viewer(cookie)).toBeNull();
    expect(await instance.viewer(cookieOf(answer))).not.toBeNull();
  });
});
