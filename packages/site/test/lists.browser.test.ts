import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { paperOf } from "../../arxivlens/src/arxiv/paper.ts";
import { updateIndex } from "../../arxivlens/src/pipeline/update-index.ts";
import { SegmentIndex } from "../../arxivlens/src/search/segments/segment-index.ts";
import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

const phone = { width: 390, height: 844 };

/** Papers of one field, so that a list has pages, and of two people who share a name. */
const papers = Array.from({ length: 70 }, (_, at) =>
  paperOf(`2101.${String(at + 1).padStart(5, "0")}`, {
    title: `Marble Routing, Part ${at + 1}`,
    authors:
      at < 3
        ? ["Ada Quill", "Bo Reed"]
        : at < 5
          ? ["Ada Quill", "Cy Stone"]
          : [`Dee Author${at}`, ...(at < 40 ? ["Eve Flint"] : [])],
    abstract: "Marble routing sends each token of a plain text to one marble expert.",
    categories: [at < 3 ? "cs.CL" : "math.AG"],
    submittedAt: `${2012 + (at % 10)}-01-0${1 + (at % 9)}`,
    sources: ["test"],
  }),
);

describe.skipIf(executablePath === null)("lists in Chromium, over the real program", () => {
  let app: ServedProgram;
  let browser: Browser;
  let axeSource = "";
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await serveProgram();
    await app.library.store.papers.upsert(papers);
    if (!(app.library.index instanceof SegmentIndex)) throw new TypeError("the test library indexes in segments");
    await updateIndex({ store: app.library.store, index: app.library.index, nowMs: () => 0 });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
    axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
    expect(app.failures).toEqual([]);
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      // Pages that say 404 or 400 do so on purpose.
      if (["error", "warning"].includes(message.type()) && !message.text().startsWith("Failed to load resource"))
        complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(app.address)) complaints.push(`foreign request: ${request.url()}`);
    });
    await page.goto(app.address + path);
    if (options.javaScriptEnabled !== false) await page.locator(".theme-toggle:not([hidden])").waitFor();
    return page;
  }

  async function faultsOf(page: Page): Promise<readonly string[]> {
    await page.evaluate(axeSource);
    const faults = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: (root: Document, options: object) => Promise<AxeResult> };
      };
      const { violations } = await axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return wide > 0 ? [...faults, `${page.url()} is ${wide} px too wide`] : faults;
  }

  test.each([
    "/",
    "/search?q=marble&rank=random&seed=4",
    "/search?q=ti:(marble",
    "/search?q=marbel",
    "/categories",
    "/category/cs.CL",
    "/category/cs",
    "/author/Ada%20Quill",
    "/author/Ada%20Quill?person=2101.00001",
    "/term/marble%20routing",
    "/term/expertz",
    "/coverage",
    "/coverage?month=2101",
    "/no/such/page",
  ])("%s has no fault in light and dark, on a desk and on a phone", async (path) => {
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await open(path, { colorScheme });
      expect(await faultsOf(page)).toEqual([]);
      await page.setViewportSize(phone);
      expect(await faultsOf(page)).toEqual([]);
    }
  });

  test("facets narrow a search, one after another, and are taken back", async () => {
    const page = await open("/search?q=marble");
    await page.locator(".choices-list a", { hasText: "math.AG" }).click();
    await page.waitForURL(/cat%3Amath\.AG/);
    expect(await page.locator(".results-count").textContent()).toContain("67 papers");
    await page.getByText("Years as a table").click();
    await page.locator(".year-bars .plain a", { hasText: "2015" }).click();
    await page.waitForURL(/date%3A2015/);
    expect(await page.locator(".taken a").allTextContents()).toEqual(["cat:math.AG ×", "date:2015 ×"]);
    await page.getByRole("link", { name: "Take back cat:math.AG" }).click();
    await page.waitForURL((url) => url.searchParams.get("q") === "marble date:2015");
    await page.getByRole("link", { name: "Take back date:2015" }).click();
    await page.waitForURL((url) => url.searchParams.get("q") === "marble");
    expect(await page.locator(".results-count").textContent()).toContain("70 papers");
  });

  test("the list grows as one reads, the address follows, and coming back finds the place again", async () => {
    const page = await open("/search?q=marble&rank=new");
    expect(await page.locator(".hit").count()).toBe(20);
    await page.locator(".hit").last().scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator(".hit").count()).toBeGreaterThan(20);
    const title = page.locator(".hit").nth(30).locator(".hit-title a");
    await title.scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelectorAll(".hit")[30]?.scrollIntoView({ block: "start" }));
    await expect.poll(() => new URL(page.url()).searchParams.get("page")).toBe("2");
    const wanted = await title.textContent();
    await title.click();
    await page.waitForURL("**/abs/**");
    await page.goBack();
    await page.locator(".hit", { hasText: wanted ?? "" }).waitFor();
    await expect
      .poll(
        async () =>
          (
            await page
              .locator(".hit", { hasText: wanted ?? "" })
              .first()
              .boundingBox()
          )?.y ?? 1e6,
      )
      .toBeLessThan(900);
    expect(await page.locator(".hit").count()).toBeGreaterThanOrEqual(40);
    // The same address without the history: the server's own second page.
    const again = await open("/search?q=marble&rank=new&page=2", { javaScriptEnabled: false });
    expect(await again.locator(".hits").getAttribute("start")).toBe("21");
    await again.locator("a[rel=next]").click();
    expect(await again.locator(".paging .figures").textContent()).toBe("Page 3 of 4");
    expect(await again.locator("a[rel=prev]").count()).toBe(1);
  });

  test("the papers of an author grow the same way", async () => {
    const page = await open("/author/Eve%20Flint");
    expect(await page.locator(".hit").count()).toBe(20);
    await page.locator(".hit").last().scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator(".hit").count()).toBeGreaterThan(20);
    await page.evaluate(() => document.querySelectorAll(".hit")[22]?.scrollIntoView({ block: "start" }));
    await expect.poll(() => new URL(page.url()).searchParams.get("page")).toBe("2");
    const again = await open(new URL(page.url()).pathname + new URL(page.url()).search, { javaScriptEnabled: false });
    expect(await again.locator(".hits").getAttribute("start")).toBe("21");
    await again.locator("a[rel=prev]").click();
    expect(await again.locator(".paging .figures").textContent()).toBe("Page 1 of 2");
  });

  test("the keyboard alone searches, walks the results and opens one", async () => {
    const page = await open("/");
    await page.keyboard.press("/");
    await page.keyboard.type("marble");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/search?q=marble");
    await page.locator(".theme-toggle:not([hidden])").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const first = page.locator(".hit .hit-title a").first();
    expect(await first.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog", { name: "Keys" }).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await first.focus();
    const href = (await first.getAttribute("href")) ?? "";
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${href}`);
  });

  test("suggestions come while one types; arrows choose, Escape restores, Enter takes", async () => {
    const page = await open("/search?q=");
    const box = page.getByRole("combobox");
    await box.fill("");
    await box.pressSequentially("ti:marb");
    const list = page.getByRole("listbox", { name: "Suggestions" });
    // What was suggested for the first letters goes when the answer to all of them is there.
    await list.getByRole("option", { name: /^ti:marble/ }).waitFor();
    expect(await box.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("ArrowDown");
    expect(await box.inputValue()).toBe("ti:marble");
    const active = (await box.getAttribute("aria-activedescendant")) ?? "";
    expect(await page.locator(`#${active}`).getAttribute("aria-selected")).toBe("true");
    expect(await faultsOf(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await box.inputValue()).toBe("ti:marb");
    expect(await list.isVisible()).toBe(false);
    await box.pressSequentially("l");
    await list.getByRole("option", { name: /^ti:marble/ }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q") === "ti:marble");
  });

  test("a query that cannot be read shows where, and leads to one that can", async () => {
    const page = await open("/search?q=ti:(marble", { javaScriptEnabled: false });
    expect(await page.locator(".fault mark").textContent()).toBe("(");
    expect(await page.locator(".fault-carets").textContent()).toBe("   ^");
    expect(await page.locator(".hit").count()).toBe(20);
    // A file holds what was asked for, so none is offered of what was found instead.
    expect(await page.locator(".export").count()).toBe(0);
    await page.locator(".fault a").click();
    expect(await page.locator(".export").count()).toBe(1);
    expect(await page.locator(".fault").count()).toBe(0);
    expect(new URL(page.url()).searchParams.get("q")).toBe("ti:(marble)");
  });

  test("results leave as files: this page, or all", async () => {
    const page = await open("/search?q=marble&rank=new&page=2", { javaScriptEnabled: false, acceptDownloads: true });
    await page.locator(".export summary").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "This page: CSV" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    expect(lines.length).toBe(1 + 20);
  });

  test("without JavaScript a category, a term and the coverage have everything, and their links lead on", async () => {
    const page = await open("/category/math.AG", { javaScriptEnabled: false });
    expect(await page.locator("#latest ~ .hits .hit").count()).toBe(10);
    expect(await page.locator("#years ~ .year-bars .plain tbody tr").count()).toBe(10);
    await page.getByRole("link", { name: "All, latest first" }).click();
    expect(await page.locator(".results-count").textContent()).toContain("67 papers");
    await page.goto(`${app.address}/term/marble`);
    expect(await page.locator(".list-facts").textContent()).toContain("70 papers");
    expect(await page.locator(".defining, #defining ~ .hits .hit").count()).toBe(10);
    await page.goto(`${app.address}/coverage`);
    await page.locator('.ledger a[href="/coverage?month=2101"]').click();
    // The starter set holds one paper of that month itself.
    expect(await page.locator(".month .plain tbody td").first().textContent()).toBe("71");
    await page.locator(".ledger a.nothing-here").first().click();
    expect(await page.locator(".month").textContent()).toMatch(
      /Nothing of this month is here.*sync --from 20\d\d-\d\d-01 /u,
    );
  });

  test("a name that several people may have is parted and joined by a member, and all of it is taken back", async () => {
    // Ada Quill of algebra and Ada Quill of language share neither co-authors nor a category, but a rare family name.
    const page = await open("/author/Ada%20Quill");
    expect(await page.locator(".list-main .hit").count()).toBe(5);
    expect(await page.locator(".people .person-list li").count()).toBe(0);
    await page.locator(".evidence summary").click();
    expect(await page.locator(".evidence").textContent()).toContain("same full name");

    await page.getByRole("checkbox", { name: /By another person: Marble Routing, Part 4/ }).check();
    await page.getByRole("checkbox", { name: /By another person: Marble Routing, Part 5/ }).check();
    await page.locator(".judge summary").click();
    await page.getByLabel("Why (optional, for the history)").fill("another field");
    await page.getByRole("button", { name: "These are by another person" }).click();
    await page.getByText("Noted.").waitFor();
    expect(await page.locator(".list-main .hit").count()).toBe(3);
    expect(await page.locator(".decisions").textContent()).toContain("another field");

    await page.getByRole("link", { name: "Everyone of this name" }).click();
    expect(await page.locator("#people").textContent()).toBe("2 people may be meant");
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "These are one person" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("at least two people");
    for (const box of await page.locator(".person-list input").all()) await box.check();
    await page.getByRole("button", { name: "These are one person" }).click();
    await page.getByText("Noted.").waitFor();
    expect(await page.locator(".list-main .hit").count()).toBe(5);

    for (const left of [1, 0]) {
      await page.getByRole("button", { name: "Take back" }).first().click();
      await page.getByText("Taken back.").waitFor();
      expect(await page.getByRole("button", { name: "Take back" }).count()).toBe(left);
    }
    expect(await page.locator(".decisions .taken-back").count()).toBe(2);
  });
});
