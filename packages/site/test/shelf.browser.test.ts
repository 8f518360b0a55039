import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

const paper = "/abs/2204.08396";

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe.skipIf(executablePath === null)("the library in Chromium, over the real program", () => {
  let app: ServedProgram;
  let browser: Browser;
  let axeSource = "";
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await serveProgram();
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
    axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(async () => {
    const { shelf, follows, shelfLinks, accounts } = app.library.store;
    for (const { accountKey } of await accounts.list())
      for (const store of [shelf, follows, shelfLinks]) await store.erase(accountKey);
    for (const context of browser.contexts()) await context.close();
    expect(complaints.splice(0)).toEqual([]);
    expect(app.failures).toEqual([]);
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      acceptDownloads: true,
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      // The software renderer tells of its own slowness.
      const isOurs = !/GPU stall|swiftshader|WebGL/iu.test(message.text());
      if (isOurs && ["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(app.address)) complaints.push(`foreign request: ${request.url()}`);
    });
    await page.goto(app.address + path);
    if (options.javaScriptEnabled !== false) await page.locator(".theme-toggle:not([hidden])").waitFor();
    return page;
  }

  /** What is wrong for people with assistive technology, and whether the page is wider than the window. */
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

  test("a paper is saved from its page and from lists without a new page, and marked wherever it stands", async () => {
    const page = await open(paper);
    await page.getByRole("button", { name: /^Save “StableMoE/ }).click();
    const saved = page.getByRole("link", { name: /“StableMoE.*in your library/ });
    await saved.waitFor();
    expect(page.url()).toBe(app.address + paper);
    const row = page.locator(".works-table tbody tr").first();
    await row.getByRole("button", { name: /^Save “/ }).click();
    await row.locator("a.saved").waitFor();
    await page.goto(`${app.address}/search?q=experts`);
    const hit = page.locator(".hit", { hasText: "StableMoE" });
    expect(await hit.locator("a.saved").textContent()).toContain("Unread");
    await page.goto(`${app.address}/library`);
    expect(await page.locator(".library-entry").count()).toBe(2);
  });

  test("in the narrowest window the masthead of whoever is signed in fits, and a title's mark stands beside it", async () => {
    const page = await open(paper, { viewport: { width: 320, height: 700 } });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    const title = page.locator(".works-table tbody .col-title").first();
    const mark = await title.locator(".row-save, .saved").boundingBox();
    const name = await title.locator("a").first().boundingBox();
    if (mark === null || name === null) throw new Error("neither title nor mark is drawn");
    expect(mark.x).toBeGreaterThanOrEqual(name.x + name.width);
    expect(mark.y).toBeLessThan(name.y + 16);
  });

  test("a work is saved from its card on the map, and whoever pressed a key goes on from there", async () => {
    const page = await open(`${paper}#as=tree&open=1412.6980`);
    const card = page.locator(".map-card");
    await card.getByRole("button", { name: /^Save “Adam/ }).focus();
    await page.keyboard.press("Enter");
    const saved = card.getByRole("link", { name: /^Unread: “Adam.*in your library/ });
    await saved.waitFor();
    await expect.poll(() => saved.evaluate((link) => link === document.activeElement)).toBe(true);
    await card.getByText("Saved to your library").waitFor();
    await page.locator(".works-table tr", { hasText: "Adam: A Method" }).locator("a.saved").waitFor();
    await page.goto(`${app.address}/map?ids=2204.08396#as=tree&open=1706.03762`);
    await card.getByRole("button", { name: /^Save “Attention/ }).click();
    await card.getByRole("link", { name: /^Unread: “Attention/ }).waitFor();
    await page.goto(`${app.address}/map?ids=2204.08396#as=tree&open=1412.6980`);
    await card.getByRole("link", { name: /^Unread: “Adam/ }).click();
    await page.waitForURL("**/library/item?paper=1412.6980");
  });

  test("what is fetched after the page is marked as well, from the whole library", async () => {
    const page = await open(`${paper}#as=tree&open=1412.6980`);
    await page
      .getByRole("button", { name: /^Save “Adam/ })
      .first()
      .waitFor();
    const [owner] = await app.library.store.accounts.list();
    const account = owner?.accountKey ?? 0;
    await app.library.store.shelf.add(account, ["1412.6980"], 5);
    await app.library.store.shelf.change(account, ["1412.6980"], { kind: "state", state: "reading" });
    const marks = page.waitForResponse("**/api/library/marks");
    await page.evaluate(() => {
      location.hash = "as=tree&open=1412.6980&layout=similarity";
    });
    expect(await (await marks).json()).toEqual({ marks: { "1412.6980": "reading" } });
    await page
      .locator(".map-card")
      .getByRole("link", { name: /^Reading: “Adam/ })
      .waitFor();
  });

  test("a list of the library is mapped from its page and from the form of the map, without JavaScript", async () => {
    const page = await open("/map", { javaScriptEnabled: false });
    expect(await page.getByLabel("Or a list of your library").count()).toBe(0);
    const [owner] = await app.library.store.accounts.list();
    const account = owner?.accountKey ?? 0;
    const { shelf } = app.library.store;
    await shelf.add(account, ["2204.08396", "1412.6980", "1706.03762", "2401.99999"], 5);
    const folder = await shelf.createFolder(account, "Thesis", null);
    await shelf.change(account, ["2204.08396", "2401.99999"], { kind: "file", folder });
    await shelf.change(account, ["1412.6980", "1706.03762"], { kind: "tag", tag: "old ones" });
    await page.goto(`${app.address}/library?tag=old+ones`);
    await page.getByRole("link", { name: "Map of this list" }).click();
    await page.waitForURL("**/map?from=library&tag=old+ones");
    await page.getByText("From your library, tagged “old ones”.").waitFor();
    expect(await page.locator(".seed-list li").count()).toBe(2);
    expect(await page.locator(".map-drawing .role-current").count()).toBe(2);
    await page.getByLabel("Or a list of your library").selectOption("Thesis (2)");
    await page.getByRole("button", { name: "Draw it" }).click();
    await page.getByText("1 paper is left out: this instance has no record yet.").waitFor();
    expect(await page.locator(".seed-list a").first().textContent()).toContain("StableMoE");
    await page.getByRole("link", { name: "To the list" }).click();
    expect(await page.locator("h1").textContent()).toBe("Thesis");
    await page.getByRole("contentinfo").getByRole("link", { name: "Map of several papers" }).click();
    await page.waitForURL("**/map");
  });

  test("folder, tag, note and read state are given by the keyboard, and narrow the library", async () => {
    const page = await open(paper);
    const save = page.getByRole("button", { name: /^Save “StableMoE/ });
    await save.focus();
    await page.keyboard.press("Enter");
    const saved = page.getByRole("link", { name: /“StableMoE.*in your library/ });
    await saved.waitFor();
    expect(await saved.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.waitForURL("**/library/item?paper=2204.08396");
    await page.getByRole("radio", { name: "Reading" }).focus();
    await page.keyboard.press("Space");
    await page.getByLabel("Tags").focus();
    await page.keyboard.type("MoE, to cite");
    await page.getByLabel("Note").focus();
    await page.keyboard.type("Compare **gating** with $x_1$.");
    await page.getByRole("button", { name: "Keep changes" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(".note-text strong").waitFor();
    expect(await page.locator(".note-text math").count()).toBe(1);

    await page.goto(`${app.address}/library`);
    await page.locator(".new-folder summary").focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Name of the new folder").fill("Thesis");
    await page.keyboard.press("Enter");
    await page.locator(".place", { hasText: "Thesis" }).waitFor();
    await page.getByRole("checkbox", { name: "Choose all on this page" }).check();
    expect(await page.locator("[data-chosen]").textContent()).toBe("1 chosen");
    await page.getByRole("combobox", { name: "Folder", exact: true }).selectOption("Thesis");
    await page.getByRole("button", { name: "Put in" }).click();
    await page.locator(".place", { hasText: "Thesis" }).click();
    expect(await page.locator("h1").textContent()).toBe("Thesis");
    expect(await page.locator(".library-entry").count()).toBe(1);
    await page.goto(`${app.address}/library?tag=to+cite&state=reading&q=gating`);
    expect(await page.locator(".library-entry").count()).toBe(1);
    await page.goto(`${app.address}/library?q=gating+-au:dai`);
    expect(await page.locator(".library-entry").count()).toBe(0);
  });

  test("an import shows every line that could not be read, and what was read is exported again", async () => {
    const page = await open("/library/import");
    await page.setInputFiles('input[type="file"]', {
      name: "list.txt",
      mimeType: "text/plain",
      buffer: Buffer.from("2204.08396\n<b>no paper</b>\nhep-th/9901001\n10.1000/unknown\n2204.083967x\n"),
    });
    await page.getByLabel("Tag for all of them").fill("imported");
    await page.getByRole("button", { name: "Import" }).click();
    await page.getByRole("heading", { name: "2 papers added" }).waitFor();
    const lines = await page.locator(".import-lines li").allTextContents();
    expect(lines).toEqual([
      "line 2: <b>no paper</b> there is no arXiv id or DOI in it",
      "line 5: 2204.083967x there is no arXiv id or DOI in it",
      "line 4: 10.1000/unknown",
    ]);
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Import" }).click();
    await page.getByText("choose a file, or paste a list").waitFor();
    complaints.length = 0; // The browser mentions the status 400.
    await page.goto(`${app.address}/library?tag=imported`);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "BibTeX" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("library.bib");
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain("eprint        = {2204.08396}");
    expect(text).toContain("keywords      = {imported}");
  });

  test("a list is followed from its page, its news are counted and seen, and its feed is found", async () => {
    const page = await open("/search?q=cat:cs.CL");
    const feed = await page.locator('link[rel="alternate"][type="application/atom+xml"]').getAttribute("href");
    const answer = await page.request.get(app.address + (feed ?? ""));
    expect(answer.headers()["content-type"]).toContain("application/atom+xml");
    expect(await answer.text()).toContain("<feed");
    await page.getByRole("button", { name: "Follow this list" }).click();
    await page.getByRole("button", { name: "Stop following" }).waitFor();
    await page.getByText("Keep this search").click();
    await page.getByLabel("Name of the search").fill("Language");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.waitForURL("**/following");
    expect(await page.locator(".saved-searches a").first().textContent()).toBe("Language");
    await page.goto(app.address + paper);
    await page.getByRole("button", { name: "Follow its citations" }).click();
    await app.library.store.citations.upsert([
      { citing: "hep-th/9901001", cited: "2204.08396", source: "test", claimedOn: "2022-05-01" },
    ]);
    await page.goto(`${app.address}/following`);
    await page.getByText("1 new since your last visit.").waitFor();
    expect(await page.locator(".followed-list").first().textContent()).toContain("Paper Boats");
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole("button", { name: "Mark all as seen" }).click();
    await page.getByText("Nothing new since your last visit.").waitFor();
    await page.getByRole("button", { name: "Open the feed" }).click();
    const address = await page.locator(".open-address a").textContent();
    expect(await (await page.request.get(app.address + (address ?? ""))).text()).toContain("What you follow");
    await page.getByRole("button", { name: "End the feed" }).click();
    await page.getByRole("button", { name: "Open the feed" }).waitFor();
    expect((await page.request.get(app.address + (address ?? ""))).status()).toBe(404);
  });

  describe("what the reader knows among similar papers", () => {
    const similar = (page: Page) => page.locator(".similar-list h3");
    /** Saves the three that are most alike. */
    async function knowThree(page: Page): Promise<readonly string[]> {
      const hrefs = await similar(page)
        .locator("a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
      const three = hrefs.slice(0, 3).map((href) =>
        decodeURIComponent(href)
          .replace(/^\/abs\//u, "")
          .replace(/^\/works\//u, "work:"),
      );
      const [owner] = await app.library.store.accounts.list();
      await app.library.store.shelf.add(owner?.accountKey ?? 0, three, 5);
      return (await similar(page).allInnerTexts()).slice(0, 3);
    }

    test("is marked, and left out by a checkbox that the address remembers and other weights respect", async () => {
      const page = await open(paper);
      expect(await page.getByLabel("Leave out what is in my library").count()).toBe(0);
      const known = await knowThree(page);
      await page.reload();
      await page.locator(".similar-list a.saved").nth(2).waitFor();
      expect(await page.locator(".similar-list a.saved").count()).toBe(3);
      await page.getByLabel("Leave out what is in my library").check();
      await expect.poll(() => page.locator(".similar-list a.saved").count()).toBe(0);
      expect(await similar(page).count()).toBe(10);
      const others = await similar(page).allInnerTexts();
      expect(others.filter((title) => known.includes(title))).toEqual([]);
      expect(new URL(page.url()).search).toBe("?known=hide");
      await page.reload();
      // Equal scores, rounded, may change places.
      expect((await similar(page).allInnerTexts()).toSorted()).toEqual(others.toSorted());
      await page.getByRole("slider", { name: "Words" }).fill("2");
      await page.getByText(/papers ranked by these weights/).waitFor();
      expect((await similar(page).allInnerTexts()).filter((title) => known.includes(title))).toEqual([]);
      await page.getByRole("button", { name: "Usual weights" }).click();
      await page.getByLabel("Leave out what is in my library").uncheck();
      await expect.poll(() => page.locator(".similar-list a.saved").count()).toBe(3);
      expect(new URL(page.url()).search).toBe("");
    });

    test("without JavaScript the same by a link, which keeps weights and terms", async () => {
      const page = await open(`${paper}?terms=better&text=2&neighbourhood=1&coCitation=1&citations=1`, {
        javaScriptEnabled: false,
      });
      const known = await knowThree(page);
      await page.reload();
      expect(await page.locator(".similar-list a.saved").count()).toBe(3);
      await page.getByRole("link", { name: "Leave out what is in my library" }).click();
      expect(page.url()).toContain("?terms=better&text=2&neighbourhood=1&coCitation=1&citations=1&known=hide#similar");
      expect((await similar(page).allInnerTexts()).filter((title) => known.includes(title))).toEqual([]);
      await page.getByRole("slider", { name: "Words" }).fill("0.5");
      await page.getByRole("button", { name: "Rank anew" }).click();
      expect(new URL(page.url()).searchParams.get("known")).toBe("hide");
      expect(await page.locator(".similar-list a.saved").count()).toBe(0);
      await page.getByRole("link", { name: "Show what is in my library, too" }).click();
      expect(await page.locator(".similar-list a.saved").count()).toBeGreaterThan(0);
    });
  });

  test("the first page shows the categories that its reader follows, and says how to choose them", async () => {
    const page = await open("/", { javaScriptEnabled: false });
    const fresh = page.locator("section.fresh", { has: page.locator("#fresh") });
    const codes = (): Promise<readonly string[]> => fresh.locator("h3 .category-code").allTextContents();
    expect(await codes()).toContain("cs.LG");
    await fresh.getByText("Of the largest categories here.").waitFor();
    await fresh.getByRole("link", { name: "Follow a category to see yours" }).click();
    await page.getByRole("link", { name: /^math.CO/ }).click();
    await page.getByRole("button", { name: "Follow this list" }).click();
    await page.goto(app.address);
    expect(await codes()).toEqual(["math.CO"]);
    await fresh.getByText("Of the categories that you follow.").waitFor();
    await fresh.getByRole("link", { name: "What you follow" }).click();
    await page.getByRole("button", { name: "Stop following" }).click();
    await page.goto(app.address);
    expect(await codes()).toContain("cs.LG");
  });

  test("without JavaScript all of it works by forms", async () => {
    const page = await open("/search?q=experts", { javaScriptEnabled: false });
    await page.locator(".hit", { hasText: "StableMoE" }).getByRole("button", { name: /^Save/ }).click();
    expect(page.url()).toBe(`${app.address}/search?q=experts#save-2204.08396`);
    await page.locator(".hit", { hasText: "StableMoE" }).locator("a.saved").click();
    await page.getByLabel("Tags").fill("plain");
    await page.getByLabel("Note").fill("Without scripts.");
    await page.getByRole("button", { name: "Keep changes" }).click();
    expect(await page.locator(".note-text").textContent()).toContain("Without scripts.");
    await page.goto(`${app.address}/library`);
    expect(await page.locator(".choose-all").isVisible()).toBe(false);
    await page.getByRole("button", { name: "Mark" }).click();
    expect(await page.locator(".field-fault").textContent()).toBe("choose at least one paper");
    complaints.length = 0;
    await page.getByRole("checkbox", { name: /^Choose “StableMoE/ }).check();
    await page.getByLabel("Read state").selectOption("Read");
    await page.getByRole("button", { name: "Mark" }).click();
    expect(await page.locator(".library-entry .state").textContent()).toContain("Read");
    await page.locator(".new-folder summary").click();
    await page.getByLabel("Name of the new folder").fill("Shared one");
    await page.getByRole("button", { name: "Make" }).click();
    await page.locator(".place", { hasText: "Shared one" }).click();
    await page.locator(".folder-tools summary").click();
    await page.getByRole("button", { name: "Share by an address" }).click();
    const address = await page.locator(".open-address a").getAttribute("href");
    await page.goto(app.address + (address ?? ""));
    expect(await page.locator("h1").textContent()).toBe("Shared one");
    await page.goto(app.address + paper);
    await page.getByRole("button", { name: "Reading" }).click();
    expect(await page.getByRole("button", { name: "Reading" }).getAttribute("aria-pressed")).toBe("true");
  });

  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ["light on a desktop", { colorScheme: "light" }],
    ["dark on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
  ];
  test.each(looks)("%s, no page has an accessibility violation or scrolls sideways", async (_look, options) => {
    const { shelf, follows, accounts } = app.library.store;
    const page = await open("/library", options);
    expect(await faultsOf(page)).toEqual([]);
    const [owner] = await accounts.list();
    const account = owner?.accountKey ?? 0;
    await shelf.add(account, ["2204.08396", "hep-th/9901001", "0904.1111", "2401.99999"], 5);
    const folder = await shelf.createFolder(account, "A folder with quite a long name, as they are", null);
    await shelf.createFolder(account, "Inside", folder);
    await shelf.change(account, ["2204.08396", "0904.1111"], { kind: "file", folder });
    await shelf.change(account, ["2204.08396"], { kind: "tag", tag: "mixture of experts" });
    await shelf.setNote(account, "2204.08396", "# Why\n\n- $\\alpha$ and `code`\n- a [link](https://example.org/)", 9);
    await follows.follow(account, "category", "cs.CL", 0, 0);
    await follows.follow(account, "citations", "2204.08396", 55, 0);
    for (const path of [
      "/library",
      `/library?folder=${folder}`,
      "/library?q=(broken",
      "/library/item?paper=2204.08396",
      "/library/import",
      "/following",
      `/map?from=library&folder=${folder}`,
      paper,
      "/search?q=experts",
    ]) {
      await page.goto(app.address + path);
      await page.locator(".theme-toggle:not([hidden])").waitFor();
      expect(await faultsOf(page), path).toEqual([]);
    }
  });
});
