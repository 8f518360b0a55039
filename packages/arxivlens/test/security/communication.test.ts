import { afterEach, describe, expect, test } from "vitest";
import { accountOptions } from "../../src/cli/account-flags.ts";
import type { ParsedFlags } from "../../src/cli/command.ts";
import { attackable, goodPassword, type Attackable } from "./attackable.ts";

// ASVS 5 chapters V12 and V13: secure communication and configuration.

let instance: Attackable | null = null;
afterEach(async () => {
  await instance?.close();
  instance = null;
});

const flags = (given: Readonly<Record<string, string>>): ParsedFlags => ({
  has: (name) => Object.hasOwn(given, name),
  text: (name) => given[name] ?? null,
  number: () => null,
});

describe("where readers come over TLS", () => {
  test("browsers are told to stay there, and forms have to come from that very origin", async () => {
    instance = await attackable({ publicOrigin: "https://lens.example.org" });
    await instance.person("member", { name: "ada", password: goodPassword });
    expect((await instance.get("/")).headers.get("strict-transport-security")).toBe("max-age=31536000");
    const signIn = (origin: string): Promise<Response> =>
      instance?.post("/login", { name: "ada", password: goodPassword }, { origin }) ??
      Promise.reject(new Error("closed"));
    expect((await signIn("https://lens.example.org")).status).toBe(303);
    for (const origin of ["http://lens.example.org", "http://localhost:8410", "https://lens.example.org.evil.example"])
      expect((await signIn(origin)).status, origin).toBe(403);
  });

  test("links that are passed on name the operator's origin, not a Host header", async () => {
    instance = await attackable({ publicOrigin: "https://lens.example.org" });
    const admin = await instance.person("admin");
    const cookie = admin.cookie.replace("arxivlens=", "__Host-arxivlens=");
    const headers = { cookie, origin: "https://lens.example.org", host: "evil.example" };
    await admin.post("/admin/people/reset", { account: String(admin.account.accountKey) }, headers);
    const page = instance.page();
    expect(page?.kind === "people" ? page.people.link?.address : null).toMatch(
      /^https:\/\/lens\.example\.org\/reset\//u,
    );
  });

  test("without TLS nobody is told to use it", async () => {
    instance = await attackable();
    expect((await instance.get("/")).headers.get("strict-transport-security")).toBeNull();
  });
});

describe("configuration", () => {
  test.each([
    ["127.0.0.1", {}, "single-user"],
    ["localhost", {}, "single-user"],
    ["::1", {}, "single-user"],
    ["0.0.0.0", {}, "accounts"],
    ["::", {}, "accounts"],
    ["192.168.1.5", {}, "accounts"],
    ["lens.example.org", {}, "accounts"],
    ["127.0.0.1", { accounts: "" }, "accounts"],
    ["127.0.0.1", { "oidc-issuer": "https://id.example.org", "oidc-client": "a" }, "accounts"],
  ])("on %s with %j the mode is %s", (host, given: Readonly<Record<string, string>>, mode) => {
    expect(accountOptions(flags(given), host, {})).toMatchObject({ mode });
  });

  test.each([
    [{ "public-url": "lens.example.org" }, "--public-url"],
    [{ "public-url": "https://lens.example.org/lens" }, "--public-url"],
    [{ "public-url": "ftp://lens.example.org" }, "--public-url"],
    [{ "oidc-issuer": "https://id.example.org" }, "--oidc-client"],
    [{ "oidc-issuer": "http://id.example.org", "oidc-client": "a" }, "https"],
    [{ "oidc-issuer": "nonsense", "oidc-client": "a" }, "--oidc-issuer"],
    [{ "oidc-new-accounts": "admin" }, "--oidc-new-accounts"],
  ])("%j is refused with the flag and the remedy", (given: Readonly<Record<string, string>>, named) => {
    const outcome = accountOptions(flags(given), "127.0.0.1", { ARXIVLENS_OIDC_SECRET: "s3cret" });
    const said = typeof outcome === "string" ? outcome : "accepted";
    expect(said).toContain(named);
    expect(said).not.toContain("s3cret");
  });
});
