import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";

import type { Page } from "arxivlens/api";
import { build } from "vite";

import type { Library } from "../../arxivlens/src/api/library.ts";
import { startWebServer } from "../../arxivlens/src/cli/web-server.ts";
import { testApi, testLibrary } from "../../arxivlens/test/served-library.ts";
import { siteBuild } from "../site-build.ts";

/** The real pages over the real API with the starter set, at an address of this machine. */
export interface ServedApp {
  readonly address: string;
  /** Folder of the built client files. */
  readonly client: string;
  readonly failures: readonly unknown[];
  readonly close: () => Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".woff2": "font/woff2",
};

/** @param prepare adds to the store what the starter set lacks */
export async function serveApp(prepare: (library: Library) => Promise<void>): Promise<ServedApp> {
  const folder = await mkdtemp(join(tmpdir(), "arxivlens-app-"));
  await build({ configFile: false, ...siteBuild({ outDir: folder, ssr: false }) });
  await build({ configFile: false, ...siteBuild({ outDir: folder, ssr: true }) });
  const site = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "server/render.js")).href)) as {
    render: (page: Page) => string;
  };
  const client = join(folder, "client");
  const library = await testLibrary();
  await prepare(library);
  const api = testApi(library, {
    site,
    asset: async (path) => {
      const body = path.includes("..") ? null : await readFile(join(client, path)).catch(() => null);
      return body === null
        ? null
        : { body: new Uint8Array(body), contentType: types[extname(path)] ?? "application/octet-stream" };
    },
  });
  const server = await startWebServer(
    (request, env) => api.app.fetch(request, env),
    "127.0.0.1",
    0,
    () => undefined,
  );
  return {
    address: `http://127.0.0.1:${server.port}`,
    client,
    failures: api.failures,
    close: async () => {
      await server.close();
      await library.store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
