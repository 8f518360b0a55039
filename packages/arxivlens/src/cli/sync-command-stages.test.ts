import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inventedPaper } from "../../test/invented-papers.ts";
import { smallStore, type SmallStore } from "../../test/small-store.ts";
import { servedUpstream, type ServedUpstream } from "../../test/upstream/served-upstream.ts";
import type { SimulatorOptions } from "../../test/upstream/simulator.ts";

let cwd: string;
let small: SmallStore;
let upstream: ServedUpstream;
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "lens-sync-"));
  small = smallStore(cwd);
});
afterEach(async () => {
  await upstream[Symbol.asyncDispose]();
  rmSync(cwd, { recursive: true, force: true });
});

const key = (number: number): string => `2001.${String(number).padStart(5, "0")}`;
const nowMs = (): number => Date.parse("2024-02-05T12:00:00Z");
const serveUpstream = async (options: Omit<SimulatorOptions, "nowMs">): Promise<void> => {
  upstream = await servedUpstream({ ...options, nowMs });
};
const sync = (...argv: readonly string[]): ReturnType<SmallStore["call"]> => {
  const { address } = upstream;
  const services = ["--oai", `${address}/oai`, "--rss", `${address}/rss`, "--query", `${address}/api/query`];
  return small.callWith({ nowMs }, "sync", ...services, ...argv);
};

describe("sync", () => {
  test("harvests, takes announcements, fills holes, says how each went, and what it took can be searched", async () => {
    const announced = inventedPaper("2402.00001", { title: "Announced Lanterns" });
    const atArxiv = Array.from({ length: 21 }, (_, at) => inventedPaper(key(at + 1)));
    await serveUpstream({
      changes: atArxiv
        .filter((paper) => paper.key !== key(5))
        .map((paper) => ({ key: paper.key, datestamp: "2024-02-01", paper })),
      announcements: [{ paper: announced, announceType: "new" }],
      papers: [inventedPaper("0704.0001"), ...atArxiv],
    });
    const first = await sync();
    expect([first.code, first.stderr()]).toEqual([0, expect.not.stringContaining("undefined")]);
    expect(first.stdout()).toMatch(
      /^harvest: 20 records since 2005-09-16, 0 deleted, 0 unreadable, 0 mended; the next begins at 2024-02-04$/mu,
    );
    expect(first.stdout()).toMatch(/^announcements: 1 announced papers/mu);
    expect(first.stdout()).toMatch(/^holes: /mu);
    expect((await small.call("search", "announced", "lanterns")).stdout()).toMatch(/^2402\.00001\t/u);
    expect((await small.call("paper", key(5))).code).toBe(0);
    const { json } = await small.call("status", "--json");
    expect(json()).toMatchObject([
      { stages: expect.arrayContaining([expect.objectContaining({ name: "harvest", outcome: "done" })]) },
    ]);
    // A second one goes on where the first ended, and finds nothing left to ask for.
    const again = await sync("--json");
    expect([again.code, again.json()]).toMatchObject([
      0,
      [{ harvest: { from: "2024-02-04", papers: 0, issue: null }, holes: { asked: 0 } }],
    ]);
  });

  test("goes on after a stage whose upstream fails, names it, and ends with 1", async () => {
    await serveUpstream({ announcements: [{ paper: inventedPaper("2402.00001"), announceType: "new" }] });
    const { code, stdout, stderr } = await sync("--oai", `${upstream.address}/nowhere`);
    expect(code).toBe(1);
    expect(stderr()).toMatch(/^harvest: 127\.0\.0\.1:\d+ answered HTTP 404$/mu);
    expect(stdout()).toMatch(/^announcements: 1 announced papers$/mu);
    const { json } = await small.call("status", "--json");
    expect(json()).toMatchObject([
      { stages: expect.arrayContaining([expect.objectContaining({ name: "harvest", outcome: "failed" })]) },
    ]);
  });

  test("runs the named stages only, in their own order", async () => {
    await serveUpstream({});
    const { code, json } = await sync("--stages", "holes,harvest", "--json");
    expect([code, json().map((ends) => Object.keys(ends as object))]).toEqual([0, [["harvest", "holes"]]]);
    expect(upstream.simulator.requests.map(({ url }) => url.pathname)).toEqual(["/oai"]);
  });
});
