import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attackable, goodPassword, type Attackable } from "./attackable.ts";

// ASVS 5 chapter V3: web frontend security (requests from other sites, headers, where one may be led).

let instance: Attackable;
beforeAll(async () => {
  instance = await attackable();
  await instance.person("admin");
  await instance.person("member", { name: "ada", password: goodPassword });
});
afterAll(() => instance.close());

const forms: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["/logout", {}],
  ["/account/profile", { displayName: "Mallory", email: "" }],
  [
    "/account/password",
    { current: goodPassword, password: "a sentence for tomorrow", repeated: "a sentence for tomorrow" },
  ],
  ["/account/sessions/end", { session: "x" }],
  ["/admin/people/invite", { role: "admin", note: "" }],
  ["/admin/people/role", { account: "1", role: "admin" }],
];

describe.each([...forms])("a forged post to %s is refused", (path, fields) => {
  test.each<[string, Record<string, string>, Record<string, string>]>([
    ["by another site's form", {}, { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["by a sibling host", {}, { origin: "http://evil.localhost:8410", "sec-fetch-site": "same-site" }],
    ["by a sandboxed frame", {}, { origin: "null" }],
    ["by a page that hides its origin", {}, { origin: "", "sec-fetch-site": "cross-site" }],
    ["without the token", { "form-token": "" }, {}],
    ["with somebody else's token", { "form-token": "other" }, {}],
    ["as plain text, which other sites may send", {}, { "content-type": "text/plain" }],
    ["as JSON", {}, { "content-type": "application/json" }],
  ])("%s", async (_how, changed, headers) => {
    const [victim, other] = [
      await instance.person("admin", { password: goodPassword }),
      await instance.person("admin"),
    ];
    const token = changed["form-token"] === "other" ? { "form-token": other.formToken } : changed;
    const answer = await victim.post(path, { ...fields, ...token }, headers);
    expect([403, 415]).toContain(answer.status);
    expect((await instance.viewer(victim.cookie))?.displayName).toBe("A admin");
  });
});

test("nobody is signed in by another site's form, as whomever it likes", async () => {
  const answer = await instance.post(
    "/login",
    { name: "ada", password: goodPassword },
    { origin: "https://evil.example" },
  );
  expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
});

test("reading changes nothing: the addresses of forms answer to no GET", async () => {
  const admin = await instance.person("admin");
  for (const [path] of forms) expect((await admin.get(path)).status, path).toBe(404);
  expect(await instance.viewer(admin.cookie)).not.toBeNull();
});

describe("every answer", () => {
  test.each(["/", "/login", "/account", "/nowhere", "/api/statistics", "/api/nothing", "/assets/none.js", "/privacy"])(
    "of %s keeps the page to this origin",
    async (path) => {
      const { headers } = await instance.get(path);
      const policy = headers.get("content-security-policy") ?? "";
      for (const rule of [
        "default-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(rule);
      expect(policy).not.toMatch(/unsafe|\*|https?:/u);
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": expect.stringContaining("camera=()"),
      });
      expect(headers.get("access-control-allow-origin")).toBeNull();
    },
  );
});

describe("after signing in nobody is led elsewhere", () => {
  test.each([
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    " //evil.example",
    "/.//evil.example",
    "/x/..//evil.example",
    "",
  ])("by %j", async (next) => {
    const answer = await instance.post("/login", { name: "ada", password: goodPassword, next });
    const to = answer.headers.get("location") ?? "";
    expect(answer.status).toBe(303);
    expect(new URL(to, "http://localhost:8410").origin).toBe("http://localhost:8410");
    expect(to).toMatch(/^\/(?![/\\])/u);
  });
});
