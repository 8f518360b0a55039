import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BenchmarkResult, median, percentile } from "../harness.ts";
import { serveSite, someIds } from "../served-site.ts";

/** Pages asked for in each round: enough for a steady 95th percentile. */
const PAGES = 200;
const ROUNDS = 5;

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
  const flags = corpus === undefined ? [] : ["--corpus", corpus];
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
    const first = await serveSite(dataDir, flags);
    await first.stop();
    const server = await serveSite(dataDir, flags);
    const ids = await someIds(server.address, PAGES);
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
