import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";

import { createAccounts } from "../../arxivlens/src/accounts/accounts.ts";
import { linkPath } from "../../arxivlens/src/accounts/one-time-links.ts";
import { testAccounts } from "../../arxivlens/test/test-accounts.ts";
import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

const password = "night heron over the weir";
const nowMs = (): number => Date.parse("2022-05-01T12:00:00Z");

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe.skipIf(executablePath === null)("accounts in Chromium, over the real program", () => {
  const settings = testAccounts({ mode: "accounts" });
  let app: ServedProgram;
  let browser: Browser;
  let axeSource = "";
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await serveProgram({ accounts: settings });
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

  const accounts = (): ReturnType<typeof createAccounts> =>
    createAccounts({ ...settings, store: app.library.store, nowMs });

  async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context: BrowserContext = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      // A refused form is answered with its status, which the console calls an error.
      const told = /status of (?:400|403|404|429)/u.test(message.text());
      if (["error", "warning"].includes(message.type()) && !told) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(app.address)) complaints.push(`foreign request: ${request.url()}`);
    });
    await page.goto(app.address + path);
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

  /** A page of somebody who has just come in by a link. */
  async function enter(name: string, role: "reader" | "admin", options: BrowserContextOptions = {}): Promise<Page> {
    const page = await open(linkPath("invitation", await accounts().links.invite(role, "", null)), options);
    await page.getByLabel("Name").fill(name);
    await page.getByLabel("New password").fill(password);
    await page.getByLabel("The same again").fill(password);
    await page.getByRole("button", { name: "Make my account" }).click();
    await page.waitForURL(`${app.address}/`);
    return page;
  }

  const menu = async (page: Page, link: string): Promise<void> => {
    await page.locator(".viewer-menu summary").click();
    await page.locator(".viewer-menu").getByRole("link", { name: link, exact: true }).click();
  };

  test("from the setup link to an invited colleague, a role, and leaving, without JavaScript", async () => {
    const page = await open(linkPath("setup", (await accounts().links.setup()) ?? ""), { javaScriptEnabled: false });
    await page.getByLabel("Name").fill("Ada L");
    await page.getByLabel("Shown as").fill("Ada Lovelace");
    await page.getByLabel("New password").fill("password1234");
    await page.getByLabel("The same again").fill("password1234");
    await page.getByRole("button", { name: "Begin" }).click();
    expect(await page.getByLabel("Name").inputValue()).toBe("Ada L");
    expect(await page.getByLabel("Name").getAttribute("aria-invalid")).toBe("true");
    expect(await page.getByText("Guessers try this one early").isVisible()).toBe(true);
    await page.getByLabel("Name").fill("ada");
    await page.getByLabel("New password").fill(password);
    await page.getByLabel("The same again").fill(password);
    await page.getByRole("button", { name: "Begin" }).click();
    expect(await page.locator(".viewer-name").innerText()).toBe("Ada Lovelace");

    await menu(page, "People");
    await page.getByLabel("For whom").fill("Grace, compilers");
    await page.getByRole("button", { name: "Make a link" }).click();
    const link = await page.getByLabel("The link for Grace, compilers").inputValue();
    const grace = await open(new URL(link).pathname, { javaScriptEnabled: false });
    await grace.getByLabel("Name").fill("grace");
    await grace.getByLabel("New password").fill(password);
    await grace.getByLabel("The same again").fill(password);
    await grace.getByRole("button", { name: "Make my account" }).click();
    expect(await grace.locator(".viewer-name").innerText()).toBe("grace");

    await page.goto(`${app.address}/admin/people`);
    await page.getByLabel("Role of grace").selectOption("moderator");
    await page.locator("tr", { hasText: "grace" }).getByRole("button", { name: "Set" }).click();
    await grace.goto(`${app.address}/account`);
    expect(await grace.locator(".settings header").innerText()).toContain("Moderator");
    await grace.getByLabel("Type your name to confirm").fill("grace");
    await grace.locator("#leave-password").fill(password);
    await grace.getByRole("button", { name: "Delete my account" }).click();
    expect(await grace.getByRole("link", { name: "Sign in", exact: true }).isVisible()).toBe(true);
    expect(await app.library.store.accounts.byName("grace")).toBeNull();
  });

  test("signing in by keyboard alone leads back to the page one came from; signing out ends it", async () => {
    const first = await enter("keyboard", "reader");
    await first.locator(".viewer-menu summary").click();
    await first.getByRole("button", { name: "Sign out" }).click();
    await first.getByRole("link", { name: "Sign in", exact: true }).waitFor();
    await first.goto(`${app.address}/abs/2204.08396`);
    await first.getByRole("banner").getByRole("link", { name: "Sign in" }).focus();
    await first.keyboard.press("Enter");
    await first.getByLabel("Name").focus();
    await first.keyboard.type("keyboard");
    await first.keyboard.press("Tab");
    await first.keyboard.type(password);
    await first.keyboard.press("Enter");
    await first.waitForURL(`${app.address}/abs/2204.08396`);
    await first.locator(".viewer-menu summary").focus();
    await first.keyboard.press("Enter");
    await first.keyboard.press("Tab");
    const focused = await first.evaluate(() => document.activeElement?.closest(".viewer-menu") !== null);
    expect(focused).toBe(true);
    await first.keyboard.press("Escape");
    expect(await first.locator(".viewer-menu").getAttribute("open")).toBeNull();
    expect(await first.evaluate(() => document.activeElement?.tagName)).toBe("SUMMARY");
  });

  test("whoever would save a work of the map without having signed in comes back to its card", async () => {
    await enter("saver", "reader");
    const page = await open("/abs/2204.08396#as=tree&open=1412.6980");
    const card = page.locator(".map-card");
    expect(await card.getByRole("button", { name: /^Save/ }).count()).toBe(0);
    await card.getByRole("link", { name: "Sign in to save it" }).click();
    await page.getByLabel("Name").fill("saver");
    await page.locator('input[type="password"]').fill(password);
    await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL("**/abs/2204.08396#as=tree&open=1412.6980");
    await card.getByRole("button", { name: /^Save “Adam/ }).click();
    await card.getByRole("link", { name: /^Unread: “Adam/ }).waitFor();
  });

  test("another site's form is refused by the real headers of a real browser", async () => {
    const page = await enter("victim", "reader");
    /** A page of no origin of ours sends a form, as another site would. */
    const sendFromElsewhere = async (path: string): Promise<Page> => {
      const evil = await page.context().newPage();
      await evil.setContent(
        `<form method="post" action="${app.address}${path}"><input name="confirm" value="victim"><button>Win</button></form>`,
      );
      await evil.getByRole("button").click();
      return evil;
    };
    // The cookie stays at home, so it is nobody's form; the way over signing in leads to the first page.
    await (await sendFromElsewhere("/account/delete")).waitForURL(`${app.address}/`);
    await (await sendFromElsewhere("/login")).getByText("sent by another site").waitFor();
    expect(await app.library.store.accounts.byName("victim")).not.toBeNull();
  });

  test("names that are markup are shown as they are", async () => {
    const page = await enter("markup", "admin");
    await page.goto(`${app.address}/account`);
    await page.getByLabel("Shown as").fill('<img src=x onerror="document.title=1">');
    await page.getByRole("button", { name: "Save" }).click();
    for (const path of ["/account", "/admin/people", "/abs/2204.08396"]) {
      await page.goto(app.address + path);
      expect(await page.locator(".viewer-name").innerText()).toBe('<img src=x onerror="document.title=1">');
      expect(await page.locator("img").count()).toBe(0);
    }
  });

  test.each([
    ["wide and light", { viewport: { width: 1280, height: 900 } }],
    ["phone and dark", { viewport: { width: 390, height: 844 }, colorScheme: "dark" as const }],
  ])("every page is whole for assistive technology and no wider than the window: %s", async (label, options) => {
    const page = await enter(`axe-${label.split(" ")[0]}`, "admin", options);
    for (const path of ["/account", "/admin/people", "/admin/audit", "/privacy", "/setup"]) {
      await page.goto(app.address + path);
      expect(await faultsOf(page), path).toEqual([]);
    }
    await page.locator(".viewer-menu summary").click();
    expect(await faultsOf(page), "menu").toEqual([]);
    const nobody = await open("/login", options);
    await nobody.getByLabel("Name").fill("nobody");
    await nobody.getByLabel("Password").fill("wrong");
    await nobody.getByRole("button", { name: "Sign in" }).click();
    await nobody.getByRole("alert").waitFor();
    expect(await faultsOf(nobody), "/login").toEqual([]);
  });
});
