import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";

import type { SiteRenderer } from "arxivlens/api";
import { build } from "vite";

import { remoteAddressOf, startWebServer } from "../../arxivlens/src/cli/web-server.ts";
import type { AccountOptions } from "../../arxivlens/src/api/options.ts";
import { testApi, testLibrary } from "../../arxivlens/test/served-library.ts";
import { testAccounts } from "../../arxivlens/test/test-accounts.ts";
import { siteBuild } from "../site-build.ts";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/** The whole program over real data in memory: built pages, API, store. */
export interface RealApp {
  /** Of this machine by name, as a single-user instance wants it. */
  readonly address: string;
  readonly library: Awaited<ReturnType<typeof testLibrary>>;
  readonly failures: readonly unknown[];
  readonly close: () => Promise<void>;
}

export async function startRealApp(accounts: Partial<AccountOptions> = {}): Promise<RealApp> {
  const folder = await mkdtemp(join(tmpdir(), "arxivlens-app-"));
  await build({ configFile: false, ...siteBuild({ outDir: folder, ssr: false }) });
  await build({ configFile: false, ...siteBuild({ outDir: folder, ssr: true }) });
  const site = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "server/render.js")).href)) as SiteRenderer;
  const library = await testLibrary();
  const api = testApi(library, {
    site,
    accounts: testAccounts(accounts),
    remoteAddress: remoteAddressOf,
    nowMs: () => Date.parse("2022-05-01T12:00:00Z"),
    asset: async (path) => {
      if (path.includes("..")) return null;
      const body = await readFile(join(folder, "client", path)).catch(() => null);
      if (body === null) return null;
      return { body: new Uint8Array(body), contentType: types[extname(path)] ?? "application/octet-stream" };
    },
  });
  const server = await startWebServer(
    (request, env) => api.app.fetch(request, env),
    "localhost",
    0,
    () => undefined,
  );
  return {
    address: `http://localhost:${server.port}`,
    library,
    failures: api.failures,
    close: async () => {
      await server.close();
      await library.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
