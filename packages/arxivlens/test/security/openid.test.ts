import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { linkPath } from "../../src/accounts/one-time-links.ts";
import { openIdProvider } from "../../src/cli/openid-provider.ts";
import type { AccountOptions } from "../../src/api/options.ts";
import { startOpenIdService, type OpenIdService } from "../openid-service.ts";
import { attackable, type Attackable } from "./attackable.ts";

// ASVS 5 chapters V9 (self-contained tokens) and V10 (OAuth and OIDC), against a real provider on loopback.

const back = "/login/provider/back";
let service: OpenIdService;
let settings: Partial<AccountOptions>;
let instance: Attackable;

beforeAll(async () => {
  service = await startOpenIdService(`http://localhost:8410${back}`);
});
afterAll(() => service.close());
beforeEach(async () => {
  const { issuer, clientId, clientSecret } = service;
  settings = { identityProvider: openIdProvider({ issuer, clientId, clientSecret, name: "Example" }) };
  instance = await attackable(settings);
  return () => instance.close();
});

interface Way {
  readonly address: string;
  readonly cookie: string;
}

async function begin(query = "", headers: Readonly<Record<string, string>> = {}): Promise<Way> {
  const answer = await instance.get(`/login/provider${query}`, headers);
  expect(answer.status).toBe(303);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax|SameSite=Lax.*HttpOnly|HttpOnly.*SameSite=Lax/u);
  return { address: answer.headers.get("location") ?? "", cookie: cookie.split(";")[0] ?? "" };
}

const comeBack = (callback: string, cookie: string): Promise<Response> => {
  const { pathname, search } = new URL(callback);
  return instance.get(`${pathname}${search}`, { cookie });
};
const sessionOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .find((each) => each.startsWith("arxivlens="))
    ?.split(";")[0] ?? "";
const invitation = async (): Promise<string> => instance.accounts.links.invite("member", "", null);

describe("signing in at a provider", () => {
  test("asks with code flow, PKCE, state and nonce, and leads back to the page that was wanted", async () => {
    const token = await invitation();
    const joining = await begin(`?purpose=invitation&token=${token}`);
    await comeBack(await service.signIn(joining.address, "grace"), joining.cookie);
    const way = await begin("?next=/search%3Fq%3Da");
    const asked = new URL(way.address).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      code_challenge_method: "S256",
      scope: "openid profile email",
    });
    for (const name of ["state", "nonce", "code_challenge"]) expect(asked.get(name)?.length).toBeGreaterThanOrEqual(43);
    const answer = await comeBack(await service.signIn(way.address, "grace"), way.cookie);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/search?q=a"]);
    expect((await instance.viewer(sessionOf(answer)))?.name).toBe("grace");
  });

  test("lets nobody in who was not invited, unless the operator says so, and then as that role only", async () => {
    const way = await begin();
    const refused = await comeBack(await service.signIn(way.address, "mallory"), way.cookie);
    expect(refused.headers.get("location")).toBe("/login?fault=unknown");
    expect(sessionOf(refused)).toBe("");
    await instance.close();
    instance = await attackable({ ...settings, newAccounts: "reader" });
    const open = await begin();
    const answer = await comeBack(await service.signIn(open.address, "mallory"), open.cookie);
    expect(await instance.viewer(sessionOf(answer))).toMatchObject({ name: "mallory", role: "reader" });
  });

  test("an account is not taken over by having its name or address at the provider", async () => {
    const victim = await instance.person("admin", { name: "grace", email: "grace@example.org" });
    const token = await invitation();
    const way = await begin(`?purpose=invitation&token=${token}`);
    const answer = await comeBack(await service.signIn(way.address, "grace"), way.cookie);
    const viewer = await instance.viewer(sessionOf(answer));
    expect(viewer?.accountKey).not.toBe(victim.account.accountKey);
    expect(viewer).toMatchObject({ name: "grace-2", role: "member" });
  });

  test("the link for the first admin works this way too, and once", async () => {
    const token = (await instance.accounts.links.setup()) ?? "";
    const way = await begin(`?purpose=setup&token=${token}`);
    const answer = await comeBack(await service.signIn(way.address, "ada"), way.cookie);
    expect(await instance.viewer(sessionOf(answer))).toMatchObject({ role: "admin" });
    const again = await begin(`?purpose=setup&token=${token}`);
    const late = await comeBack(await service.signIn(again.address, "mallory"), again.cookie);
    expect(sessionOf(late)).toBe("");
    expect((await instance.get(linkPath("setup", token))).status).toBe(404);
  });

  test("an identity is linked to the account that asked for it, and to one only", async () => {
    const ada = await instance.person("member");
    const way = await begin("", { cookie: ada.cookie });
    const callback = await service.signIn(way.address, "lovelace");
    const linked = await comeBack(callback, `${way.cookie}; ${ada.cookie}`);
    expect(linked.headers.get("location")).toBe("/account?done=linked");
    const bob = await instance.person("member");
    const second = await begin("", { cookie: bob.cookie });
    const refused = await comeBack(await service.signIn(second.address, "lovelace"), `${second.cookie}; ${bob.cookie}`);
    expect(refused.headers.get("location")).toBe("/account?done=not-linked");
  });

  test("an identity is not linked to whoever signed in in the same browser meanwhile", async () => {
    const [ada, bob] = [await instance.person("member"), await instance.person("member")];
    const way = await begin("", { cookie: ada.cookie });
    const callback = await service.signIn(way.address, "turing");
    const answer = await comeBack(callback, `${way.cookie}; ${bob.cookie}`);
    expect(answer.headers.get("location")).toBe("/login?fault=provider-refused");
    expect(await instance.library.store.accounts.identities(bob.account.accountKey)).toEqual([]);
  });
});

describe("attacks on the way back", () => {
  test.each<[string, (callback: URL, way: Way) => { readonly callback: URL; readonly cookie: string }]>([
    ["in another browser, without the cookie", (callback) => ({ callback, cookie: "" })],
    ["with a cookie that is not ours", (callback) => ({ callback, cookie: "arxivlens-way=%7B%22state%22%3A1%7D" })],
    [
      "with another state",
      (callback, { cookie }) => {
        callback.searchParams.set("state", "x".repeat(43));
        return { callback, cookie };
      },
    ],
    [
      "without a state",
      (callback, { cookie }) => {
        callback.searchParams.delete("state");
        return { callback, cookie };
      },
    ],
    [
      "with another code",
      (callback, { cookie }) => {
        callback.searchParams.set("code", "x".repeat(43));
        return { callback, cookie };
      },
    ],
    [
      "from another issuer",
      (callback, { cookie }) => {
        callback.searchParams.set("iss", "https://evil.example");
        return { callback, cookie };
      },
    ],
    [
      "with the verifier of another",
      (callback, { cookie }) => ({
        callback,
        cookie: cookie.replace(/codeVerifier%22%3A%22[\w-]+/u, `codeVerifier%22%3A%22${"y".repeat(43)}`),
      }),
    ],
    [
      "with the nonce of another",
      (callback, { cookie }) => ({
        callback,
        cookie: cookie.replace(/nonce%22%3A%22[\w-]+/u, `nonce%22%3A%22${"y".repeat(43)}`),
      }),
    ],
  ])("coming back %s signs nobody in", async (_how, tamper) => {
    await instance.close();
    instance = await attackable({ ...settings, newAccounts: "reader" });
    const way = await begin();
    const original = new URL(await service.signIn(way.address, "victim"));
    const { callback, cookie } = tamper(original, way);
    const answer = await comeBack(callback.href, cookie);
    expect(answer.headers.get("location")).toBe("/login?fault=provider-refused");
    expect(sessionOf(answer)).toBe("");
  });

  test("a way back that was used once does not work again", async () => {
    await instance.close();
    instance = await attackable({ ...settings, newAccounts: "reader" });
    const way = await begin();
    const callback = await service.signIn(way.address, "grace");
    expect(sessionOf(await comeBack(callback, way.cookie))).not.toBe("");
    expect(sessionOf(await comeBack(callback, way.cookie))).toBe("");
  });

  test("another site cannot begin it, and the way on stays within this instance", async () => {
    expect((await instance.get("/login/provider", { "sec-fetch-site": "cross-site" })).status).toBe(403);
    await instance.close();
    instance = await attackable({ ...settings, newAccounts: "reader" });
    const way = await begin(`?next=${encodeURIComponent("https://evil.example/")}`);
    const answer = await comeBack(await service.signIn(way.address, "grace"), way.cookie);
    expect(answer.headers.get("location")).toBe("/");
  });

  test("a provider that does not answer is said, and nothing of the secret is told to anyone", async () => {
    await instance.close();
    const identityProvider = openIdProvider({
      issuer: new URL("http://127.0.0.1:9"),
      clientId: "a",
      clientSecret: service.clientSecret,
      name: "Down",
    });
    instance = await attackable({ identityProvider });
    const answer = await instance.get("/login/provider");
    expect(answer.headers.get("location")).toBe("/login?fault=provider-unreachable");
    expect(instance.failures.length).toBeGreaterThan(0);
    expect(instance.failures.map((failure) => JSON.stringify(failure) + String(failure)).join("")).not.toContain(
      "client secret",
    );
  });
});
