import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { indexFolder } from "../src/cli/index-folder.ts";
import { seededRandom } from "../src/graph/seeded-random.ts";
import { parseQuery } from "../src/search/query/parse-query.ts";
import { SegmentIndex } from "../src/search/segments/segment-index.ts";
import { keyNumber } from "../src/store/paper-key.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";

const program = join(import.meta.dirname, "../dist/cli/main.js");
const root = mkdtempSync(join(tmpdir(), "lens-crash-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** `CRASHES=100` for the long run that docs/reliability.md tells of. */
const crashes = Number(process.env["CRASHES"] ?? 4);
const papers = 20_000;

function corpus(): string {
  const folder = join(root, "corpus");
  mkdirSync(folder);
  const random = seededRandom(1);
  const words = ["expert", "routing", "token", "mixture", "gate", "stable", "language", "model", "of", "the"];
  const text = (length: number): string =>
    Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(" ");
  const lines = Array.from({ length: papers }, (_, at) => {
    // Some papers come twice, so that merging and replacing happen as well.
    const number = at % 10 === 9 ? at - 5 : at + 1;
    const id = `${2001 + Math.floor(number / 9_000)}.${String((number % 9_000) + 1).padStart(5, "0")}`;
    return JSON.stringify({
      id,
      title: text(6),
      abstract: text(60),
      authors: ["Ada Example"],
      categories: ["cs.LG"],
      published: "2020-01-02",
    });
  });
  writeFileSync(join(folder, "papers.jsonl"), lines.join("\n"));
  return folder;
}

/** Runs the import; kills the process, if asked to, after so many milliseconds. Resolves with its exit code. */
function runImport(folder: string, dataDir: string, killAfterMs: number | null): Promise<number | null> {
  const run = `import { main } from ${JSON.stringify(program)}; process.exitCode = await main(["import", ${JSON.stringify(folder)}, "--data-dir", ${JSON.stringify(dataDir)}]);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", run], { stdio: "ignore" });
  const timer = killAfterMs === null ? null : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
  return new Promise((resolve) => {
    child.on("exit", (code) => {
      if (timer !== null) clearTimeout(timer);
      resolve(code);
    });
  });
}

/** Everything that must not depend on what happened on the way. */
async function contents(dataDir: string): Promise<unknown> {
  const store = openSqliteStore(dataDir, () => new Date(0));
  const index = await SegmentIndex.open(indexFolder(join(dataDir, "index")), keyNumber);
  const found = [];
  for (const query of ["expert routing", '"stable language"', "token OR gate", "-model", "mixtur*"]) {
    const { total, hits } = await index.search({ query: parseQuery(query), limit: 50, offset: 0, rank: "new" });
    found.push({ query, total, hits });
  }
  const rows = (await store.papers.changes(0, 1_000_000)).map(({ paper }) => JSON.stringify(paper)).toSorted();
  const result = {
    rows,
    counts: await store.papers.statistics(),
    runs: await store.coverage.runs(),
    imports: (await store.imports.list()).map(({ source, finished, papers: read }) => ({ source, finished, read })),
    behind: (await store.papers.lastChange()) - index.position,
    documents: index.documents,
    found,
  };
  await store.close();
  return result;
}

test.skipIf(!existsSync(program))(
  `an import and its index, killed at ${crashes} random moments, end as undisturbed ones`,
  async () => {
    const folder = corpus();
    const calm = join(root, "calm");
    const begun = performance.now();
    expect(await runImport(folder, calm, null)).toBe(0);
    const durationMs = performance.now() - begun;
    const expected = await contents(calm);
    const random = seededRandom(2);
    for (let crash = 0; crash < crashes; crash++) {
      const dataDir = join(root, `crash-${crash}`);
      // Killed once or twice, then let alone.
      for (let kill = 0; kill <= crash % 2; kill++) await runImport(folder, dataDir, random() * durationMs);
      expect(await runImport(folder, dataDir, null)).toBe(0);
      expect(await contents(dataDir)).toEqual(expected);
      rmSync(dataDir, { recursive: true });
    }
  },
  3_600_000,
);
