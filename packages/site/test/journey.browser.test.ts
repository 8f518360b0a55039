import { readFile } from "node:fs/promises";

import { chromium, type Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

describe.skipIf(executablePath === null)("one afternoon of a reader, over the real program", () => {
  let app: ServedProgram;
  let browser: Browser;

  beforeAll(async () => {
    app = await serveProgram();
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  test("from search to paper, map, table, export, comment and its feed, and nobody else is asked for anything", async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const strangers: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(app.address) && !request.url().startsWith("blob:")) strangers.push(request.url());
    });

    await page.goto(app.address);
    await page.getByRole("searchbox").or(page.getByRole("combobox")).first().fill("stable routing");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?**");
    await page
      .getByRole("link", { name: /^StableMoE/u })
      .first()
      .click();
    await page.waitForURL("**/abs/2204.08396");

    await page.locator("#map").scrollIntoViewIfNeeded();
    await page.locator(".stage[data-live]").waitFor();
    await page.locator(".map-legend button", { hasText: "Cites it" }).click();
    const rows = page.locator(".works-table tbody tr");
    await expect.poll(() => rows.count()).toBe(24);
    const title = (await rows.first().locator("a").first().textContent()) ?? "";
    await rows.first().getByRole("checkbox").check();
    await page.locator("tr[data-selected]").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".exports").getByRole("button", { name: "CSV" }).click(),
    ]);
    const table = await readFile(await download.path(), "utf8");
    expect(table.trim().split("\n")).toHaveLength(2);
    expect(table).toContain(title.slice(0, 20));

    await page.locator("#write textarea[name=body]").fill("Is the first stage worth a tenth of the steps? $k = 1$");
    await page.locator("#write button.primary").click();
    await page.locator(".comment .katex").first().waitFor();
    const feed = await context.request.get(`${app.address}/feeds/comments.atom?id=2204.08396`);
    expect(feed.status()).toBe(200);
    expect(await feed.text()).toContain("Is the first stage worth a tenth of the steps?");
    expect(strangers).toEqual([]);
    expect(app.failures).toEqual([]);
    await context.close();
  });
});
