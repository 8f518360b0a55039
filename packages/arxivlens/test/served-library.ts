import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { createApi } from "../src/api/create-api.ts";
import { createLibrary, type Library } from "../src/api/library.ts";
import type { ApiOptions } from "../src/api/options.ts";
import { plainSite } from "../src/api/plain-site.ts";
import { openCorpus } from "../src/cli/corpus-files.ts";
import { importCorpus } from "../src/pipeline/import-corpus.ts";
import { updateIndex } from "../src/pipeline/update-index.ts";
import { memoryDirectory } from "../src/search/segments/index-directory.ts";
import { SegmentIndex } from "../src/search/segments/segment-index.ts";
import { parseTermStatistics, type TermStatistics } from "../src/search/term-statistics.ts";
import { parseStarterSet } from "../src/sources/starter-set.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { keyNumber } from "../src/store/paper-key.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { testAccounts } from "./test-accounts.ts";

const data = join(import.meta.dirname, "../../../data");
const read = (name: string): string => readFileSync(join(data, name), "utf8");

/** A store in memory with the starter set, the invented corpus, and what a test adds. */
export async function testLibrary(
  add: (store: LibraryStore) => Promise<void> = async () => undefined,
): Promise<Library> {
  const store = openSqliteStore(":memory:", () => new Date(0));
  const { papers, citations } = parseStarterSet(read("papers.json"), read("citations.json"));
  await store.papers.upsert(papers);
  await store.citations.upsert(citations);
  await importCorpus({
    corpus: await openCorpus(join(import.meta.dirname, "fixtures/invented-corpus")),
    store,
    nowMs: () => 0,
  });
  await add(store);
  return indexedLibrary(store, parseTermStatistics(read("term-statistics.tsv")));
}

/** A library without papers, for what is about people alone. */
export async function emptyLibrary(): Promise<Library> {
  return indexedLibrary(
    openSqliteStore(":memory:", () => new Date(0)),
    parseTermStatistics(read("term-statistics.tsv")),
  );
}

/** A library over a store, with an index of all of it in memory. */
export async function indexedLibrary(store: LibraryStore, statistics: TermStatistics): Promise<Library> {
  const library = createLibrary(store, await indexedInMemory(store), statistics, "2204.08396");
  await library.readGraph();
  return library;
}

/** An index of all of a store, in memory. */
export async function indexedInMemory(store: LibraryStore): Promise<SegmentIndex> {
  const index = await SegmentIndex.open(memoryDirectory(), keyNumber);
  await updateIndex({ store, index, nowMs: () => 0 });
  return index;
}

/** What a test varies of a request. */
export interface TestRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData | URLSearchParams;
}

export interface TestApi {
  readonly app: Hono;
  readonly failures: readonly unknown[];
  /** A request as it comes from a socket of this machine, unless `from` says otherwise. */
  request(path: string, init?: TestRequest, from?: string): Promise<Response>;
}

/** The API over a library, with plain pages and nothing outside. */
export function testApi(library: Library, overrides: Partial<ApiOptions> = {}): TestApi {
  const failures: unknown[] = [];
  const app = createApi({
    library,
    freshness: () => ({ state: "offline", message: "Offline in a test.", fetched: 0, wanted: 0 }),
    lab: null,
    accounts: testAccounts(),
    site: plainSite,
    asset: async (path) =>
      path === "assets/a-1.js" ? { body: new TextEncoder().encode("1"), contentType: "text/javascript" } : null,
    remoteAddress: (env) =>
      typeof env === "object" && env !== null && "from" in env && typeof env.from === "string" ? env.from : null,
    sleep: async () => undefined,
    signal: new AbortController().signal,
    nowMs: () => 0,
    version: "0.0.0",
    rateLimit: null,
    onRequest: () => undefined,
    residentBytes: () => 0,
    onFailure: (error) => failures.push(error),
    ...overrides,
  });
  return {
    app,
    failures,
    request: async (path, init = {}, from = "127.0.0.1") =>
      app.request(
        `http://localhost:8410${path}`,
        { ...init, headers: { host: "localhost:8410", ...init.headers } },
        { from },
      ),
  };
}
