import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attackable, type Attackable } from "./attackable.ts";

// ASVS 5 chapter V4: API and web service.

let instance: Attackable;
beforeAll(async () => {
  instance = await attackable({}, { rateLimit: { perMinute: 60, burst: 5 } });
});
afterAll(() => instance.close());

test.each(["/api/statistics", "/api/search?q=a", "/api/papers/2204.99999", "/api/nothing"])(
  "%s answers JSON by its own type, for no other site",
  async (path) => {
    const { headers } = await instance.get(path);
    expect(headers.get("content-type")).toMatch(/^application\/(?:problem\+)?json/u);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  },
);

test("a post that needs somebody is problem details, not a page to sign in at", async () => {
  const answer = await instance.post("/api/runs", {});
  expect([answer.status, answer.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
});

describe("methods that are not there", () => {
  test.each(["PUT", "DELETE", "PATCH", "PROPFIND"])("%s changes nothing", async (method) => {
    const admin = await instance.person("admin");
    const before = JSON.stringify(await instance.library.store.accounts.list());
    for (const path of ["/account", "/account/profile", "/admin/people", "/admin/people/role", "/api/statistics"])
      expect((await instance.send(method, path, { cookie: admin.cookie })).status, path).toBe(404);
    expect(JSON.stringify(await instance.library.store.accounts.list())).toBe(before);
  });
});

test("who asks too often is told when to ask again, signed in or not", async () => {
  const ada = await instance.person("admin");
  const statuses: number[] = [];
  for (let asked = 0; asked < 7; asked++)
    statuses.push((await instance.get("/api/freshness", { cookie: ada.cookie }, "198.51.100.9")).status);
  expect(statuses.filter((status) => status === 429)).toHaveLength(2);
});

test("broken addresses and headers are answered, not failed at", async () => {
  for (const path of [
    "/%",
    "/abs/%E0%A4%A",
    "/login?next=%",
    "/search?q=%FF",
    "/api/search?q=%",
    "/join/%00",
    "/admin/audit?before=1e99",
  ])
    expect((await instance.get(path)).status, path).toBeLessThan(500);
  for (const cookie of ["arxivlens", "arxivlens=%", "=", ";;;", "arxivlens=1.%00", "__Host-arxivlens=1"])
    expect((await instance.get("/", { cookie })).status, cookie).toBe(200);
});
