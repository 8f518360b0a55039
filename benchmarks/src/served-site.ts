import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(import.meta.dirname, "../..");

/** A running server, in a process of its own as for users. */
export interface ServedSite {
  readonly address: string;
  readonly startSeconds: number;
  stop(): Promise<void>;
}

/** Starts the real server without network and waits for the address that it prints. */
export async function serveSite(dataDir: string, more: readonly string[] = []): Promise<ServedSite> {
  const from = performance.now();
  const program = join(root, "packages/arxivlens/bin/arxivlens.mjs");
  const site = join(root, "packages/site/dist");
  const flags = ["serve", "--offline", "--json", "--port", "8610", "--data-dir", dataDir, "--site", site, ...more];
  const child = spawn(process.execPath, [program, ...flags], { stdio: ["ignore", "pipe", "inherit"] });
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

/** Identifiers of this instance's papers, as its own search finds them; the flagship first. */
export async function someIds(address: string, count: number): Promise<readonly string[]> {
  const ids = new Set<string>(["2204.08396"]);
  for (const word of ["learning", "model", "routing", "graph", "language", "experts"])
    for (let page = 1; page <= 4; page++) {
      const answer = (await (await fetch(`${address}/api/search?q=${word}&page=${page}`)).json()) as {
        hits?: { arxivId: string | null }[];
      };
      for (const { arxivId } of answer.hits ?? []) if (arxivId !== null) ids.add(arxivId);
    }
  return [...ids].slice(0, count);
}
