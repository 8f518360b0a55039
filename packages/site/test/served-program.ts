import { inject } from "vitest";

import type { Library } from "../../arxivlens/src/api/library.ts";
import type { AccountOptions } from "../../arxivlens/src/api/options.ts";
import { openSite } from "../../arxivlens/src/cli/site-files.ts";
import { remoteAddressOf, startWebServer } from "../../arxivlens/src/cli/web-server.ts";
import { testApi, testLibrary, type TestApi } from "../../arxivlens/test/served-library.ts";
import { testAccounts } from "../../arxivlens/test/test-accounts.ts";

/** The whole program over real data in memory: built pages, API, store. */
export interface ServedProgram {
  /** Of this machine by name, as a single-user instance wants it. */
  readonly address: string;
  readonly library: Library;
  readonly api: TestApi;
  /** Errors that readers were told nothing of. */
  readonly failures: readonly unknown[];
  readonly close: () => Promise<void>;
}

interface ProgramOptions {
  /** The starter set and the invented corpus unless told otherwise; closed with the program. */
  readonly library?: Library;
  /** Of one user unless told otherwise. */
  readonly accounts?: Partial<AccountOptions>;
  readonly nowMs?: () => number;
}

export async function serveProgram({
  library: given,
  accounts = {},
  nowMs = () => Date.parse("2022-05-01T12:00:00Z"),
}: ProgramOptions = {}): Promise<ServedProgram> {
  const { renderer, asset } = await openSite(inject("builtSite"));
  const library = given ?? (await testLibrary());
  const api = testApi(library, {
    site: renderer,
    asset,
    accounts: testAccounts(accounts),
    remoteAddress: remoteAddressOf,
    nowMs,
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
    api,
    failures: api.failures,
    close: async () => {
      await server.close();
      await library.store.close();
    },
  };
}
