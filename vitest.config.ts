import { defineConfig } from "vitest/config";

// Vitest does not inherit these from the root into projects, so each project names them.
const fromSource = {
  resolve: { conditions: ["@lab/source"] },
  ssr: { resolve: { conditions: ["@lab/source"], externalConditions: ["@lab/source"] } },
};

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
          exclude: ["**/dist/**", "**/node_modules/**", "**/*.browser.test.ts"],
          testTimeout: 120_000,
        },
      },
      { ...fromSource, test: { name: "architecture", include: ["architecture.test.ts"] } },
      {
        ...fromSource,
        test: {
          name: "browser",
          include: ["packages/*/test/**/*.browser.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
