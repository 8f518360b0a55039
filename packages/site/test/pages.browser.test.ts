import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";

import { openSite } from "../../arxivlens/src/cli/site-files.ts";
import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { pages } from "./fixtures/pages.ts";
import { inventedRun } from "./fixtures/runs.ts";
import { servePages, type PageServer } from "./page-server.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

/** Longer than any page needs on a busy machine, shorter than the test runner's own limit. */
const patienceMs = 20_000;

const paperPath = "/abs/2204.08396";

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

describe.skipIf(executablePath === null)("pages in Chromium", () => {
  let server: PageServer;
  let browser: Browser;
  let axeSource = "";

  beforeAll(async () => {
    const site = await openSite(inject("builtSite"));
    server = await servePages(site, pages);
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
    axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens a page and collects what it complains about and asks from elsewhere. */
  async function open(
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<{ readonly page: Page; readonly complaints: string[]; readonly strangers: string[] }> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const complaints: string[] = [];
    const strangers: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(server.address) && !request.url().startsWith("blob:"))
        strangers.push(request.url());
    });
    await page.goto(`${server.address}${path}`);
    return { page, complaints, strangers };
  }

  async function openEnhanced(path: string, options: BrowserContextOptions = {}): ReturnType<typeof open> {
    const opened = await open(path, options);
    await opened.page.locator(".theme-toggle:not([hidden])").waitFor();
    if (path === paperPath) await opened.page.locator(".tools").waitFor();
    return opened;
  }

  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ["light on a desktop", { colorScheme: "light" }],
    ["dark on a desktop", { colorScheme: "dark" }],
    ["light on a phone", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
    ["dark on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
  ];

  describe.each(looks)("%s", (_look, options) => {
    test.each([...pages.keys()])(
      "%s has no accessibility violation, no complaint, no foreign request and no sideways scroll",
      async (path) => {
        const { page, complaints, strangers } = await openEnhanced(path, options);
        await page.evaluate(axeSource);
        const violations = await page.evaluate(async () => {
          const { axe } = globalThis as unknown as {
            axe: { run: (root: Document, options: object) => Promise<AxeResult> };
          };
          const result = await axe.run(document, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
          });
          return result.violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html} ${node.failureSummary ?? ""}`).join(" | ")}`,
          );
        });
        expect(violations).toEqual([]);
        expect(complaints).toEqual([]);
        expect(strangers).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
        await page.context().close();
      },
    );
  });

  test("without JavaScript the paper page holds title, authors, terms, every work of the table and the map's links", async () => {
    const { page } = await open(paperPath, { javaScriptEnabled: false });
    expect(await page.locator("h1").textContent()).toContain("StableMoE");
    expect(await page.locator(".author-list li").count()).toBeGreaterThan(0);
    expect(await page.locator(".term-bars li").count()).toBe(20);
    expect(await page.locator(".works-table tbody tr").count()).toBe(59 + 24);
    expect(await page.locator(".map-drawing a[href]").count()).toBe(1 + 59 + 24);
    expect(await page.locator(".tools").count()).toBe(0);
    expect(await page.locator("button:visible").count()).toBe(2); // of the search, and of the weights of similar papers
    await page.context().close();
  });

  test("without JavaScript the Lab page draws its charts and names its runs", async () => {
    const { page } = await open(`${paperPath}/lab`, { javaScriptEnabled: false });
    expect(await page.locator(".run h3").allTextContents()).toEqual(["tiny-2", "tiny-1"]);
    expect(await page.locator(".plot-axes").count()).toBe(8);
    expect(await page.locator(".lab-start button").count()).toBe(0);
    await page.context().close();
  });

  test("the summary's link puts its sentence under the marker", async () => {
    const { page } = await open(paperPath, { javaScriptEnabled: false });
    await page.locator(".provenance a").first().click();
    const background = await page
      .locator(".sentence:target")
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(background).not.toBe("rgba(0, 0, 0, 0)");
    await page.context().close();
  });

  test("the chosen theme is remembered on the next page", async () => {
    const { page } = await openEnhanced("/", { colorScheme: "light" });
    await page.locator(".theme-toggle").click();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.goto(`${server.address}${paperPath}`, { waitUntil: "commit" });
    await page.waitForFunction(() => document.body !== null);
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.context().close();
  });

  test("the Lab starts a run and follows it line by line", async () => {
    const { page } = await openEnhanced(`${paperPath}/lab`);
    await page.getByRole("button", { name: "Start the tiny run" }).click();
    await page.getByText("Asked for a run").waitFor();
    expect(server.posted()).toContain("/api/runs");
    await expect.poll(() => server.listening(), { timeout: patienceMs }).toBeGreaterThan(0);
    server.send("runs", [inventedRun("tiny-3", "running", 30)]);
    await page.getByRole("heading", { name: "tiny-3" }).waitFor();
    server.send("metric", {
      run: "tiny-3",
      metric: {
        type: "step",
        step: 31,
        stage: 1,
        loss: 4,
        perplexity: 54,
        tokensPerSecond: 900,
        load: [0.25, 0.25, 0.25, 0.25],
      },
    });
    await page.getByText("step 31 of 300").waitFor();
    await page.context().close();
  });
});
