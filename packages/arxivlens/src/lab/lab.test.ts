import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runFolder } from "../cli/run-folder.ts";
import { createLab, type Lab } from "./lab.ts";

let folder: string;
let nowMs: number;
let lab: Lab;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lens-lab-"));
  nowMs = 1_000_000;
  lab = createLab({ files: runFolder(folder), folder, launcher: null, nowMs: () => nowMs });
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (run: string, file: string, text: string): void => {
  mkdirSync(join(folder, run), { recursive: true });
  writeFileSync(join(folder, run, file), text);
};
const append = (run: string, text: string): void => appendFileSync(join(folder, run, "metrics.jsonl"), text);
const config = (startedAt = "2026-01-01T00:00:00Z"): string =>
  JSON.stringify({
    format: 1,
    preset: "tiny",
    router: "stable",
    steps: 10,
    startedAt,
    model: { numExperts: 4 },
    parameters: 100,
    futureKey: 1,
  });
const step = (number: number): string =>
  `{"type":"step","step":${number},"stage":1,"loss":2,"perplexity":7.4,"tokensPerSecond":9,"load":[1]}\n`;

describe("reading run folders", () => {
  test("a run shows what its config and metrics say; unknown keys and types are ignored", async () => {
    write("a", "config.json", config());
    write(
      "a",
      "metrics.jsonl",
      `${step(1)}{"type":"probe","step":1,"stage":1,"changeRate":null,"validLoss":3,"studentAgreement":null}\n{"type":"weather"}\nnot json\n{"type":"freeze","step":1}\n`,
    );
    expect(await lab.run("a")).toEqual({
      name: "a",
      status: "stopped",
      startedAt: "2026-01-01T00:00:00Z",
      preset: "tiny",
      router: "stable",
      steps: 10,
      freezeStep: 1,
      numExperts: 4,
      parameters: 100,
      metrics: [
        { type: "step", step: 1, stage: 1, loss: 2, perplexity: 7.4, tokensPerSecond: 9, load: [1] },
        { type: "probe", step: 1, stage: 1, changeRate: null, validLoss: 3, studentAgreement: null },
        { type: "freeze", step: 1 },
      ],
    });
  });

  test("a line is read when its end has been written, and once", async () => {
    write("a", "config.json", config());
    write("a", "metrics.jsonl", step(1) + step(2).slice(0, 20));
    expect((await lab.run("a"))?.metrics).toHaveLength(1);
    append("a", step(2).slice(20));
    expect((await lab.run("a"))?.metrics.map((metric) => metric.step)).toEqual([1, 2]);
    expect((await lab.run("a"))?.metrics).toHaveLength(2);
  });

  test("a run that was begun again is read from its beginning", async () => {
    write("a", "config.json", config());
    write("a", "metrics.jsonl", step(1) + step(2));
    await lab.run("a");
    write("a", "metrics.jsonl", step(7));
    expect((await lab.run("a"))?.metrics.map((metric) => metric.step)).toEqual([7]);
  });

  test("running, finished, stopped and failed are told apart", async () => {
    for (const run of ["alive", "dead", "done", "broken", "bare"]) write(run, "config.json", config());
    write("alive", "lock.json", JSON.stringify({ pid: process.pid }));
    // Process ids end far below this one.
    write("dead", "lock.json", JSON.stringify({ pid: 2 ** 31 - 1 }));
    write("done", "metrics.jsonl", `${step(1)}{"type":"result","validLoss":1}\n`);
    write("broken", "metrics.jsonl", '{"type":"error"}\n');
    const statuses = Object.fromEntries((await lab.runs()).map((run) => [run.name, run.status]));
    expect(statuses).toEqual({
      alive: "running",
      dead: "stopped",
      done: "finished",
      broken: "failed",
      bare: "stopped",
    });
  });

  test("a run without a lock that grows is running until it falls silent", async () => {
    write("a", "config.json", config());
    write("a", "metrics.jsonl", step(1));
    expect((await lab.run("a"))?.status).toBe("stopped");
    append("a", step(2));
    expect((await lab.run("a"))?.status).toBe("running");
    nowMs += 60_000;
    expect((await lab.run("a"))?.status).toBe("stopped");
  });

  test("the latest run comes first; folders that are no runs and names outside are left out", async () => {
    write("old", "config.json", config("2025-01-01T00:00:00Z"));
    write("new", "config.json", config("2026-01-01T00:00:00Z"));
    write("empty", "notes.txt", "");
    write("torn", "config.json", '{"format": 1, "na');
    expect((await lab.runs()).map((run) => run.name)).toEqual(["new", "old"]);
    for (const name of ["..", "../x", "", "torn", "none"]) expect(await lab.run(name)).toBeNull();
  });

  test("a missing folder holds no runs, and without a toolkit none can be started", async () => {
    const nowhere = createLab({ files: runFolder(join(folder, "none")), folder, launcher: null, nowMs: () => 0 });
    expect(await nowhere.runs()).toEqual([]);
    expect(nowhere.canStart).toBe(false);
    expect(await nowhere.start()).toMatchObject({ ok: false, message: expect.stringContaining("--lab") });
  });
});
