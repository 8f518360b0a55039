import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite } from "../../src/cli/site-files.ts";
import { attackable, type Attackable } from "./attackable.ts";

// ASVS 5 chapter V5: files and their paths.

const root = mkdtempSync(join(tmpdir(), "lens-files-"));
let instance: Attackable;
beforeAll(async () => {
  const site = join(root, "site");
  mkdirSync(join(site, "server"), { recursive: true });
  mkdirSync(join(site, "client/assets"), { recursive: true });
  mkdirSync(join(site, "client-secret"), { recursive: true });
  writeFileSync(join(site, "package.json"), '{"type": "module"}');
  writeFileSync(join(site, "server/render.js"), "export const render = () => 'SECRET of the server';");
  writeFileSync(join(site, "client/assets/page.js"), "1");
  writeFileSync(join(site, "client/assets/odd.unknown"), "<script>alert(1)</script>");
  writeFileSync(join(site, "client-secret/key"), "SECRET beside it");
  writeFileSync(join(root, "library.sqlite"), "SECRET store");
  const { asset } = await openSite(site);
  instance = await attackable({}, { asset });
});
afterAll(async () => {
  await instance.close();
  rmSync(root, { recursive: true });
});

test.each([
  "/assets/../server/render.js",
  "/assets/../../library.sqlite",
  "/assets/..%2f..%2flibrary.sqlite",
  "/assets/%2e%2e/%2e%2e/%2e%2e/library.sqlite",
  "/assets/..%252f..%252flibrary.sqlite",
  "/assets/..\\..\\..\\library.sqlite",
  "/assets/..%5c..%5c..%5clibrary.sqlite",
  "/assets/%2fetc%2fpasswd",
  "/assets//etc/passwd",
  "/assets/../../client-secret/key",
  "/assets/..%2f..%2fclient-secret%2fkey",
  "/assets/page.js%00.png",
  "/assets/.",
  "/assets/%00",
  "/assets/%ff",
  "/assets/",
])("%s leads out of the folder for nobody", async (path) => {
  const answer = await instance.get(path);
  expect(answer.status).toBe(404);
  expect(await answer.text()).not.toMatch(/SECRET|root:/u);
});

test("a file of an unknown type is offered as bytes, and never read as a page", async () => {
  const answer = await instance.get("/assets/odd.unknown");
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
  });
});

test("an export is a download with a safe name", async () => {
  const ada = await instance.person("reader");
  const answer = await ada.get("/account/export");
  expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="arxivlens-[a-z0-9-]+\.json"$/u);
});
