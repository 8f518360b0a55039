import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { createAccounts } from "../accounts/accounts.ts";
import { linkPath } from "../accounts/one-time-links.ts";
import { createApi } from "../api/create-api.ts";
import type { Freshness } from "../api/contract.ts";
import { createLab } from "../lab/lab.ts";
import { createCompletionJob, type CompletionJob } from "../pipeline/completion-job.ts";
import type { AccountOptions } from "../api/options.ts";
import type { LibraryStore } from "../store/library-store.ts";
import { accountFlags, accountOptions } from "./account-flags.ts";
import { dataDirFlag, starterFlag, type Command, type ParsedFlags } from "./command.ts";
import { failureTo, requestsTo } from "./event-log.ts";
import { followIndex } from "./follow-index.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { openCorpus } from "./corpus-files.ts";
import { featuredPaper, loadCorpus, openLibrary, type OpenedLibrary } from "./opened-library.ts";
import { pause } from "./pause.ts";
import { runFolder } from "./run-folder.ts";
import { programVersion } from "./program-version.ts";
import { openSite } from "./site-files.ts";
import { createToolkitLauncher, type ToolkitLauncher } from "./toolkit-launcher.ts";
import { upstreamAccess, type UpstreamAccess } from "./upstream-access.ts";
import { remoteAddressOf, startWebServer } from "./web-server.ts";

/** `arxivlens serve`: loads what is to be loaded, then serves until it is asked to end. */
export const serveCommand: Command = {
  name: "serve",
  summary: "Load papers once, then serve pages and data until Ctrl-C",
  usage: "[--port 8410] [--corpus FOLDER] [--data-dir FOLDER] [--rate NUMBER] [--log FILE] [--offline] [--open]",
  flags: {
    port: { type: "port", value: "PORT", summary: "port (default 8410); where it is taken, the next free one" },
    host: { type: "text", value: "ADDRESS", summary: "address to listen on (default 127.0.0.1: this machine only)" },
    ...accountFlags,
    ...dataDirFlag,
    corpus: { type: "text", value: "FOLDER", summary: "a corpus to load besides the starter set" },
    ...starterFlag,
    site: { type: "text", value: "FOLDER", summary: "the built site; without it pages are plain" },
    lab: { type: "text", value: "FILE", summary: "the toolkit's program, with which the Lab starts runs" },
    runs: { type: "text", value: "FOLDER", summary: "folder of runs (default: runs in the data folder)" },
    open: { type: "switch", summary: "open the home page in the browser" },
    offline: { type: "switch", summary: "ask nothing of the network" },
    rate: {
      type: "text",
      value: "NUMBER",
      summary: "requests a minute per address, this machine excepted (default 600)",
    },
  },
  operands: { least: 0, most: 0 },
  failure: "it could not start",
  run: serve,
};

/** Requests a minute that one address may make unless told otherwise: a person with a page that loads a few at once. */
const usualRate = 600;

async function serve(io: CommandIo, flags: ParsedFlags): Promise<number> {
  const perMinute = Number(flags.text("rate") ?? usualRate);
  if (!Number.isSafeInteger(perMinute) || perMinute < 1) {
    io.stderr.write(`--rate ${flags.text("rate")}: give a whole number of requests a minute, from 1\n`);
    return exitCodes.usage;
  }
  const host = flags.text("host") ?? "127.0.0.1";
  const accounts = accountOptions(flags, host, process.env);
  if (typeof accounts === "string") {
    io.stderr.write(`${accounts}\n`);
    return exitCodes.usage;
  }
  const access = upstreamAccess(process.env);
  if (!access.ok) {
    io.stderr.write(`${access.error}\n`);
    return exitCodes.usage;
  }
  const folder = flags.text("corpus");
  const corpus = folder === null ? null : await openCorpus(resolve(io.cwd, folder));
  await using opened = await openLibrary(io, flags);
  if (corpus !== null) await loadCorpus(io, opened, corpus);
  if (io.signal.aborted) return exitCodes.ok;

  const launcher = createLauncher(io, flags, opened);
  const completion = await createCompletion(io, flags, opened, access.value);
  const site = await openSite(pathFlag(io, flags, "site"));
  if (!site.built) io.stderr.write("no built site (--site): pages are plain, data are complete\n");
  const runs = runsFolder(io, flags, opened);
  const api = createApi({
    library: opened.library,
    accounts,
    freshness: completion.current,
    lab: createLab({ files: runFolder(runs), folder: shortPath(io.cwd, runs), launcher, nowMs: io.nowMs }),
    site: site.renderer,
    asset: site.asset,
    remoteAddress: remoteAddressOf,
    sleep: pause,
    signal: io.signal,
    nowMs: io.nowMs,
    version: programVersion(),
    rateLimit: { perMinute, burst: Math.max(20, Math.ceil(perMinute / 4)) },
    onRequest: requestsTo(io.log),
    residentBytes: () => process.memoryUsage.rss(),
    onFailure(error, path) {
      failureTo(io.log, error);
      io.stderr.write(`${path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    },
  });
  const server = await startWebServer(api.fetch, host, flags.number("port") ?? 8410, (taken) =>
    io.stderr.write(`port ${taken} is taken, trying the next\n`),
  );
  const home = `http://${host === "127.0.0.1" || host === "0.0.0.0" || host === "::" ? "localhost" : host}:${server.port}/`;
  announce(io, flags, home, completion.current());
  await offerSetup(io, flags, accounts, opened.library.store, home);
  const unsubscribe = completion.subscribe(freshnessReporter(io, flags));
  // The server goes on with the index that it has: a full disk or a writer beside it may be gone at the next try.
  const report = (what: string) => (error: unknown) => {
    io.log({ level: "error", event: "background", what, message: String(error) });
    io.stderr.write(`${what}: ${String(error)}\n`);
  };
  const completing = completion.run().then(opened.refreshIndex).catch(report("the starter set was not completed"));
  const following = followIndex({
    takeOver: opened.takeOverIndex,
    pause,
    signal: io.signal,
    report: report("what was indexed beside this server cannot be read"),
  });
  // Pages read what they need from the store meanwhile.
  opened.library.readGraph().catch((error: unknown) => {
    // The end of the program does not wait for it, so it ends with the store.
    if (!io.signal.aborted) io.stderr.write(`citations cannot be read: ${String(error)}\n`);
  });

  await untilAborted(io.signal);
  unsubscribe();
  await Promise.all([server.close(), launcher?.stop(), completing, following]);
  return exitCodes.ok;
}

/** Where nobody can sign in as an admin yet: a link for the first one, to whoever reads the terminal. */
async function offerSetup(
  io: CommandIo,
  flags: ParsedFlags,
  options: AccountOptions,
  store: LibraryStore,
  home: string,
): Promise<void> {
  if (options.mode === "single-user") return;
  const token = await createAccounts({ ...options, store, nowMs: io.nowMs }).links.setup();
  if (token === null) return;
  const address = new URL(linkPath("setup", token), options.publicOrigin ?? home).href;
  io.stderr.write(`No admin yet. Whoever opens this link within a day becomes the first:\n  ${address}\n`);
  if (flags.has("json")) writeJson(io, { event: "setup", address });
}

const pathFlag = (io: CommandIo, flags: ParsedFlags, name: string): string | null => {
  const given = flags.text(name);
  return given === null ? null : resolve(io.cwd, given);
};

/** A path below the current folder without the part that the operator knows; others whole. */
const shortPath = (from: string, path: string): string => {
  const below = relative(from, path);
  return below === "" || below.startsWith("..") ? path : below;
};

const runsFolder = (io: CommandIo, flags: ParsedFlags, { dataDir }: OpenedLibrary): string =>
  pathFlag(io, flags, "runs") ?? resolve(dataDir, "runs");

function createLauncher(io: CommandIo, flags: ParsedFlags, opened: OpenedLibrary): ToolkitLauncher | null {
  const program = pathFlag(io, flags, "lab");
  if (program === null || !existsSync(program)) return null;
  const say = (message: string): void => void io.stderr.write(`${message}\n`);
  return createToolkitLauncher(program, runsFolder(io, flags, opened), () => new Date(io.nowMs()), say);
}

async function createCompletion(
  io: CommandIo,
  flags: ParsedFlags,
  { library, starterKeys }: OpenedLibrary,
  { contact, openAlexKey }: UpstreamAccess,
): Promise<CompletionJob> {
  const { store } = library;
  const imports = await store.imports.list();
  const { papers } = await store.papers.statistics();
  const sources = imports.map((each) => each.source).toSorted();
  return createCompletionJob({
    store,
    wanted: starterKeys,
    openAlexKey,
    holdings: {
      state: sources.some((source) => source.startsWith("corpus:")) ? "corpus" : "starter-set",
      papers,
      sources,
    },
    tools: {
      fetch: (url, init) => fetch(url, init),
      nowMs: io.nowMs,
      sleep: pause,
      limiter: store.upstreams,
      ...(contact === null ? {} : { contact }),
      offline: flags.has("offline"),
      signal: io.signal,
    },
  });
}

function announce(io: CommandIo, flags: ParsedFlags, home: string, freshness: Freshness): void {
  const paper = `${home}abs/${featuredPaper}`;
  if (flags.has("json")) writeJson(io, { event: "ready", home, paper, freshness });
  else io.stdout.write(`ArxivLens is at ${home}\nStableMoE:      ${paper}\n`);
  io.stderr.write(`${freshness.message}\n`);
  if (flags.has("open")) openBrowser(io, home);
}

/** Says each new state once; counts that only move on are for the pages. */
function freshnessReporter(io: CommandIo, flags: ParsedFlags): (freshness: Freshness) => void {
  let said = "";
  return (freshness) => {
    if (freshness.message === said) return;
    said = freshness.message;
    io.stderr.write(`${said}\n`);
    if (flags.has("json")) writeJson(io, { event: "freshness", ...freshness });
  };
}

function openBrowser(io: CommandIo, address: string): void {
  const program = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
  spawn(program, [address], { stdio: "ignore", detached: true })
    .on("error", () => io.stderr.write(`no browser could be opened; go to ${address}\n`))
    .unref();
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener("abort", () => done(), { once: true }));
}
