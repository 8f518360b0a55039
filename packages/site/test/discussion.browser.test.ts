import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { Library } from "../../arxivlens/src/api/library.ts";
import type { Role } from "../../arxivlens/src/store/account-store.ts";
import { inventedPaper } from "../../arxivlens/test/invented-papers.ts";
import type { TestApi } from "../../arxivlens/test/served-library.ts";
import { signedIn } from "../../arxivlens/test/signed-in.ts";
import { chromiumArguments, chromiumHint, findChromium } from "./chromium.ts";
import { serveProgram, type ServedProgram } from "./served-program.ts";

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);
if (executablePath === null) process.stderr.write(`${chromiumHint}\n`);

const patienceMs = 20_000;
const hostileTitle = `<img src=x onerror="document.title='owned'"> $\\href{javascript:alert(1)}{x}$ </script><script>document.title='owned'</script>`;

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

describe.skipIf(executablePath === null)("discussions in Chromium", () => {
  let program: ServedProgram;
  let library: Library;
  let api: TestApi;
  let address = "";
  let browser: Browser;
  let axeSource = "";
  let papers = 0;
  let now = 1_800_000_000_000;

  beforeAll(async () => {
    program = await serveProgram({ accounts: { mode: "accounts" }, nowMs: () => now });
    ({ library, api, address } = program);
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: [...chromiumArguments] });
    axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  });

  afterAll(async () => {
    await browser?.close();
    await program?.close();
    expect(api.failures).toEqual([]);
  });

  /** A paper of its own for each test, so that none sees the other's comments. */
  async function freshPaper(title = "A Paper to Talk About"): Promise<string> {
    papers += 1;
    const id = `2401.${String(papers).padStart(5, "0")}`;
    await library.store.papers.upsert([
      inventedPaper(id, {
        title,
        abstract: "We route tokens to experts. Then we route tokens again, with $x^2$ experts and much patience.",
      }),
    ]);
    return `/abs/${id}`;
  }

  interface Opened {
    readonly page: Page;
    readonly context: BrowserContext;
    readonly complaints: string[];
    readonly strangers: string[];
  }

  async function openAs(role: Role | null, options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      ...options,
    });
    if (role !== null) {
      const { cookie } = await signedIn(api, library, role, { nowMs: () => now });
      const [name = "", value = ""] = cookie.split("=");
      await context.addCookies([{ name, value, url: address }]);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const complaints: string[] = [];
    const strangers: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(address)) strangers.push(request.url());
    });
    return { page, context, complaints, strangers };
  }

  async function goEnhanced(page: Page, path: string): Promise<void> {
    await page.goto(`${address}${path}`);
    await page.locator(".theme-toggle:not([hidden])").waitFor();
    await page.locator(".quote-button").waitFor({ state: "attached" });
  }

  async function axe(page: Page): Promise<readonly string[]> {
    await page.evaluate(axeSource);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: (root: Document, options: object) => Promise<AxeResult> };
      };
      const { violations } = await axe.run(document, {
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
    });
  }

  const write = async (page: Page, text: string, shown: string = text): Promise<void> => {
    await page.locator("#write textarea[name=body]").fill(text);
    await page.locator("#write button.primary").click();
    await page.locator(".comment-text", { hasText: shown }).first().waitFor();
  };

  test("a reader who is not signed in finds a beginning to make and the way to sign in, and no form", async () => {
    const path = await freshPaper();
    const { page, context, complaints, strangers } = await openAs(null);
    await page.goto(`${address}${path}`);
    expect(await page.locator(".discussion-empty li").count()).toBe(4);
    expect(await page.locator(".invitation a").getAttribute("href")).toContain("/login?next=");
    expect(await page.locator("#discussion form").count()).toBe(0);
    expect([complaints, strangers]).toEqual([[], []]);
    await context.close();
  });

  test("with the keyboard alone: write, answer, and find the focus where the work goes on", async () => {
    const path = await freshPaper();
    const { page, context, complaints, strangers } = await openAs("member");
    await goEnhanced(page, path);
    await page.locator("#write select[name=kind]").focus();
    await page.keyboard.press("q");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Why $k = 1$, and not **two**?");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".threads .comment").waitFor();
    expect(await page.locator(".comment .kind-sign").textContent()).toBe("Question");
    expect(await page.locator(".comment-text math").count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^comment-\d+$/u);
    expect(new URL(page.url()).pathname).toBe(path);
    await page.locator(".comment-actions a", { hasText: "Edit" }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#form textarea[name=body]").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("body");
    expect(await page.locator("#form textarea[name=body]").inputValue()).toBe("Why $k = 1$, and not **two**?");
    expect([complaints, strangers]).toEqual([[], []]);
    await context.close();
  });

  test("a whole talk: answer, vote, vote taken back, edit with its history, delete with a trace", async () => {
    const path = await freshPaper();
    const [ada, ben] = [await openAs("member"), await openAs("member")];
    await goEnhanced(ada.page, path);
    await write(ada.page, "First thought.");
    await goEnhanced(ben.page, path);
    await ben.page.locator(".comment-actions a", { hasText: "Reply" }).click();
    await ben.page.locator("#form textarea[name=body]").fill("An answer.");
    await ben.page.locator("#form button.primary").click();
    await ben.page.locator(".threads .threads .comment-text", { hasText: "An answer." }).waitFor();
    const helpful = ben.page.locator(".vote").first();
    await helpful.click();
    await ben.page.locator('.vote[aria-pressed="true"]').waitFor();
    expect(await ben.page.evaluate(() => document.activeElement?.className)).toBe("vote");
    await ben.page.locator('.vote[aria-pressed="true"]').click();
    await ben.page.locator('.vote[aria-pressed="false"]').first().waitFor();
    await goEnhanced(ada.page, path);
    expect(await ada.page.locator(".viewer-menu .unread").textContent()).toContain("1");
    await ada.page.locator(".comment-actions a", { hasText: "Edit" }).click();
    await ada.page.locator("#form textarea[name=body]").fill("Second thought.");
    await ada.page.locator("#form button.primary").click();
    await ada.page.locator(".comment-facts a", { hasText: "edited" }).click();
    expect(await ada.page.locator(".word-diff del").textContent()).toBe("First");
    expect(await ada.page.locator(".word-diff ins").textContent()).toBe("Second");
    await goEnhanced(ada.page, path);
    await ada.page.locator(".comment-actions a", { hasText: "Delete" }).click();
    await ada.page.locator("#form button.primary").click();
    await ada.page.locator(".trace", { hasText: "Deleted by its author" }).waitFor();
    expect(await ada.page.locator(".threads .threads .comment-text").textContent()).toContain("An answer.");
    expect(await ada.page.content()).not.toContain("Second thought.");
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
    await ada.context.close();
    await ben.context.close();
  });

  test("two editors of one comment: the second keeps the text, sees the other's, and saves both", async () => {
    const path = await freshPaper();
    const { page, context } = await openAs("member");
    await goEnhanced(page, path);
    await write(page, "The base.");
    const other = await context.newPage();
    const edit = async (tab: Page): Promise<void> => {
      await goEnhanced(tab, path);
      await tab.locator(".comment-actions a", { hasText: "Edit" }).click();
      await tab.locator("#form textarea[name=body]").waitFor();
    };
    await edit(page);
    await edit(other);
    await other.locator("#form textarea[name=body]").fill("The other base.");
    await other.locator("#form button.primary").click();
    await other.locator(".comment-text", { hasText: "The other base." }).waitFor();
    await page.locator("#form textarea[name=body]").fill("The base of mine.");
    await page.locator("#form button.primary").click();
    await page.locator(".merge").waitFor();
    expect(await page.locator("#form textarea[name=body]").inputValue()).toBe("The base of mine.");
    expect(await page.locator(".merge .source-text").first().textContent()).toBe("The other base.");
    expect(await axe(page)).toEqual([]);
    await page.locator("#form textarea[name=body]").fill("The other base of mine.");
    await page.locator("#form button.primary").click();
    await page.locator(".comment-text", { hasText: "The other base of mine." }).waitFor();
    await context.close();
  });

  test("a lost connection keeps the text and says so; the draft is there again after a reload, and goes when published", async () => {
    const path = await freshPaper();
    const { page, context } = await openAs("member");
    await goEnhanced(page, path);
    await page.locator("#write textarea[name=body]").fill("Written on a train.");
    await context.setOffline(true);
    await page.locator("#write button.primary").click();
    await page.locator(".form-trouble[role=alert]", { hasText: "kept on this device" }).waitFor();
    expect(await page.locator("#write textarea[name=body]").inputValue()).toBe("Written on a train.");
    await context.setOffline(false);
    await goEnhanced(page, path);
    expect(await page.locator("#write textarea[name=body]").inputValue()).toBe("Written on a train.");
    expect(await page.locator(".draft-notice").count()).toBe(1);
    await page.locator("#write button.primary").click();
    await page.locator(".comment-text", { hasText: "Written on a train." }).waitFor();
    expect(
      await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("comment-draft"))),
    ).toEqual([]);
    await context.close();
  });

  test("a session that has ended keeps the text, and says what to do", async () => {
    const path = await freshPaper();
    const { page, context } = await openAs("member");
    await goEnhanced(page, path);
    await page.locator("#write textarea[name=body]").fill("Written too late.");
    await context.clearCookies();
    await page.locator("#write button.primary").click();
    await page.locator(".form-trouble", { hasText: "no longer signed in" }).waitFor();
    expect(await page.locator("#write textarea[name=body]").inputValue()).toBe("Written too late.");
    await context.close();
  });

  test("a draft can be discarded, and what the server refuses stays in the form", async () => {
    const path = await freshPaper();
    const { page, context } = await openAs("member");
    await goEnhanced(page, path);
    await page.locator("#write textarea[name=body]").fill("Not this.");
    await goEnhanced(page, path);
    await page.locator(".draft-notice button").click();
    expect(await page.locator("#write textarea[name=body]").inputValue()).toBe("");
    await page.locator("#write textarea[name=body]").fill("About words.");
    await page.locator("#write textarea[name=passage]").fill("words of another paper");
    await page.locator("#write button.primary").click();
    await page.locator(".comment-field-issue").waitFor();
    expect(await page.locator("#write textarea[name=body]").inputValue()).toBe("About words.");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("passage");
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  test("words selected in the abstract become the passage of a comment, formulas included", async () => {
    const path = await freshPaper();
    const { page, context } = await openAs("member");
    await goEnhanced(page, path);
    await page.evaluate(() => {
      const sentence = [...document.querySelectorAll(".abstract .sentence")].at(-1);
      if (sentence === undefined) throw new Error("no sentence");
      getSelection()?.selectAllChildren(sentence);
    });
    await page.locator(".quote-button:not([hidden])").click();
    expect(await page.locator("#write textarea[name=passage]").inputValue()).toBe(
      "Then we route tokens again, with x^2 experts and much patience.",
    );
    await write(page, "Patience indeed.");
    expect(await page.locator(".passage figcaption").textContent()).toBe("From the abstract");
    const id = path.slice("/abs/".length);
    await library.store.papers.upsert([inventedPaper(id, { title: "A Paper to Talk About", abstract: "All is new." })]);
    await context.close();
  });

  test("reports reach the moderator's queue; what is hidden leaves the page, and the public log says why", async () => {
    const path = await freshPaper();
    const [ada, ben, mod] = [await openAs("member"), await openAs("member"), await openAs("moderator")];
    await goEnhanced(ada.page, path);
    await write(ada.page, "Buy my course.");
    await goEnhanced(ben.page, path);
    await ben.page.locator(".comment-actions a", { hasText: "Report" }).click();
    await ben.page.locator("#form button.primary").click();
    await ben.page.locator(".comment-field-issue").waitFor();
    await ben.page.locator("#form input[value=spam]").check();
    await ben.page.locator("#form button.primary").click();
    await ben.page.locator("#form").waitFor({ state: "detached" });
    await mod.page.goto(`${address}/moderation`);
    expect(await mod.page.locator(".reports").textContent()).toContain("Advertising");
    expect(await axe(mod.page)).toEqual([]);
    await mod.page.locator(".reports a", { hasText: "Moderate" }).click();
    await mod.page.locator("#form input[value=hidden]").check();
    await mod.page.locator("#form textarea[name=reason]").fill("Advertising.");
    expect(await axe(mod.page)).toEqual([]);
    await mod.page.locator("#form button.primary").click();
    await mod.page.locator(".trace", { hasText: "Advertising." }).waitFor();
    await ben.page.goto(`${address}${path}`);
    expect(await ben.page.locator("#discussion").textContent()).not.toContain("Buy my course.");
    await ben.page.goto(`${address}/moderation/log`);
    expect(await ben.page.locator(".log").textContent()).toContain("Advertising.");
    expect(await axe(ben.page)).toEqual([]);
    await ada.page.goto(`${address}/notifications`);
    expect(await ada.page.locator(".notifications").textContent()).toContain("moderated your comment");
    expect(await axe(ada.page)).toEqual([]);
    for (const { context } of [ada, ben, mod]) await context.close();
  });

  test("without JavaScript: write, see what is wrong, preview, answer, filter, vote, report, delete", async () => {
    const path = await freshPaper();
    const [ada, ben] = [
      await openAs("member", { javaScriptEnabled: false }),
      await openAs("member", { javaScriptEnabled: false }),
    ];
    const { page } = ada;
    await page.goto(`${address}${path}`);
    await page.locator("#write textarea[name=body]").fill("An *error* in line 3.");
    await page.locator("#write textarea[name=passage]").fill("nowhere");
    await page.locator("#write select[name=kind]").selectOption("error");
    await page.locator("#write button.primary").click();
    expect(await page.locator(".comment-field-issue").textContent()).toContain("neither the title nor the abstract");
    expect(await page.locator("#write textarea[name=body]").inputValue()).toBe("An *error* in line 3.");
    await page.locator("#write textarea[name=passage]").fill("route tokens");
    await page.locator("#write button", { hasText: "Preview" }).click();
    expect(await page.locator(".preview em").textContent()).toBe("error");
    await page.locator("#write button.primary").click();
    expect(await page.locator(".comment-text em").textContent()).toBe("error");
    await ben.page.goto(`${address}${path}`);
    await ben.page.locator(".comment-actions a", { hasText: "Reply" }).click();
    await ben.page.locator("#form textarea[name=body]").fill("True.");
    await ben.page.locator("#form button.primary").click();
    expect(await ben.page.locator(".threads .threads .comment-text").textContent()).toContain("True.");
    await ben.page.locator(".vote").first().click();
    expect(await ben.page.locator('.vote[aria-pressed="true"]').count()).toBe(1);
    await ben.page.locator(".discussion-parts a", { hasText: "Errors" }).click();
    expect(await ben.page.locator(".discussion-parts [aria-current]").first().textContent()).toContain("Errors");
    await ben.page.locator(".comment-actions a", { hasText: "Report" }).first().click();
    await ben.page.locator("#form input[value=spam]").check();
    await ben.page.locator("#form button.primary").click();
    expect(await library.store.comments.reported(50)).not.toEqual([]);
    await page.goto(`${address}${path}`);
    await page.locator(".comment-actions a", { hasText: "Delete" }).click();
    await page.locator("#form button.primary").click();
    expect(await page.locator(".trace").count()).toBe(1);
    await ada.context.close();
    await ben.context.close();
  });

  describe("attacks", () => {
    test("titles, names, comments, passages and reasons that hold scripts stay text on every page", async () => {
      const path = await freshPaper(hostileTitle);
      const key = path.slice("/abs/".length);
      const attacker = await library.store.accounts.create({
        name: `attacker-${key}`,
        displayName: `<svg onload="document.title='owned'">`,
        email: null,
        role: "member",
        createdAtMs: now,
      });
      const accountKey = attacker?.accountKey ?? 0;
      const bodies = [
        `<script>document.title='owned'</script><img src="https://evil.test/x.png" onerror="document.title='owned'">`,
        `[x](javascript:document.title='owned') ![x](https://evil.test/x.png) <a href="javascript:alert(1)">y</a>`,
        `$\\href{javascript:alert(1)}{x}$ $\\includegraphics{https://evil.test/x.png}$ $\\htmlStyle{position:fixed}{x}$`,
        `</textarea></script><iframe src="https://evil.test"></iframe><style>*{display:none}</style>`,
        "```\n</code></pre><script>document.title='owned'</script>\n```\n\n| <b> | `<i>` |\n|---|---|\n| [a](data:text/html,x) | <u> |",
      ];
      for (const [at, body] of bodies.entries()) {
        const added = await library.store.comments.add(
          {
            paperKey: key,
            parentId: null,
            accountKey,
            kind: "note",
            body,
            paperVersion: null,
            passage: { field: "title", exact: `<img src=x onerror="document.title='owned'">`, prefix: "", suffix: "" },
            writtenAtMs: now + at,
          },
          { sinceMs: now, most: 50 },
        );
        if (added.outcome !== "added") throw new Error(added.outcome);
        const { id } = added.comment;
        const edit = { id, revision: 1, kind: "note", body: `${body} `, accountKey, atMs: now, reason: null } as const;
        await library.store.comments.edit(edit);
        await library.store.comments.report(id, { accountKey: 1, reason: "other", note: body, reportedAtMs: now });
        if (at === 0)
          await library.store.comments.moderate({ id, act: "dismissed", accountKey, reason: body, atMs: now });
      }
      const { page, context, complaints, strangers } = await openAs("admin");
      const [last] = await library.store.comments.recentComments({ paperKey: key, limit: 1 });
      const id = last?.id ?? 0;
      for (const at of [
        path,
        `${path}?form=edit&on=${id}`,
        `${path}?form=reply&on=${id}`,
        "/comments",
        `/comments/${id}/history`,
        `/people/attacker-${key}`,
        "/moderation",
        "/moderation/log",
      ]) {
        await page.goto(`${address}${at}`);
        expect(await page.title(), at).not.toBe("owned");
        expect(await page.locator("iframe, img, [onerror], [onload], [onmouseover]").count(), at).toBe(0);
        expect(await page.locator('a[href^="javascript:"], a[href^="data:"]').count(), at).toBe(0);
        expect(await page.locator("main style, .discussion script, .comment script").count(), at).toBe(0);
      }
      expect(strangers).toEqual([]);
      expect(complaints).toEqual([]);
      await context.close();
    });

    test("a draft that another page has tampered with fills fields and nothing else", async () => {
      const path = await freshPaper();
      const { page, context, complaints } = await openAs("member");
      await goEnhanced(page, path);
      await page.evaluate((key) => {
        localStorage.setItem(
          `comment-draft:${key}:new`,
          JSON.stringify({ body: "<img src=x onerror=alert(1)>", kind: 7 }),
        );
      }, path.slice("/abs/".length));
      await goEnhanced(page, path);
      expect(await page.locator("#write textarea[name=body]").inputValue()).toBe("<img src=x onerror=alert(1)>");
      expect(await page.locator("#discussion img").count()).toBe(0);
      expect(complaints).toEqual([]);
      await context.close();
    });
  });

  /** Texts that are hard on a narrow page, and a word by which each is known. */
  const full: readonly (readonly [string, string])[] = [
    [`${"long".repeat(60)} and $$\\sum_{i=1}^{n} ${"x_i + ".repeat(30)} 1$$`, "longlong"],
    ["> quoted\n\n- a list\n- of two\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |", "quoted"],
  ];
  const looks: readonly (readonly [string, BrowserContextOptions])[] = [
    ["light on a desktop", { colorScheme: "light" }],
    ["dark on a phone", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
  ];
  test.each(looks)(
    "%s: a full discussion has no accessibility violation and no sideways scroll",
    async (_look, options) => {
      const path = await freshPaper();
      const { page, context, complaints } = await openAs("moderator", options);
      await goEnhanced(page, path);
      for (const [text, shown] of full) await write(page, text, shown);
      for (let depth = 0; depth < 6; depth++) {
        await page.locator(".comment-actions a", { hasText: "Reply" }).last().click();
        await page.locator("#form textarea[name=body]").fill(`Depth ${depth}.`);
        await page.locator("#form button.primary").click();
        await page.locator(".comment-text", { hasText: `Depth ${depth}.` }).waitFor();
      }
      expect(await axe(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      for (const at of ["/comments", `/comments/1/history`]) {
        await page.goto(`${address}${at}`);
        expect(await axe(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      }
      expect(complaints).toEqual([]);
      await context.close();
      now += 3_600_000;
    },
  );
});
