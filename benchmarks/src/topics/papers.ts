import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { type BenchmarkResult, median, percentile } from "../harness.ts";

const root = resolve(import.meta.dirname, "../../..");
/** Pages asked for in each round: enough for a steady 95th percentile. */
const PAGES = 200;
const ROUNDS = 5;

interface Served {
  readonly address: string;
  readonly startSeconds: number;
  stop(): Promise<void>;
}

/** Starts the real server and waits for the address that it prints. */
async function serve(dataDir: string, corpus: string | undefined): Promise<Served> {
  const from = performance.now();
  const flags = [
    "serve",
    "--offline",
    "--json",
    "--port",
    "8610",
    "--data-dir",
    dataDir,
    "--site",
    join(root, "packages/site/dist"),
  ];
  const child = spawn(
    process.execPath,
    [
      join(root, "packages/arxivlens/bin/arxivlens.mjs"),
      ...flags,
      ...(corpus === undefined ? [] : ["--corpus", corpus]),
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const exited = new Promise<void>((done) => child.once("exit", () => done()));
  for await (const line of createInterface(child.stdout)) {
    const found = /"(http:\/\/[^"]+?)\/?"/.exec(line);
    if (found === null) continue;
    child.stdout.resume();
    return {
      address: found[1]!,
      startSeconds: (performance.now() - from) / 1000,
      async stop() {
        child.kill("SIGTERM");
        await exited;
      },
    };
  }
  throw Object.assign(new Error("the server ended before it printed its address"), { code: "no-server" });
}

/** Milliseconds of each request, one after the other. */
async function times(addresses: readonly string[]): Promise<number[]> {
  const out: number[] = [];
  for (const address of addresses) {
    const from = performance.now();
    await (await fetch(address)).arrayBuffer();
    out.push(performance.now() - from);
  }
  return out;
}

/** The explorer over HTTP: first and second start, pages of many papers, search. `--corpus FOLDER` names the papers. */
export async function papers(args: readonly string[]): Promise<readonly BenchmarkResult[]> {
  const at = args.indexOf("--corpus");
  const corpus = at < 0 ? undefined : resolve(args[at + 1] ?? "");
  const dataDir = mkdtempSync(join(tmpdir(), "arxivlens-bench-"));
  const plain = (name: string, unit: string, values: readonly number[], target: number | null): BenchmarkResult => {
    const value = median(values);
    const pass = target === null ? null : value <= target;
    return {
      name,
      value,
      unit,
      peer: null,
      peerValue: null,
      ratio: null,
      target,
      pass,
      runs: values.length,
      spread: [Math.min(...values), Math.max(...values)],
    };
  };
  try {
    const first = await serve(dataDir, corpus);
    await first.stop();
    const server = await serve(dataDir, corpus);
    const ids = await someIds(server.address);
    const pages = ids.map((id) => `${server.address}/abs/${id}`);
    const searches = ids.map(
      (_, i) => `${server.address}/search?q=${["learning", "neural network", "mixture experts", "routing"][i % 4]!}`,
    );
    const warm = async (addresses: readonly string[]): Promise<number[]> => {
      const rounds: number[] = [];
      await times(addresses);
      for (let round = 0; round < ROUNDS; round++) rounds.push(percentile(await times(addresses), 95));
      return rounds;
    };
    const results = [
      plain("first start, papers loaded", "s", [first.startSeconds], null),
      plain("second start", "s", [server.startSeconds], 3),
      plain(`paper page, 95th percentile of ${pages.length}, cold`, "ms", [percentile(await times(pages), 95)], null),
      plain(`paper page, 95th percentile of ${pages.length}, warm`, "ms", await warm(pages), 30),
      plain(`search, 95th percentile of ${searches.length}, warm`, "ms", await warm(searches), null),
    ];
    await server.stop();
    return results;
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Ids of this instance's papers, as its own search finds them. */
async function someIds(address: string): Promise<readonly string[]> {
  const ids = new Set<string>(["2204.08396"]);
  for (const word of ["learning", "model", "routing", "graph", "language", "experts"]) {
    for (let page = 1; page <= 4; page++) {
      const answer = (await (await fetch(`${address}/api/search?q=${word}&page=${page}`)).json()) as {
        hits?: { arxivId: string | null }[];
      };
      for (const { arxivId } of answer.hits ?? []) if (arxivId !== null) ids.add(arxivId);
    }
  }
  return [...ids].slice(0, PAGES);
}
