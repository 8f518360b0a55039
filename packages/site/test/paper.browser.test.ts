import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { libraryOfTraps, trapPages } from "./fixtures/paper-pages.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

/** Longer than any page needs on a busy machine, shorter than the test runner's own limit. */
const patienceMs = 20_000;

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

const root = join(import.meta.dirname, "../../..");

/** A row of the tables of docs/seed-page.md. */
interface SeedRow {
  readonly name: string;
  readonly path: string;
  readonly selector: string;
  /** File and title of the test that holds it. */
  readonly test: readonly [file: string, title: string] | null;
}

const seedRows: readonly SeedRow[] = readFileSync(join(root, "docs/seed-page.md"), "utf8")
  .split("\n")
  .flatMap((line) => {
    const cells = line.split("|").map((cell) => cell.trim());
    const at = cells.findIndex((cell) => /^`\/.*`$/u.test(cell));
    if (at < 0) return [];
    const held = /^`(.+?)`: (.+)$/u.exec(cells[at + 2] ?? "");
    return [
      {
        name: cells[1] ?? "",
        path: (cells[at] ?? "").replaceAll("`", ""),
        selector: (cells[at + 1] ?? "").replaceAll("`", ""),
        test: held === null ? null : ([held[1] ?? "", held[2] ?? ""] as const),
      },
    ];
  });

/** Where the facts of the seed page lie beside the repository. */
const seedFacts = join(process.env["LENS_SHARED"] ?? join(root, "../shared"), "design/seed-page.json");

interface LayoutShift {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

describe("docs/seed-page.md", () => {
  test("names every element of the seed page, in its order", async (context) => {
    const facts = await readFile(seedFacts, "utf8").catch(() => null);
    if (facts === null) context.skip(`no facts at ${seedFacts}`);
    const { elementsInOrder } = JSON.parse(facts ?? "") as { readonly elementsInOrder: readonly string[] };
    const named = seedRows.map(({ name }) => name);
    expect(named.filter((name) => elementsInOrder.includes(name))).toEqual(elementsInOrder);
    expect(seedRows.filter((row) => row.test !== null)).toHaveLength(10);
  });

  test("names tests that exist", () => {
    const files = ["packages/site", "packages/arxivlens/src"]
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)),
      )
      .filter((file) => file.endsWith(".test.ts") && !file.includes("node_modules"));
    for (const row of seedRows) {
      if (row.test === null) continue;
      const [name, title] = row.test;
      const holding = files.filter((file) => basename(file) === name && readFileSync(file, "utf8").includes(title));
      expect(holding, `${name}: ${title}`).toHaveLength(1);
    }
  });
});

describe.skipIf(executablePath === null)("the paper page over the real API", () => {
  let site: ServedProgram;
  let browser: Browser;
  let axeSource = "";

  beforeAll(async () => {
    site = await serveProgram({ library: await libraryOfTraps(), nowMs: () => Date.UTC(2026, 0, 2) });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
    axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });

  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  interface Opened {
    readonly page: Page;
    readonly complaints: string[];
    readonly strangers: string[];
    readonly status: number;
  }

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Opened> {
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
      const isStatus = /the server responded with a status of 4/.test(message.text());
      if ((message.type() === "error" || message.type() === "warning") && !isStatus) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(site.address) && !request.url().startsWith("blob:")) strangers.push(request.url());
    });
    const answer = await page.goto(`${site.address}${path}`);
    return { page, complaints, strangers, status: answer?.status() ?? 0 };
  }

  const noScript: BrowserContextOptions = { javaScriptEnabled: false };
  const phone = { width: 390, height: 844 };
  const checked: readonly string[] = [
    ...new Set(Object.values(trapPages)),
    `${trapPages.flagship}?terms=better&text=0.5&neighbourhood=2&coCitation=0&citations=0.3`,
    `${trapPages.versions}/versions?from=1&to=3`,
    `${trapPages.versions}/versions?from=1&to=2`,
    "/abs/2204.99999",
    "/abs/22o4.08396",
  ];

  describe.each([
    ["light on a desktop", { colorScheme: "light" }],
    ["dark on a phone", { colorScheme: "dark", viewport: phone }],
  ] as const)("%s", (_look, options: BrowserContextOptions) => {
    test.each(checked)("%s: no violation, no complaint, no foreign request, no sideways scroll", async (path) => {
      const { page, complaints, strangers } = await open(path, options);
      await page.locator(".theme-toggle:not([hidden])").waitFor();
      await page.evaluate(axeSource);
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as {
          axe: { run: (root: Document, options: object) => Promise<AxeResult> };
        };
        const { violations: found } = await axe.run(document, {
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        });
        return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
      });
      expect(violations).toEqual([]);
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      expect(site.failures).toEqual([]);
      await page.context().close();
    });
  });

  test.each([
    ["desktop", { width: 1280, height: 900 }],
    ["phone", phone],
  ])("nothing moves on a %s while fonts and islands load", async (_name, viewport) => {
    const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const shifts: string[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources } = entry as PerformanceEntry & LayoutShift;
          const moved = sources.map(({ node }) =>
            node instanceof Element ? node.outerHTML.slice(0, 100) : (node?.nodeName ?? "gone"),
          );
          shifts.push(`${value}: ${moved.join(" | ")}`);
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(`${site.address}${trapPages.flagship}`);
    await page.locator(".theme-toggle:not([hidden])").waitFor();
    await page.getByRole("button", { name: "Usual weights" }).waitFor();
    await page.evaluate(async () => document.fonts.ready);
    const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: readonly string[] }).shifts);
    expect(shifts).toEqual([]);
    await context.close();
  });

  describe("quick summary", () => {
    test("resting on it marks the sentence it was cut from, and its link marks it for good, without JavaScript", async () => {
      const { page } = await open(trapPages.flagship, noScript);
      const background = (): Promise<string> =>
        page.locator('.sentence[data-source="1"]').evaluate((element) => getComputedStyle(element).backgroundColor);
      const plain = await background();
      await page.locator(".quick-text").first().hover();
      expect(await background()).not.toBe(plain);
      await page.mouse.move(0, 0);
      expect(await background()).toBe(plain);
      await page.locator(".provenance a").first().focus();
      expect(await background()).not.toBe(plain);
      await page.locator(".provenance a").first().click();
      await page.locator("h1").hover();
      expect(await page.locator(".sentence:target").getAttribute("data-source")).toBe("1");
      await page.context().close();
    });

    test("two more sentences come on demand, and how it was made is told", async () => {
      const { page } = await open(trapPages.flagship, noScript);
      await page.getByText("Two more sentences").click();
      expect(await page.locator(".cut:visible").count()).toBe(3);
      await page.getByText("How it is made").click();
      await page.getByText("No language model writes anything.").waitFor();
      await page.context().close();
    });
  });

  describe("record", () => {
    test("names categories, licence, publication, codes and other records, each with its way there", async () => {
      const { page } = await open(trapPages.published, noScript);
      const facts = page.locator(".facts");
      expect(await facts.getByRole("link", { name: "cs.LG Machine Learning" }).getAttribute("href")).toBe(
        "/category/cs.LG",
      );
      expect(await facts.getByRole("link", { name: "CC BY 4.0" }).getAttribute("href")).toContain(
        "creativecommons.org",
      );
      expect(await facts.getByRole("link", { name: "10.1000/toys.1" }).getAttribute("href")).toBe(
        "https://doi.org/10.1000/toys.1",
      );
      const text = await facts.innerText();
      for (const part of ["J. Toys 1 (2020) 1-5", "TOY-20-1", "68T07", "I.2.6", "title, first author, year", "97 %"])
        expect(text).toContain(part);
      await page.context().close();
    });

    test("of three thousand authors twenty and the group are shown, and all are there", async () => {
      const { page } = await open(trapPages.manyAuthors, noScript);
      const names = page.locator(".author-list").first().locator("a");
      expect(await names.count()).toBe(21);
      expect(await names.last().innerText()).toBe("TOY Collaboration");
      expect(await names.first().getAttribute("href")).toBe(`/author/${encodeURIComponent("Ådne Øst")}`);
      await page.getByText("and 2,979 more authors").click();
      expect(await page.locator(".author-list a").count()).toBe(3_000);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      await page.context().close();
    });

    test("a withdrawal stands before everything else, with its reason", async () => {
      const { page } = await open(trapPages.withdrawn, noScript);
      const banner = page.getByRole("complementary", { name: "Withdrawn" });
      expect(await banner.innerText()).toContain("withdrawn by the authors due to an error in Lemma 2.");
      const [above, title] = await Promise.all([banner.boundingBox(), page.locator("h1").boundingBox()]);
      expect(above?.y ?? Infinity).toBeLessThan(title?.y ?? 0);
      await page.context().close();
    });
  });

  test("one broken formula hides nothing: its source is shown with a mark, the others are set", async () => {
    const { page } = await open(trapPages.brokenTex, noScript);
    const abstract = page.locator(".abstract");
    expect(await abstract.locator("math").count()).toBe(2);
    expect(await abstract.locator("code.tex-source").first().innerText()).toBe("\\unknownmacro{y}");
    expect(await abstract.innerText()).toContain("does not hide it");
    expect(await page.locator("h1").innerText()).toContain("unbalanced $ signs");
    await page.context().close();
  });

  test("a second language is set apart and told to readers aloud; paragraphs are kept", async () => {
    const { page } = await open(trapPages.twoLanguages, noScript);
    expect(await page.locator(".abstract p").count()).toBe(3);
    expect(await page.locator('.abstract p[lang="fr"]').innerText()).toContain("Nous montrons");
    expect(await page.locator(".abstract").innerText()).toContain("In French");
    expect(await page.locator(".abstract").innerText()).not.toContain("-----");
    await page.context().close();
  });

  describe("key terms", () => {
    test("every score can be computed anew from the table and the formula beside it", async () => {
      const { page } = await open(trapPages.flagship, noScript);
      await page.getByText("How the scores come about").click();
      const norm = Number(/÷ (\d+\.\d+)/u.exec(await page.locator(".terms .numbers").innerText())?.[1]);
      const rows = await page
        .locator(".terms tbody tr")
        .evaluateAll((elements) =>
          elements.map((row) =>
            [...row.querySelectorAll("td")].map((cell) => Number(cell.textContent?.replaceAll(",", ""))),
          ),
        );
      expect(rows).toHaveLength(20);
      for (const [score = 0, tf = 0, , idf = 0] of rows)
        expect(((1 + Math.log(tf)) * idf) / norm).toBeCloseTo(score, 3);
      await page.context().close();
    });

    test("phrases are one link away, and the address says so", async () => {
      const { page } = await open(trapPages.flagship, noScript);
      await page.getByRole("link", { name: "Phrases" }).click();
      await page.waitForURL("**?terms=better#terms");
      expect(await page.locator(".term").allInnerTexts()).toContain("MoE");
      expect(await page.getByRole("link", { name: "Phrases" }).getAttribute("aria-current")).toBe("true");
      expect(await page.locator(".term").first().getAttribute("href")).toMatch(/^\/term\//);
      await page.context().close();
    });
  });

  describe("similar papers", () => {
    const titles = (page: Page): Promise<readonly string[]> => page.locator(".similar-list h3").allInnerTexts();

    test("without JavaScript weights are a form whose answer is ranked by them, under an address of its own", async () => {
      const { page } = await open(trapPages.flagship, noScript);
      const before = await titles(page);
      for (const name of ["Neighbourhood", "Cited together", "Citations"])
        await page.getByRole("slider", { name }).fill("0");
      await page.getByRole("button", { name: "Rank anew" }).click();
      await page.waitForURL("**?text=1&neighbourhood=0&coCitation=0&citations=0#similar");
      expect(await titles(page)).not.toEqual(before);
      expect(await page.getByRole("slider", { name: "Neighbourhood" }).inputValue()).toBe("0");
      const parts = await page.locator(".similar-score").first().innerText();
      expect(parts).toMatch(/words \.\d\d/);
      expect(parts).not.toMatch(/neighbourhood/);
      await page.context().close();
    });

    test("a slider ranks at once as the server would, and the address follows", async () => {
      const { page } = await open(trapPages.flagship);
      await page.getByRole("button", { name: "Usual weights" }).waitFor();
      const before = await titles(page);
      for (const name of ["Neighbourhood", "Cited together", "Citations"])
        await page.getByRole("slider", { name }).fill("0");
      await page.getByText(/papers ranked by these weights/).waitFor();
      const inBrowser = await titles(page);
      expect(inBrowser).not.toEqual(before);
      await page.reload();
      expect([...(await titles(page))].toSorted()).toEqual([...inBrowser].toSorted());
      await page.getByRole("button", { name: "Usual weights" }).click();
      await expect.poll(() => new URL(page.url()).search).toBe("");
      await page.context().close();
    });

    test("a title that moves up keeps its formula, as the server sets it", async () => {
      const { page } = await open(`${trapPages.flagship}?text=0&neighbourhood=1&coCitation=1&citations=1`);
      await page.getByRole("button", { name: "Usual weights" }).waitFor();
      const risen = page.locator(".similar-list h3", { hasText: "Routing Fluctuation of" });
      expect(await risen.count()).toBe(0);
      await page.getByRole("slider", { name: "Words" }).fill("2");
      for (const name of ["Neighbourhood", "Cited together", "Citations"])
        await page.getByRole("slider", { name }).fill("0");
      await risen.locator("math").waitFor();
      const html = await risen.innerHTML();
      expect(html).not.toContain("$");
      await page.reload();
      expect(await risen.innerHTML()).toBe(html);
      await page.context().close();
    });

    test("each shows why, and what each signal adds in form and number", async () => {
      const { page } = await open(trapPages.flagship, noScript);
      const first = page.locator(".similar-list li").first();
      expect(await first.locator(".reasons").innerText()).toMatch(/^Because /);
      expect(await first.locator("rect.part").count()).toBeGreaterThan(1);
      const fillings = await first
        .locator("rect.part")
        .evaluateAll((parts) => parts.map((part) => part.getAttribute("fill")));
      expect(new Set(fillings).size).toBe(fillings.length);
      await page.context().close();
    });
  });

  describe("versions", () => {
    test("two versions are compared by words, with signs, as far as their texts were seen", async () => {
      const { page } = await open(trapPages.versions, noScript);
      await page.getByRole("link", { name: "what changed" }).click();
      await page.waitForURL("**/versions");
      expect(await page.locator("h2").first().innerText()).toBe("From version 1 to version 3");
      expect(await page.locator(".diff-field ins").first().innerText()).toContain("Tight");
      expect(await page.locator(".diff-field del math").count()).toBeGreaterThan(0);
      const authors = page.locator(".diff-field", { has: page.getByRole("heading", { name: "Authors" }) });
      expect(await authors.locator("ins").innerText()).toContain("Bo Sample");
      const sign = await page
        .locator(".diff-field ins")
        .first()
        .evaluate((element) => getComputedStyle(element, "::before").content);
      expect(sign).toContain("+");
      await page.context().close();
    });

    test("a version that was never seen is said to be so, and no text is made up", async () => {
      const { page } = await open(`${trapPages.versions}/versions`, noScript);
      await page.locator("select[name=to]").selectOption("2");
      await page.getByRole("button", { name: "Compare" }).click();
      await page.getByText("This instance has not seen version 2’s text.").waitFor();
      expect(await page.locator("ins, del").count()).toBe(0);
      await page.context().close();
    });

    test("a version that does not exist is named beside the form", async () => {
      const { page, status } = await open(`${trapPages.versions}/versions?from=9`, noScript);
      expect(status).toBe(400);
      expect(await page.getByRole("alert").innerText()).toBe('from "9" is no version of this paper; there are 1, 2, 3');
      await page.context().close();
    });
  });

  describe("identifiers that are not here", () => {
    test("a well-formed one says where it stands and how to get it", async () => {
      const { page, status } = await open("/abs/2204.99999", noScript);
      expect(status).toBe(404);
      const text = await page.locator("main").innerText();
      expect(text).toContain("number 99,999 of April 2022");
      expect(text).toContain("Whether arXiv has gone as far");
      expect(text).toContain("arxivlens sync");
      await page.context().close();
    });

    test("a malformed one says why, what was probably meant, and what is accepted", async () => {
      const { page, status } = await open("/abs/22o4.08396", noScript);
      expect(status).toBe(400);
      await page.getByRole("link", { name: "2204.08396" }).click();
      await page.waitForURL(`**${trapPages.flagship}`);
      await page.context().close();
    });

    test("a work known from reference lists only is shown as what it is", async () => {
      const { page } = await open(trapPages.flagship, noScript);
      const href = await page.locator(".works-table a[href^='/works/']").first().getAttribute("href");
      await page.goto(`${site.address}${href}`);
      await page.getByText("This instance has no record of the work").waitFor();
      await page.context().close();
    });
  });

  test("programs find Highwire tags, Open Graph, JSON-LD and a canonical address, and the policy lets the data be", async () => {
    const { page, complaints } = await open(trapPages.published);
    const content = (name: string): Promise<readonly (string | null)[]> =>
      page.locator(`meta[name="${name}"]`).evaluateAll((tags) => tags.map((tag) => tag.getAttribute("content")));
    expect(await content("citation_title")).toEqual(["Preprint and Publication"]);
    expect(await content("citation_doi")).toEqual(["10.1000/toys.1"]);
    expect(await content("citation_arxiv_id")).toEqual(["2001.00006"]);
    expect(await content("citation_publication_date")).toEqual(["2020/02/03"]);
    expect(await page.locator('meta[property="og:title"]').getAttribute("content")).toBe("Preprint and Publication");
    expect(await page.locator('link[rel="canonical"]').evaluate((link) => (link as HTMLLinkElement).href)).toBe(
      `${site.address}${trapPages.published}`,
    );
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "") as object;
    expect(data).toMatchObject({
      "@type": "ScholarlyArticle",
      license: "http://creativecommons.org/licenses/by/4.0/",
      author: [{ "@type": "Person", name: "Ada Example" }],
    });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("entries are copied by a button and files are downloaded", async () => {
    const { page } = await open(trapPages.published, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator('[data-copy="bibtex-text"]:not([hidden])').click();
    await page.getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    for (const part of ["10.1000/toys.1", "2001.00006", "J. Toys 1"]) expect(copied).toContain(part);
    for (const [name, start] of [
      ["RIS", "TY  - JOUR"],
      ["CSL-JSON", "["],
      ["Markdown", "- Ada Example. 2020. [Preprint"],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(".cite-files").getByRole("link", { name, exact: true }).click(),
      ]);
      expect(await readFile(await download.path(), "utf8")).toMatch(
        new RegExp(`^${start.replaceAll(/[[\]()]/g, "\\$&")}`),
      );
    }
    await page.context().close();
  });

  test("the keyboard reaches sections, terms, weights and entries, and nothing that has the focus is hidden", async () => {
    const { page } = await open(trapPages.flagship);
    await page.getByRole("button", { name: "Usual weights" }).waitFor();
    await page.getByRole("navigation", { name: "On this page" }).getByRole("link", { name: "Key terms" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/#terms$/u);
    const covered: string[] = [];
    for (let step = 0; step < 30; step += 1) {
      await page.keyboard.press("Tab");
      const problem = await page.evaluate(() => {
        const focused = document.activeElement;
        const nav = document.querySelector(".section-nav")?.getBoundingClientRect();
        const box = focused?.getBoundingClientRect();
        if (focused === null || box === undefined || nav === undefined || focused.closest(".section-nav") !== null)
          return null;
        return box.bottom <= nav.bottom && box.bottom > 0 ? focused.outerHTML.slice(0, 80) : null;
      });
      if (problem !== null) covered.push(problem);
    }
    expect(covered).toEqual([]);
    await page.getByRole("slider", { name: "Words" }).focus();
    await page.keyboard.press("ArrowLeft");
    expect(await page.getByRole("slider", { name: "Words" }).inputValue()).toBe("0.95");
    await page.context().close();
  });

  test("the section that is being read is marked among the ways to the others", async () => {
    const { page } = await open(trapPages.flagship);
    await page.locator("#terms").scrollIntoViewIfNeeded();
    await page.evaluate(() => document.querySelector("#terms")?.scrollIntoView());
    await page.locator('.section-nav a[href="#terms"][aria-current="true"]').waitFor();
    expect(await page.locator(".section-nav").evaluate((nav) => nav.getBoundingClientRect().top)).toBe(0);
    // The page ends before the last section has come to the top of the window.
    await page.locator('.section-nav a[href="#discussion"]').click();
    await page.locator('.section-nav a[href="#discussion"][aria-current="true"]').waitFor();
    await page.context().close();
  });

  test("on paper there is the text and no control", async () => {
    const { page } = await open(trapPages.flagship);
    await page.getByRole("button", { name: "Usual weights" }).waitFor();
    await page.emulateMedia({ media: "print" });
    for (const gone of [".section-nav", ".weights", ".modes", ".copy", ".masthead form", ".similar-export"])
      expect(await page.locator(gone).first().isVisible(), gone).toBe(false);
    for (const kept of ["h1", ".quick-text", ".abstract", ".facts", ".term-bars", ".similar-list", "#bibtex-text"])
      expect(await page.locator(kept).first().isVisible(), kept).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
      "rgb(255, 255, 255)",
    );
    await page.context().close();
  });

  test.each(seedRows)("docs/seed-page.md: $name is on $path", async ({ path, selector }) => {
    const { page } = await open(path, noScript);
    expect(await page.locator(selector).count(), selector).toBeGreaterThan(0);
    await page.context().close();
  });
});
