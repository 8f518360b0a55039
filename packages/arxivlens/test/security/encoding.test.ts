import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attackable, type Attackable } from "./attackable.ts";

// ASVS 5 chapters V1 and V2: encoding, sanitisation, validation. The plain pages are written by hand and therefore
// tested here; those of the built site, in packages/site/test.

const hostile = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE account; --",
  "</title><svg onload=alert(1)>",
  "{{7*7}}${7*7}",
  "\u202Egnp.exe",
  "a\u0000b",
  "a\r\nset-cookie: evil=1",
];

let instance: Attackable;
beforeAll(async () => {
  instance = await attackable();
  await instance.person("admin");
});
afterAll(() => instance.close());

const expectNoMarkup = (html: string): void => {
  expect(html).not.toMatch(/<script|<img|<svg/u);
  expect(html).not.toMatch(/onerror=(?!.*&gt;)/u);
};

describe.each([...hostile])("%j", (text) => {
  test("typed as a name to sign in with comes back as text, and nothing happens to the store", async () => {
    const answer = await instance.post("/login", { name: text, password: text, next: text });
    expect([400, 429]).toContain(answer.status);
    expectNoMarkup(await answer.text());
    expect((await instance.library.store.accounts.list()).length).toBeGreaterThan(0);
  });

  test("as the wanted page leads nowhere and splits no header", async () => {
    const answer = await instance.get(`/login?next=${encodeURIComponent(text)}&fault=${encodeURIComponent(text)}`);
    expectNoMarkup(await answer.text());
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  test("as a shown name is one line of text on every page that shows it", async () => {
    const [eve, admin] = [await instance.person("reader"), await instance.person("admin")];
    await eve.post("/account/profile", { displayName: text, email: "" });
    const kept = (await instance.library.store.accounts.get(eve.account.accountKey))?.displayName ?? "";
    expect(kept).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    for (const answer of [await eve.get("/account"), await admin.get("/admin/people")])
      expectNoMarkup(await answer.text());
  });

  test("as an e-mail address is refused beside its field or harmless", async () => {
    const eve = await instance.person("reader");
    expectNoMarkup(await (await eve.post("/account/profile", { displayName: "", email: text })).text());
  });

  test("as whom an invitation is for is text", async () => {
    const admin = await instance.person("admin");
    expectNoMarkup(await (await admin.post("/admin/people/invite", { role: "reader", note: text })).text());
  });
});

describe("validation", () => {
  test.each(["a", "-ada", "ada-", "a da", "ädä", "ada\u0000", "erased-7", "x".repeat(33), "../etc", "ada@example"])(
    "%j is no name",
    async (name) => {
      const { links } = instance.accounts;
      const path = `/join/${await links.invite("reader", "", null)}`;
      const password = "night heron over the weir";
      const answer = await instance.post(path, { name, displayName: "", email: "", password, repeated: password });
      expect(answer.status).toBe(400);
    },
  );

  test("a form is bounded, whatever its length header says, and a broken one is refused", async () => {
    const eve = await instance.person("reader");
    expect((await eve.post("/account/profile", { displayName: "x".repeat(70_000), email: "" })).status).toBe(413);
    const broken = await eve.post("/account/profile", {}, { "content-type": "multipart/form-data; boundary=none" });
    expect(broken.status).toBe(400);
  });

  test("fields that come twice count once, the first", async () => {
    const answer = await instance.post(
      "/login",
      { name: "a" },
      { "content-type": "application/x-www-form-urlencoded" },
    );
    expect(answer.status).toBe(400);
  });
});
