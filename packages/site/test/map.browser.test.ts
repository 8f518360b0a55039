import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";

import { paperOf } from "../../arxivlens/src/arxiv/paper.ts";
import { testLibrary } from "../../arxivlens/test/served-library.ts";
import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

const patienceMs = 20_000;
const paperPath = "/abs/2204.08396";
/** Chromium draws WebGL in software. */
const softwareGraphics = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"];
const withGraphics = [...chromiumArguments.filter((argument) => argument !== "--disable-gpu"), ...softwareGraphics];

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
}

describe.skipIf(executablePath === null)("the map and the table in Chromium", () => {
  let app: ServedProgram;
  let browser: Browser;
  let axeSource = "";
  const complaints: string[] = [];
  const strangers: string[] = [];

  beforeAll(async () => {
    // The starter set knows who cites the paper, not how these cite each other.
    const library = await testLibrary(async ({ papers, citations }) => {
      await papers.upsert(
        Array.from({ length: 14 }, (_, at) =>
          paperOf(`2301.${String(10_001 + at)}`, {
            title: `Strings, Part ${at + 1}`,
            categories: [at < 7 ? "quant-ph" : "gr-qc"],
            sources: ["test"],
          }),
        ),
      );
      await citations.upsert(
        [
          ["1706.03762", "1412.6980"],
          ["1810.04805", "1706.03762"],
          ["1810.04805", "1412.6980"],
          // More citers than a map begins with.
          ...Array.from({ length: 170 }, (_, at) => [`2301.${String(10_001 + at)}`, "hep-th/9901001"]),
        ].map(([citing = "", cited = ""]) => ({ citing, cited, source: "test" })),
      );
    });
    app = await serveProgram({ library });
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: withGraphics });
    axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });
  afterEach(async () => {
    expect(complaints.splice(0)).toEqual([]);
    expect(strangers.splice(0)).toEqual([]);
    expect(app.failures).toEqual([]);
    await Promise.all(browser.contexts().map((context) => context.close()));
  });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 1000 },
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    page.on("console", (message) => {
      // The software renderer tells of its own slowness.
      const isOurs = !/GPU stall|swiftshader|WebGL/iu.test(message.text());
      if (isOurs && (message.type() === "error" || message.type() === "warning")) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(app.address) && !url.startsWith("blob:")) strangers.push(url);
    });
    await page.goto(`${app.address}${path}`);
    return page;
  }

  /** A page whose map is drawn in WebGL. */
  async function openMap(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const page = await open(path, options);
    await page.locator("#map").scrollIntoViewIfNeeded();
    await page.locator(".stage[data-live]").waitFor();
    return page;
  }

  const rows = (page: Page): Locator => page.locator(".works-table tbody tr");
  const tip = (page: Page): Locator => page.locator(".map-tip-title");
  const card = (page: Page): Locator => page.locator(".map-card");
  const hash = (page: Page): URLSearchParams => new URLSearchParams(new URL(page.url()).hash.slice(1));

  /** Where a work of the server's picture stands in the window: WebGL draws it at the same place. */
  async function placeOf(page: Page, title: string): Promise<{ readonly x: number; readonly y: number }> {
    const sign = page.locator(".map-drawing .node", { hasText: title }).first();
    const box = await sign.boundingBox();
    if (box === null) throw new RangeError(`the picture has no "${title}"`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  }

  /** Share of the pixels that differ between two pictures of one size. */
  async function differing(one: Buffer, other: Buffer): Promise<number> {
    const page = await browser.newPage();
    const share = await page.evaluate(
      async (pictures) => {
        const [a, b] = await Promise.all(
          pictures.map(async (base64) => {
            const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
            const drawing = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
            drawing?.drawImage(bitmap, 0, 0);
            return drawing?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? new Uint8ClampedArray();
          }),
        );
        if (a === undefined || b === undefined || a.length !== b.length) return 1;
        let count = 0;
        for (let at = 0; at < a.length; at += 4)
          count += Number([0, 1, 2].some((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0)) > 32));
        return (4 * count) / a.length;
      },
      [one.toString("base64"), other.toString("base64")],
    );
    await page.close();
    return share;
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
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
  }

  describe("by mouse", () => {
    test("hovering names a work, a press opens its card, two open its page", async () => {
      const page = await openMap(paperPath);
      const place = await placeOf(page, "Adam: A Method");
      await page.mouse.move(place.x, place.y);
      await tip(page).filter({ hasText: "Adam" }).waitFor();
      await page.mouse.click(place.x, place.y);
      await card(page).getByText("cited by this paper").waitFor();
      expect(hash(page).get("open")).toBe("1412.6980");
      expect(await card(page).getByRole("link", { name: "arXiv" }).getAttribute("href")).toBe(
        "https://arxiv.org/abs/1412.6980",
      );
      expect(await card(page).textContent()).toContain("The citation is claimed by");
      await card(page).getByRole("button", { name: "Close" }).click();
      expect(await card(page).count()).toBe(0);
      await page.mouse.dblclick(place.x, place.y);
      await page.waitForURL("**/abs/1412.6980**");
    });

    test("a drag moves a work and opens nothing", async () => {
      const page = await openMap(paperPath);
      const place = await placeOf(page, "Adam: A Method");
      await page.mouse.move(place.x, place.y);
      await tip(page).waitFor();
      await page.mouse.down();
      await page.mouse.move(place.x + 60, place.y + 40, { steps: 6 });
      await page.mouse.up();
      expect(await card(page).count()).toBe(0);
      await page.mouse.move(place.x, place.y - 200);
      await tip(page).waitFor({ state: "detached" });
      await page.mouse.move(place.x + 60, place.y + 40);
      await tip(page).filter({ hasText: "Adam" }).waitFor();
    });

    test("zoom, fit, wheel: the address tells what is seen, and nothing once all is", async () => {
      const page = await openMap(paperPath);
      const ratio = (): number | null => {
        const at = hash(page).get("at");
        return at === null ? null : Number(at.split(",")[2]);
      };
      await page.getByRole("button", { name: "Zoom in" }).click();
      await expect.poll(ratio, { timeout: patienceMs }).toBeLessThan(1);
      await page.getByRole("button", { name: "Fit" }).click();
      await expect.poll(ratio, { timeout: patienceMs }).toBeNull();
      const place = await placeOf(page, "Adam: A Method");
      await page.mouse.move(place.x, place.y);
      await page.keyboard.down("Control");
      await page.mouse.wheel(0, -300);
      await page.keyboard.up("Control");
      await expect.poll(ratio, { timeout: patienceMs }).toBeLessThan(1);
    });

    test("the plane is pushed pixel by pixel, rests sharp, and pushed back it is what it was", async () => {
      const page = await openMap(paperPath);
      const box = await page.locator(".stage-surface").boundingBox();
      const seed = await placeOf(page, "StableMoE");
      if (box === null) throw new RangeError("the map is not in sight");
      const around = (dx: number, dy: number): Promise<Buffer> =>
        page.screenshot({ clip: { x: seed.x + dx - 60, y: seed.y + dy - 60, width: 120, height: 120 } });
      const corner = { x: box.x + 12, y: box.y + box.height - 12 };
      const push = async (dx: number, dy: number): Promise<void> => {
        const from = { x: corner.x + Math.max(0, -dx), y: corner.y - Math.max(0, dy) };
        await page.mouse.move(from.x, from.y);
        await page.mouse.down();
        await page.mouse.move(from.x + dx, from.y + dy, { steps: 8 });
        await page.mouse.up();
      };
      await page.mouse.move(corner.x, corner.y);
      const before = await around(0, 0);
      const whole = await page.locator(".stage-surface").screenshot();
      for (const [dx, dy] of [
        [260, -140],
        [-260, 140],
      ] as const) {
        await push(dx, dy);
        await expect.poll(() => hash(page).has("at"), { timeout: patienceMs }).toBe(dx > 0);
        const here = (): Promise<Buffer> => (dx > 0 ? around(dx, dy) : around(0, 0));
        await expect.poll(async () => differing(before, await here()), { timeout: patienceMs }).toBeLessThan(0.01);
      }
      await expect
        .poll(async () => differing(whole, await page.locator(".stage-surface").screenshot()), { timeout: patienceMs })
        .toBeLessThan(0.001);
    });

    test("the wheel alone scrolls the page", async () => {
      const page = await openMap(paperPath);
      const place = await placeOf(page, "StableMoE");
      const before = await page.evaluate(() => scrollY);
      await page.mouse.move(place.x, place.y);
      await page.mouse.wheel(0, 200);
      await expect.poll(() => page.evaluate(() => scrollY), { timeout: patienceMs }).toBeGreaterThan(before);
      expect(hash(page).has("at")).toBe(false);
    });

    test("full screen and back", async () => {
      const page = await openMap(paperPath);
      await page.getByRole("button", { name: "Full screen", exact: true }).click();
      await page.getByRole("button", { name: "Leave full screen" }).waitFor();
      expect(await page.evaluate(() => document.fullscreenElement?.className)).toContain("map");
      await page.getByRole("button", { name: "Leave full screen" }).click();
      await page.getByRole("button", { name: "Full screen", exact: true }).waitFor();
    });
  });

  describe("by touch", () => {
    test("a tap opens the card, two fingers zoom, one scrolls the page", async () => {
      const page = await openMap(paperPath, { hasTouch: true, viewport: { width: 1280, height: 800 } });
      await page.locator(".stage-surface").evaluate((element) => element.scrollIntoView({ block: "center" }));
      const place = await placeOf(page, "Adam: A Method");
      await page.touchscreen.tap(place.x, place.y);
      await card(page).getByText("cited by this paper").waitFor();
      await card(page).getByRole("button", { name: "Close" }).click();
      const fingers = await page.context().newCDPSession(page);
      const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly (readonly [number, number])[]) =>
        fingers.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: points.map(([x, y], id) => ({ x, y, id })),
        });
      const seed = await placeOf(page, "StableMoE");
      await touch("touchStart", [
        [seed.x - 40, seed.y],
        [seed.x + 40, seed.y],
      ]);
      for (let step = 1; step <= 5; step++)
        await touch("touchMove", [
          [seed.x - 40 - 12 * step, seed.y],
          [seed.x + 40 + 12 * step, seed.y],
        ]);
      await touch("touchEnd", []);
      await expect
        .poll(() => Number(hash(page).get("at")?.split(",")[2] ?? 1), { timeout: patienceMs })
        .toBeCloseTo(0.4, 2);
      const before = await page.evaluate(() => scrollY);
      await touch("touchStart", [[seed.x, seed.y]]);
      for (let step = 1; step <= 8; step++) await touch("touchMove", [[seed.x, seed.y - 20 * step]]);
      await touch("touchEnd", []);
      await expect.poll(() => page.evaluate(() => scrollY), { timeout: patienceMs }).toBeGreaterThan(before);
      expect(hash(page).get("at")?.split(",")[2]).toBe("0.4");
    });
  });

  describe("by keyboard", () => {
    test("arrows walk, and what is reached is said", async () => {
      const page = await openMap(paperPath);
      await page.locator(".stage-surface").focus();
      await page.keyboard.press("ArrowLeft");
      const said = page.locator(".stage [aria-live]");
      await expect.poll(() => said.textContent(), { timeout: patienceMs }).toContain("cited by this paper");
      const left = await said.textContent();
      await page.keyboard.press("ArrowUp");
      await expect.poll(() => said.textContent(), { timeout: patienceMs }).not.toBe(left);
      await page.keyboard.press("Home");
      await expect
        .poll(() => said.textContent(), { timeout: patienceMs })
        .toContain("this paper, cited by 59 here. 1 of 84");
      await page.keyboard.press("Shift+ArrowRight");
      await expect.poll(() => said.textContent(), { timeout: patienceMs }).toContain("cites this paper");
    });

    test("Space opens the card, S selects, Escape closes, Enter opens the page", async () => {
      const page = await openMap(paperPath);
      await page.locator(".stage-surface").focus();
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Space");
      await card(page).waitFor();
      await page.keyboard.press("s");
      await page.getByText("1 selected").first().waitFor();
      expect(await page.locator("tr[data-selected]").count()).toBe(1);
      const href = await card(page).getByRole("link", { name: "Open its page" }).getAttribute("href");
      await page.keyboard.press("Escape");
      await card(page).waitFor({ state: "detached" });
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${href}**`);
    });

    test("plus, minus and 0 zoom", async () => {
      const page = await openMap(paperPath);
      await page.locator(".stage-surface").focus();
      await page.keyboard.press("+");
      await expect.poll(() => hash(page).has("at"), { timeout: patienceMs }).toBe(true);
      await page.keyboard.press("0");
      await expect.poll(() => hash(page).has("at"), { timeout: patienceMs }).toBe(false);
    });

    test("the tree holds the works by role and year, and is walked", async () => {
      const page = await openMap(paperPath);
      await page.getByLabel("Show as").selectOption("tree");
      const tree = page.getByRole("tree");
      expect(await tree.getByRole("treeitem", { level: 3 }).count()).toBe(84);
      await tree.getByRole("treeitem", { level: 1 }).first().focus();
      await page.keyboard.press("ArrowLeft");
      expect(await tree.getByRole("treeitem", { level: 3 }).count()).toBe(83);
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("End");
      const href = async (): Promise<string> =>
        card(page).getByRole("link", { name: "Open its page" }).getAttribute("href").then(String);
      await page.keyboard.press("Space");
      await card(page).waitFor();
      const goal = await href();
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${goal}**`);
    });
  });

  describe("by touch on a phone", () => {
    const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    type Finger = { readonly x: number; readonly y: number };

    /** Fingers that go from one set of places to another. */
    async function slide(page: Page, from: readonly Finger[], to: readonly Finger[]): Promise<void> {
      const cdp = await page.context().newCDPSession(page);
      const steps = 8;
      const at = (step: number) =>
        from.map(({ x, y }, id) => {
          const goal = to[id] ?? { x, y };
          return { id, x: x + ((goal.x - x) * step) / steps, y: y + ((goal.y - y) * step) / steps };
        });
      await cdp.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(0) });
      for (let step = 1; step <= steps; step++)
        await cdp.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(step) });
      await cdp.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    }

    /** The middle of the map, in the middle of the window. */
    async function middleOf(page: Page): Promise<Finger> {
      await page.locator(".stage-surface").evaluate((element) => element.scrollIntoView({ block: "center" }));
      const box = await page.locator(".stage-surface").boundingBox();
      if (box === null) throw new RangeError("the map has no place in the window");
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
    const seen = (page: Page): readonly number[] => (hash(page).get("at") ?? "").split(",").map(Number);

    test("a tap opens the card of a work, and what stands on the card is tapped", async () => {
      const page = await openMap(paperPath, phone);
      await middleOf(page);
      const place = await placeOf(page, "Adam: A Method");
      await page.touchscreen.tap(place.x, place.y);
      await card(page).getByText("cited by this paper").waitFor();
      expect(hash(page).get("open")).toBe("1412.6980");
      await card(page).getByRole("button", { name: "Select", exact: true }).tap();
      expect(hash(page).get("selected")).toBe("1412.6980");
      await card(page).getByRole("button", { name: "Close" }).tap();
      await card(page).waitFor({ state: "detached" });
    });

    test("two fingers zoom and move the map, one scrolls the page over it", async () => {
      const page = await openMap(paperPath, phone);
      const { x, y } = await middleOf(page);
      const before = await page.evaluate(() => scrollY);
      await slide(
        page,
        [
          { x: x - 30, y },
          { x: x + 30, y },
        ],
        [
          { x: x - 120, y },
          { x: x + 120, y },
        ],
      );
      await expect.poll(() => seen(page)[2], { timeout: patienceMs }).toBeLessThan(1);
      const zoomed = seen(page);
      await slide(
        page,
        [
          { x: x - 40, y },
          { x: x + 40, y },
        ],
        [
          { x: x + 40, y: y + 60 },
          { x: x + 120, y: y + 60 },
        ],
      );
      await expect.poll(() => seen(page)[0], { timeout: patienceMs }).not.toBe(zoomed[0]);
      expect(await page.evaluate(() => scrollY)).toBe(before);
      const moved = hash(page).get("at");
      await slide(page, [{ x, y: y + 100 }], [{ x, y: y - 100 }]);
      await expect.poll(() => page.evaluate(() => scrollY), { timeout: patienceMs }).toBeGreaterThan(before);
      expect(hash(page).get("at")).toBe(moved);
    });

    test("the controls are tapped: zoom, roles, category, tree, more works", async () => {
      const page = await openMap(paperPath, phone);
      await page.getByRole("button", { name: "Zoom in" }).tap();
      await expect.poll(() => seen(page)[2], { timeout: patienceMs }).toBeLessThan(1);
      await page.getByRole("button", { name: "Fit" }).tap();
      await page.locator(".map-legend button", { hasText: "Cites it" }).tap();
      await expect.poll(() => rows(page).count(), { timeout: patienceMs }).toBe(24);
      await page.getByRole("button", { name: "Show all" }).tap();
      await expect.poll(() => rows(page).count(), { timeout: patienceMs }).toBe(83);
      await page.getByLabel("Show as").selectOption("tree");
      await page.getByRole("treeitem", { level: 3 }).first().tap();
      await card(page).waitFor();
      await page.goto(`${app.address}/abs/hep-th/9901001`);
      await page.locator("#map").scrollIntoViewIfNeeded();
      await page.locator(".stage[data-live]").waitFor();
      await page.getByRole("button", { name: /^Show \d+ more$/u }).tap();
      await page.getByText(/^All \d+ works around it are drawn/u).waitFor();
      const category = page.locator(".map-filters").getByLabel("Category");
      await category.scrollIntoViewIfNeeded();
      await category.selectOption("quant-ph");
      await expect.poll(() => rows(page).count(), { timeout: patienceMs }).toBe(7);
      expect(hash(page).get("cat")).toBe("quant-ph");
    });
  });

  describe("layouts", () => {
    test.each(["By force", "By year", "By likeness"])("%s moves the works and is in the address", async (name) => {
      const page = await openMap(paperPath);
      const place = await placeOf(page, "Adam: A Method");
      await page.getByRole("button", { name }).click();
      await page.locator(".stage:not([data-settling])").waitFor();
      expect(hash(page).get("layout")).not.toBeNull();
      const there = async (): Promise<string> => {
        await page.mouse.move(place.x + 3, place.y + 3);
        await page.mouse.move(place.x, place.y);
        return (await tip(page).allTextContents()).join();
      };
      await expect.poll(there, { timeout: patienceMs }).not.toContain("Adam");
      await page.getByRole("button", { name: "By side" }).click();
      await page.mouse.move(place.x + 3, place.y + 3);
      await page.mouse.move(place.x, place.y);
      await tip(page).filter({ hasText: "Adam" }).waitFor();
    });

    test("clusters have a legend", async () => {
      const page = await openMap(paperPath);
      await page.getByLabel("Colour").selectOption("group");
      await page
        .getByText(/^around /u)
        .first()
        .waitFor();
    });
  });

  describe("one selection for map and table", () => {
    test("filters hide works in both, and Show all brings them back", async () => {
      const page = await openMap(paperPath);
      const shown = async (): Promise<readonly number[]> => [
        (await page.locator(".map-drawing .node").count()) - 1,
        await rows(page).count(),
      ];
      expect(await shown()).toEqual([83, 83]);
      await page.locator(".map-legend button", { hasText: "Cites it" }).click();
      await expect.poll(shown, { timeout: patienceMs }).toEqual([24, 24]);
      await page.getByText("24 of 83 works pass the filters.").waitFor();
      await page.getByLabel("From year").fill("2019");
      await page.getByLabel("To year").fill("2020");
      const years = (await page.locator("td.col-year").allTextContents()).map(Number);
      expect(years.every((year) => year === 2019 || year === 2020)).toBe(true);
      await page.getByLabel("Cited at least").fill("1000000");
      await page.getByText("No work passes the filters.").waitFor();
      await page.getByRole("button", { name: "Show all" }).click();
      await expect.poll(shown, { timeout: patienceMs }).toEqual([83, 83]);
      expect(new URL(page.url()).hash).toBe("");
    });

    test("what is selected in one is selected in the other, and is what an export holds", async () => {
      const page = await openMap(paperPath);
      await page.getByRole("checkbox", { name: /^Select Adam/u }).check();
      await page.locator(".map-drawing").scrollIntoViewIfNeeded();
      await page.locator(".stage-surface").evaluate((element) => element.scrollIntoView({ block: "center" }));
      const place = await placeOf(page, "Attention Is All You Need");
      await page.mouse.move(place.x, place.y);
      await tip(page).waitFor();
      await page.keyboard.down("Shift");
      await page.mouse.click(place.x, place.y);
      await page.keyboard.up("Shift");
      await page.getByText("2 selected").first().waitFor();
      expect(hash(page).get("selected")).toBe("1412.6980,1706.03762");
      for (const name of ["BibTeX", "RIS", "CSL-JSON", "GraphML", "GEXF"]) {
        const href = await page.locator(".exports").getByRole("link", { name }).getAttribute("href");
        const answer = await page.request.get(`${app.address}${href}`);
        expect([name, answer.status()]).toEqual([name, 200]);
        const text = await answer.text();
        expect(text).toContain("Adam");
        expect(text).toContain("Attention");
        expect(text).not.toContain("Switch Transformers");
      }
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "CSV" }).click(),
      ]);
      expect(download.suggestedFilename()).toBe("2204.08396-works.csv");
      const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
      expect(lines).toHaveLength(3);
      await page.getByRole("button", { name: "Only selected" }).click();
      await expect.poll(() => rows(page).count(), { timeout: patienceMs }).toBe(2);
    });

    test("a row under the pointer is lit on the map, a sign under the pointer lights its row", async () => {
      const page = await openMap(paperPath);
      const place = await placeOf(page, "Adam: A Method");
      await page.mouse.move(place.x, place.y);
      await page.locator("tr.attended", { hasText: "Adam" }).waitFor();
      await rows(page).filter({ hasText: "Attention Is All" }).hover();
      await tip(page).filter({ hasText: "Attention" }).waitFor();
    });

    test("the table sorts by its headers and says so", async () => {
      const page = await openMap(paperPath);
      const header = page.locator("th.col-year");
      await header.getByRole("button").click();
      expect(await header.getAttribute("aria-sort")).toBe("descending");
      await header.getByRole("button").click();
      expect(await header.getAttribute("aria-sort")).toBe("ascending");
      const years = (await page.locator("td.col-year").allTextContents())
        .filter((text) => /^\d+$/u.test(text))
        .map(Number);
      expect(years).toEqual(years.toSorted((a, b) => a - b));
    });

    test("finding: words narrow both, Enter leads to the first on the map", async () => {
      const page = await openMap(paperPath);
      await page.getByLabel("Find in map and table").fill("attention vaswani");
      await expect.poll(() => rows(page).count(), { timeout: patienceMs }).toBe(1);
      await page.keyboard.press("Enter");
      await tip(page).filter({ hasText: "Attention" }).waitFor();
    });

    test("a view is a permalink: layout, filters, selection, card and order come back", async () => {
      const page = await openMap(
        `${paperPath}#layout=timeline&hide=citing&from=2014&find=a&selected=1412.6980&open=1706.03762&sort=-year&colour=group`,
      );
      await card(page).getByText("Attention Is All You Need").waitFor();
      expect(await page.getByRole("button", { name: "By year" }).getAttribute("aria-pressed")).toBe("true");
      expect(await page.locator(".map-legend button", { hasText: "Cites it" }).getAttribute("aria-pressed")).toBe(
        "false",
      );
      expect(await page.getByLabel("From year").inputValue()).toBe("2014");
      expect(await page.locator("tr[data-selected]").count()).toBe(1);
      expect(await page.locator("th.col-year").getAttribute("aria-sort")).toBe("descending");
    });

    test("more is fetched on demand, and the rule says so", async () => {
      const page = await openMap("/map?ids=2204.08396#limit=150");
      await page.getByText("All 83 works around it are drawn.").waitFor();
    });
  });

  describe("without", () => {
    test("JavaScript: a picture with links, the works as a table, ways to the whole lists", async () => {
      const page = await open(paperPath, { javaScriptEnabled: false });
      expect(await page.locator(".map-drawing a[href]").count()).toBe(84);
      expect(await rows(page).count()).toBe(83);
      expect(await page.locator("#map button:visible, #map select:visible, #map input:visible").count()).toBe(0);
      await page.getByRole("link", { name: "All 59 works that cite it" }).click();
      await page.waitForURL("**/abs/2204.08396/citations");
      expect(await rows(page).count()).toBe(59);
      await page.getByRole("link", { name: "Most cited" }).click();
      await page.waitForURL("**/citations?sort=cited");
    });

    test("JavaScript: several papers are mapped from a form, with every line that failed", async () => {
      const page = await open("/map", { javaScriptEnabled: false });
      await page
        .getByLabel("Papers, one a line")
        .fill("1706.03762\nAdam: A Method for Stochastic Optimization\nno such thing at all");
      await page.getByRole("button", { name: "Draw the map" }).click();
      await page.getByText("1 of 3 lines could not be placed").waitFor();
      expect(await page.locator("textarea").inputValue()).toContain("no such thing");
      expect(await page.locator(".seed-list li").count()).toBe(2);
      expect(await page.locator(".map-drawing .role-current").count()).toBe(2);
      const add = page.getByRole("link", { name: /^Add StableMoE/u }).first();
      await add.click();
      await page.waitForURL("**/map?ids=*");
      expect(await page.locator(".seed-list li").count()).toBe(3);
      expect(await page.locator(".edge-path").count()).toBe(1);
      expect(await page.locator(".paths li").count()).toBe(2);
    });

    test("WebGL: the picture stays, filters and table work", async () => {
      const plain = await chromium.launch({
        executablePath: executablePath ?? "",
        args: [...chromiumArguments, "--disable-3d-apis"],
      });
      const page = await plain.newPage();
      page.setDefaultTimeout(patienceMs);
      await page.goto(`${app.address}${paperPath}`);
      await page.locator("#map").scrollIntoViewIfNeeded();
      await page.getByText("This browser draws no WebGL").waitFor();
      await page.locator(".map-legend button", { hasText: "Cites it" }).click();
      await expect.poll(() => page.locator(".map-drawing .node").count(), { timeout: patienceMs }).toBe(25);
      await plain.close();
    });
  });

  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ["light on a desktop", { colorScheme: "light" }],
    ["dark on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
  ];
  test.each(looks)("no accessibility violation and no sideways scroll, %s", async (_look, options) => {
    const page = await openMap(paperPath, options);
    await page.getByLabel("Colour").selectOption("group");
    expect(await violations(page)).toEqual([]);
    await page.getByLabel("Show as").selectOption("tree");
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    for (const path of ["/map?ids=1706.03762,1412.6980", `${paperPath}/references`]) {
      await page.goto(`${app.address}${path}`);
      expect(await violations(page), path).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
  });

  test("the map comes into view without moving anything", async () => {
    const page = await open(paperPath);
    await page.evaluate(() => {
      const shifts = { sum: 0 };
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.sum += Number(Reflect.get(entry, "value"));
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.locator("#map").scrollIntoViewIfNeeded();
    const before = await placeOf(page, "Adam: A Method");
    await page.locator(".stage[data-live]").waitFor();
    expect(await placeOf(page, "Adam: A Method")).toEqual(before);
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: { sum: number } }).shifts.sum)).toBeLessThan(
      0.02,
    );
  });

  test("all scripts of the paper page together stay within 180 kB, compressed", async () => {
    const folder = join(inject("builtSite"), "client/assets");
    const scripts = (await readdir(folder)).filter((name) => name.endsWith(".js"));
    const sizes = await Promise.all(scripts.map(async (name) => gzipSync(await readFile(join(folder, name))).length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(180_000);
  });

  test("the map's own library is asked for only when the map comes into view", async () => {
    const asked: string[] = [];
    const context = await browser.newContext({ viewport: { width: 1280, height: 500 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${app.address}${paperPath}`);
    await page.locator(".tools").waitFor();
    expect(asked.filter((path) => path.includes("graph-stage"))).toEqual([]);
    await page.locator("#map").scrollIntoViewIfNeeded();
    await page.locator(".stage[data-live]").waitFor();
    expect(asked.filter((path) => path.includes("graph-stage"))).toHaveLength(1);
  });
});
