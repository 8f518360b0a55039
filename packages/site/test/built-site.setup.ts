import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { build } from "vite";
import type { TestProject } from "vitest/node";

import { siteBuild } from "../site-build.ts";
import { findChromium } from "./chromium.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Folder of the built site, as `arxivlens serve --site` takes it. */
    readonly builtSite: string;
  }
}

/** Builds the site once for all browser tests of a run, and again before each rerun while watching. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), "arxivlens-site-"));
  const buildAll = async (): Promise<void> => {
    // The client goes first: the server half names its files.
    for (const ssr of [false, true]) await build({ configFile: false, ...siteBuild({ outDir, ssr }) });
  };
  // Without a browser every test that would need it is skipped.
  if (findChromium(process.env["CHROMIUM_PATH"]) !== null) {
    await buildAll();
    project.onTestsRerun(buildAll);
  }
  project.provide("builtSite", outDir);
  return () => rm(outDir, { recursive: true, force: true });
}
