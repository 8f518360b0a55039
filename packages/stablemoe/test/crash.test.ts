import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hash32 } from "@stablemoe/tensor";

/** `CRASH_KILLS=50` for the long form. */
const KILLS = Number(process.env["CRASH_KILLS"] ?? 6);
const STEPS = 240;
const command = join(import.meta.dirname, "../bin/stablemoe.mjs");
const settings = Object.entries({
  steps: STEPS,
  "stage1-steps": STEPS / 2,
  "vocab-size": 300,
  width: 16,
  "inner-width": 32,
  "sequence-length": 32,
  batch: 4,
  heads: 2,
  "num-experts": 4,
  "probe-every": 40,
  "probe-tokens": 512,
  "checkpoint-every": 10,
  threads: 1,
}).flatMap(([name, value]) => [`--${name}`, `${value}`]);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "crash-"));
  // Whole paragraphs: each is a document, so that every split gets some.
  const word = (i: number): string =>
    "routing expert token layer stage gate balance freeze".split(" ")[hash32(1, i) % 8]!;
  const paragraphs = Array.from({ length: 400 }, (_, p) => Array.from({ length: 40 }, (_w, i) => word(p * 40 + i)));
  writeFileSync(join(folder, "text.txt"), paragraphs.map((words) => words.join(" ")).join("\n\n"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(...args: string[]): ChildProcess {
  const env = { ...process.env, ARXIVLENS_SKIP_BUILD: "1" };
  return spawn(process.execPath, [command, ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
}

/** Resolves with the exit code, null after a kill. */
function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly err: string }> {
  let err = "";
  child.stderr!.on("data", (text: Buffer) => (err += text.toString()));
  return new Promise((done) => child.once("close", (code) => done({ code, err })));
}

const train = (run: string): ChildProcess =>
  start("train", "--corpus", join(folder, "text.txt"), "--run-dir", join(folder, run), ...settings);

const modelHash = (run: string): string =>
  createHash("sha256")
    .update(readFileSync(join(folder, run, "model.safetensors")))
    .digest("hex");

test(`${KILLS} SIGKILLs at random moments over both stages leave the final weights bit for bit the same`, async () => {
  const { code, err } = await ended(train("whole"));
  expect(code, err).toBe(0);
  const stages: string[] = [];
  let kills = 0;
  let child = train("killed");
  for (;;) {
    const end = ended(child);
    const metrics = join(folder, "killed", "metrics.jsonl");
    if (kills < KILLS) {
      // Kills are spread over the run, each at a drawn place of its stretch.
      const wanted = ((kills + hash32(7, kills) / 2 ** 32) * STEPS) / KILLS;
      const lines = (): number => (existsSync(metrics) ? readFileSync(metrics, "utf8").split("\n").length - 1 : 0);
      const timer = setInterval(() => {
        if (lines() < wanted) return;
        clearInterval(timer);
        child.kill("SIGKILL");
      }, 2);
      const result = await end;
      clearInterval(timer);
      if (result.code === null) {
        kills++;
        const last = readFileSync(metrics, "utf8").trimEnd().split("\n").at(-1)!;
        stages.push(/"stage":(\d)/u.exec(last)?.[1] ?? "cut");
      } else if (result.code === 0) break;
      else expect.fail(result.err);
    } else {
      const result = await end;
      expect(result.code, result.err).toBe(0);
      break;
    }
    child = start("resume", join(folder, "killed"), "--checkpoint-every", "10", "--threads", "1");
  }
  expect(kills).toBe(KILLS);
  expect(stages).toContain("1");
  expect(stages).toContain("2");
  expect(modelHash("killed")).toBe(modelHash("whole"));
}, 600_000);
