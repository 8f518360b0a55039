import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { build } from "vite";

import type { Library } from "../../arxivlens/src/api/library.ts";
import { openSite } from "../../arxivlens/src/cli/site-files.ts";
import { remoteAddressOf, startWebServer } from "../../arxivlens/src/cli/web-server.ts";
import { testApi } from "../../arxivlens/test/served-library.ts";
import { siteBuild } from "../site-build.ts";

export interface RealSite {
  readonly address: string;
  /** Errors that readers were told nothing of. */
  readonly failures: readonly unknown[];
  close(): Promise<void>;
}

/** A port to begin looking from; the next free one is taken. */
const firstPort = 18_410;

/** The day on which tests read. */
const nowMs = (): number => Date.UTC(2026, 0, 2);

/** The built site behind the real handlers over a library, on a port of its own. */
export async function serveLibrary(library: Library): Promise<RealSite> {
  const folder = await mkdtemp(join(tmpdir(), "arxivlens-real-site-"));
  await build({ configFile: false, ...siteBuild({ outDir: folder, ssr: false }) });
  await build({ configFile: false, ...siteBuild({ outDir: folder, ssr: true }) });
  const { renderer, asset } = await openSite(folder);
  const { app, failures } = testApi(library, { site: renderer, asset, remoteAddress: remoteAddressOf, nowMs });
  const server = await startWebServer(
    (request, env) => app.fetch(request, env),
    "127.0.0.1",
    firstPort,
    () => undefined,
  );
  return {
    address: `http://127.0.0.1:${server.port}`,
    failures,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
