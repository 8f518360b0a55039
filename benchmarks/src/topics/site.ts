import { mkdtempSync, rmSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import autocannon from "autocannon";
import { chromium, type Browser, type CDPSession } from "playwright-core";
import { type BenchmarkResult, median, percentile } from "../harness.ts";
import { serveSite, someIds } from "../served-site.ts";

const PAGES = 200;
const READERS = 50;
const ROUNDS = 5;
const ROUND_SECONDS = 5;
/** Chromium slows its own script and layout by this. */
const CPU_SLOWDOWN = 4;

/** One figure without a peer. */
function figure(
  name: string,
  unit: string,
  values: readonly number[],
  target: number | null,
  better: "lower" | "higher" = "lower",
): BenchmarkResult {
  const value = median(values);
  const pass = target === null ? null : better === "lower" ? value <= target : value >= target;
  const spread = [Math.min(...values), Math.max(...values)] as const;
  return { name, value, unit, peer: null, peerValue: null, ratio: null, target, pass, runs: values.length, spread };
}

/** Readers who open a page a second each, out of step with one another; milliseconds. */
async function steadyLatencies(
  address: string,
  paths: readonly string[],
): Promise<{ readonly times: readonly number[]; readonly failed: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: READERS });
  const times: number[] = [];
  let failed = 0;
  const open = (path: string): Promise<void> =>
    new Promise((done) => {
      const begun = performance.now();
      const fail = (): void => {
        failed++;
        done();
      };
      get(address + path, { agent }, (response) => {
        if (response.statusCode !== 200) failed++;
        response.resume().on("end", () => {
          times.push(performance.now() - begun);
          done();
        });
        response.on("error", fail);
      }).on("error", fail);
    });
  const reader = async (number: number): Promise<void> => {
    for (let turn = 0; turn < ROUND_SECONDS; turn++) {
      const due = 1000 * (turn + number / READERS);
      await new Promise((done) => setTimeout(done, Math.max(0, begun + due - performance.now())));
      await open(paths[(turn * READERS + number) % paths.length]!);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: READERS }, (_, number) => reader(number)));
  agent.destroy();
  return { times, failed };
}

/** Readers who ask for one page after another, each as soon as the last has come; milliseconds. */
async function latencies(
  address: string,
  paths: readonly string[],
): Promise<{ readonly times: readonly number[]; readonly failed: number; readonly rate: number }> {
  const times: number[] = [];
  const options: autocannon.Options = {
    url: address,
    connections: READERS,
    duration: ROUND_SECONDS,
    requests: paths.map((path) => ({ method: "GET", path })),
  };
  const result = await new Promise<autocannon.Result>((resolved, rejected) => {
    const running = autocannon(options, (error: unknown, ended) => {
      if (error instanceof Error) rejected(error);
      else resolved(ended);
    });
    running.on("response", (_client, status, _bytes, milliseconds) => {
      if (status === 200) times.push(milliseconds);
    });
  });
  return { times, failed: result.errors + result.non2xx, rate: result.requests.average };
}

async function underLoad(address: string, paths: readonly string[], name: string): Promise<readonly BenchmarkResult[]> {
  for (const path of paths) await (await fetch(address + path)).arrayBuffer();
  const closed: number[] = [];
  const steady: number[] = [];
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const rushed = await latencies(address, paths);
    const paced = await steadyLatencies(address, paths);
    const failed = rushed.failed + paced.failed;
    if (failed > 0) throw Object.assign(new Error(`${failed} requests failed under load`), { code: "failed-requests" });
    closed.push(percentile(rushed.times, 95));
    steady.push(percentile(paced.times, 95));
    rates.push(rushed.rate);
  }
  return [
    figure(`${name}: p95, ${READERS} readers without a pause`, "ms", closed, 30),
    figure(`${name}: p95, ${READERS} readers, a page a second each`, "ms", steady, 30),
    figure(`${name}: pages of ${READERS} readers without a pause`, "pages/s", rates, null),
  ];
}

interface Painted {
  readonly largestMs: number;
  readonly shift: number;
  readonly scriptsKb: number;
}

/** What a page costs in a browser whose processor is four times slower, with an empty cache. */
async function painted(browser: Browser, address: string): Promise<Painted> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script" && !response.url().endsWith(".js")) return;
    scripts.push(response.body().then((body) => gzipSync(body).length / 1024));
  });
  const session: CDPSession = await context.newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWDOWN });
  await page.addInitScript(() => {
    const seen = { largestMs: 0, shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.largestMs = entry.startTime;
    }).observe({ type: "largest-contentful-paint", buffered: true });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  // Down to the map and back, so that what loads on view is counted and may shift the page.
  await page.evaluate(async () => {
    document.querySelector("#map")?.scrollIntoView();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
  await page.waitForLoadState("networkidle");
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Omit<Painted, "scriptsKb"> }).seen);
  const scriptsKb = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { ...seen, scriptsKb };
}

/**
 * The site under load and in a browser. `--data-dir FOLDER` asks a store that is there already (which is only read),
 * `--corpus FOLDER` loads one; neither: the starter set.
 */
export async function site(args: readonly string[]): Promise<readonly BenchmarkResult[]> {
  const named = (flag: string): string | null => {
    const at = args.indexOf(flag);
    return at < 0 ? null : resolve(args[at + 1] ?? "");
  };
  const given = named("--data-dir");
  const corpus = named("--corpus");
  const dataDir = given ?? mkdtempSync(join(tmpdir(), "arxivlens-bench-"));
  const server = await serveSite(dataDir, corpus === null ? [] : ["--corpus", corpus]);
  const executablePath = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const ids = await someIds(server.address, PAGES);
    const results = [
      ...(await underLoad(
        server.address,
        ids.map((id) => `/abs/${id}`),
        "paper page",
      )),
      ...(await underLoad(
        server.address,
        ids.map((_, i) => `/search?q=${["learning", "neural+network", "mixture+experts", "routing"][i % 4]!}`),
        "search page",
      )),
    ];
    const flagship = `${server.address}/abs/${ids[0]!}`;
    await painted(browser, flagship);
    const paints: Painted[] = [];
    for (let round = 0; round < ROUNDS; round++) paints.push(await painted(browser, flagship));
    const of = (name: keyof Painted): readonly number[] => paints.map((paint) => paint[name]);
    return [
      ...results,
      figure("paper page: largest contentful paint, processor 4 times slower", "ms", of("largestMs"), 1_000),
      figure("paper page: layout shift, processor 4 times slower", "score", of("shift"), 0),
      figure("paper page: scripts with the map, gzip", "kB", of("scriptsKb"), 180),
    ];
  } finally {
    await browser.close();
    await server.stop();
    if (given === null) rmSync(dataDir, { recursive: true, force: true });
  }
}
