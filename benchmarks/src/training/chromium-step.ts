import { resolve } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { type ViteDevServer, createServer } from "vite";
import type { StepResult } from "./step.ts";

const sources = resolve(import.meta.dirname, "../../src/training");

/** Our training step inside a page that is cross-origin isolated, so that WebAssembly has threads. */
export class ChromiumStep {
  readonly #server: ViteDevServer;
  readonly #browser: Browser;
  readonly step: () => Promise<StepResult>;

  private constructor(server: ViteDevServer, browser: Browser, step: () => Promise<StepResult>) {
    this.#server = server;
    this.#browser = browser;
    this.step = step;
  }

  static async open(size: string, threads: number, batches: number): Promise<ChromiumStep> {
    const server = await createServer({
      configFile: false,
      root: sources,
      logLevel: "error",
      resolve: { conditions: ["@lab/source", "module", "browser", "development|production"] },
      server: {
        fs: { allow: [resolve(sources, "../../..")] },
        headers: {
          "Cross-Origin-Opener-Policy": "same-origin",
          "Cross-Origin-Embedder-Policy": "require-corp",
        },
      },
    });
    await server.listen();
    const origin = server.resolvedUrls!.local[0]!;
    const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    const page = await browser.newPage();
    const parameters = new URLSearchParams({ size, threads: String(threads), batches: String(batches) });
    await page.goto(`${origin}page-step.html?${parameters}`);
    await page.waitForFunction(() => window.trainingStep !== undefined, null, { timeout: 60_000 });
    const expected = threads > 1 ? "wasm-threads" : "wasm-single";
    const backend = await page.title();
    if (backend !== expected)
      throw Object.assign(new Error(`the page runs ${backend}, ${expected} was asked for`), { code: "backend" });
    return new ChromiumStep(server, browser, () => page.evaluate(() => window.trainingStep!()));
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }
}
