import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "addon-"));
  vi.resetModules();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** What the package says when its addon is the given file; a missing one with null. */
async function probeWith(
  content: string | null,
): Promise<{ readonly available: boolean; readonly reason: string | null }> {
  const path = join(folder, "kernels.node");
  if (content !== null) writeFileSync(path, content);
  vi.stubEnv("STABLEMOE_KERNELS_ADDON", path);
  const { probeNative } = await import("../src/node/native-backend.ts");
  return probeNative();
}

test("an addon that was never built is one line with the remedy", async () => {
  const { available, reason } = await probeWith(null);
  expect(available).toBe(false);
  expect(reason).toMatch(/has not been built; with g\+\+, make and python3 installed, run: npm rebuild/u);
});

test("an addon for another processor or Node does not load, and says so in one line", async () => {
  const { available, reason } = await probeWith("\x7fELF of another machine");
  expect(available).toBe(false);
  expect(reason).toMatch(/^the native addon does not load here \(.+\); run: npm rebuild @stablemoe\/kernels$/u);
  expect(reason).not.toContain("\n");
});
