import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Manifest, Plugin, UserConfig } from "vite";

import type { SiteAssets } from "./src/server/assets.ts";

const root = import.meta.dirname;
const mainEntry = "src/client/main.ts";
const themeEntry = "src/client/theme.ts";

export interface SiteBuildOptions {
  /** Receives `client/` and `server/`. */
  readonly outDir: string;
  readonly ssr: boolean;
}

/** Vite settings for one half of the build; tests use the same with a folder of their own. */
export function siteBuild({ outDir, ssr }: SiteBuildOptions): UserConfig {
  const shared: UserConfig = {
    root,
    logLevel: "warn",
    publicDir: false,
    plugins: [steadyFonts],
    // Said aloud, because a test runner's NODE_ENV would otherwise choose React's development half.
    oxc: { jsx: { runtime: "automatic", development: false } },
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
  };
  if (ssr) {
    return {
      ...shared,
      // The server half is one self-contained file, so that it loads from any folder.
      ssr: { noExternal: true },
      define: {
        ...shared.define,
        __SITE_ASSETS__: JSON.stringify(readAssets(join(outDir, "client/.vite/manifest.json"))),
      },
      build: { ssr: "src/server/render.tsx", outDir: join(outDir, "server"), emptyOutDir: true, copyPublicDir: false },
    };
  }
  return {
    ...shared,
    build: {
      outDir: join(outDir, "client"),
      emptyOutDir: true,
      manifest: true,
      modulePreload: { polyfill: false },
      // A data: address would need an exception in the Content-Security-Policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: [mainEntry, themeEntry] },
    },
  };
}

const upright = /@font-face\s*\{[^}]*font-style:\s*normal[^}]*\}/gu;
const swap = /font-display:\s*swap/u;

/**
 * A font that arrives after the first paint would move what is being read: then this page keeps the system's, and the
 * next one has ours. Those of the first screen are preloaded, and come in time; italics are a few words and may come late.
 */
const steadyFonts: Plugin = {
  name: "steady-fonts",
  // Imported style sheets pass no plugin on their way; what is written does.
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle))
      if (file.type === "asset" && file.fileName.endsWith(".css") && typeof file.source === "string")
        file.source = file.source.replaceAll(upright, (face) => face.replace(swap, "font-display:optional"));
  },
};

function readAssets(manifestPath: string): SiteAssets {
  const manifest = JSON.parse(readFileSync(manifestPath, "utf8")) as Manifest;
  const main = manifest[mainEntry];
  const theme = manifest[themeEntry];
  if (main === undefined || theme === undefined) {
    throw new RangeError(`${manifestPath} lacks ${mainEntry} or ${themeEntry}; run the client build first`);
  }
  const fonts = (main.assets ?? []).filter((file) =>
    /(source-serif-4|source-sans-3)-latin-(opsz|wght)-normal/.test(file),
  );
  return {
    styles: (main.css ?? []).map(fromRoot),
    modules: [fromRoot(main.file)],
    blocking: [fromRoot(theme.file)],
    fonts: fonts.map(fromRoot),
  };
}

function fromRoot(file: string): string {
  return `/${file}`;
}
