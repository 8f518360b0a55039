import type { ServerResponse } from "node:http";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumArguments, findChromium } from "./packages/site/test/chromium.ts";

// Vitest does not inherit these from the root into projects, so each project names them.
const fromSource = {
  resolve: { conditions: ["@lab/source"] },
  ssr: { resolve: { conditions: ["@lab/source"], externalConditions: ["@lab/source"] } },
};

const executablePath = findChromium(process.env["CHROMIUM_PATH"]);

type Connect = (request: unknown, response: ServerResponse, next: () => void) => void;

/** Tests that run inside a page. Shared memory, and with it threads, needs the page to be cross-origin isolated. */
const inChromium = (name: string, isolated: boolean) => ({
  ...fromSource,
  plugins: [
    {
      name: "isolation",
      configureServer(server: { middlewares: { use(handler: Connect): void } }): void {
        server.middlewares.use((_request, response, next) => {
          response.setHeader("Cross-Origin-Opener-Policy", isolated ? "same-origin" : "unsafe-none");
          response.setHeader("Cross-Origin-Embedder-Policy", isolated ? "require-corp" : "unsafe-none");
          next();
        });
      },
    },
  ],
  test: {
    name,
    include: ["packages/*/test/**/*.chromium.test.ts"],
    testTimeout: 120_000,
    browser: {
      enabled: executablePath !== null,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: { ...(executablePath === null ? {} : { executablePath }), args: [...chromiumArguments] },
      }),
      instances: [{ browser: "chromium" as const }],
    },
  },
});

export default defineConfig({
  test: {
    projects: [
      {
        ...fromSource,
        test: {
          name: "node",
          include: [
            "packages/*/src/**/*.test.ts",
            "packages/*/src/**/*.test.tsx",
            "packages/*/test/**/*.test.ts",
            "benchmarks/src/**/*.test.ts",
            "examples/*.test.ts",
          ],
          exclude: ["**/dist/**", "**/node_modules/**", "**/*.browser.test.ts", "**/*.chromium.test.ts"],
          testTimeout: 120_000,
        },
      },
      ...(executablePath === null ? [] : [inChromium("chromium", false), inChromium("chromium-isolated", true)]),
      { ...fromSource, test: { name: "architecture", include: ["architecture.test.ts"] } },
      {
        ...fromSource,
        test: {
          name: "browser",
          include: ["packages/*/test/**/*.browser.test.ts"],
          globalSetup: ["packages/site/test/built-site.setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
