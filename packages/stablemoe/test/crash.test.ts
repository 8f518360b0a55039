import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
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
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "crash-"));
  // Whole paragraphs: each is a document, so that every split gets some.
  const word = (i: number): string =>
    "routing expert token layer stage gate balance freeze".split(" ")[hash32(1, i) % 8]!;
  const paragraphs = Array.from({ length: 400 }, (_, p) => Array.from({ length: 40 }, (_w, i) => word(p * 40 + i)));
  writeFileSync(join(folder, "text.txt"), paragraphs.map((words) => words.join(" ")).join("\n\n"));
  const { code, err } = await ended(train("whole"));
  expect(code, err).toBe(0);
}, 120_000);
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

const train = (run: string, ...more: string[]): ChildProcess =>
  start("train", "--corpus", join(folder, "text.txt"), "--run-dir", join(folder, run), ...settings, ...more);

const resume = (run: string): ChildProcess =>
  start("resume", join(folder, run), "--checkpoint-every", "10", "--threads", "1");

/** Trains until so many metric lines are written, then kills. */
async function trainAndKill(run: string, lines: number, ...more: string[]): Promise<void> {
  const child = train(run, ...more);
  const metrics = join(folder, run, "metrics.jsonl");
  const timer = setInterval(() => {
    if (existsSync(metrics) && readFileSync(metrics, "utf8").split("\n").length > lines) child.kill("SIGKILL");
  }, 2);
  const { code, err } = await ended(child);
  clearInterval(timer);
  expect(code, err).toBeNull();
}

const modelHash = (run: string): string =>
  createHash("sha256")
    .update(readFileSync(join(folder, run, "model.safetensors")))
    .digest("hex");

test(`${KILLS} SIGKILLs at random moments over both stages leave the final weights bit for bit the same`, async () => {
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
    child = resume("killed");
  }
  expect(kills).toBe(KILLS);
  expect(stages).toContain("1");
  expect(stages).toContain("2");
  expect(modelHash("killed")).toBe(modelHash("whole"));
}, 600_000);

test("a file that the system refuses to write costs nothing: the checkpoint before it stays, and a resume ends the same", async () => {
  await trainAndKill("full", 60);
  // What a kill in the middle of a checkpoint leaves; whether this one did is chance.
  writeFileSync(join(folder, "full", ".checkpoint.safetensors.999999"), "half");
  const kilobytes = Math.floor(statSync(join(folder, "full", "checkpoint.safetensors")).size / 1024) - 1;
  const limited = spawn(
    "bash",
    ["-c", `ulimit -f ${kilobytes}; exec "$0" "$@"`, process.execPath, command, "resume", join(folder, "full")].concat(
      "--checkpoint-every",
      "10",
    ),
    { env: { ...process.env, ARXIVLENS_SKIP_BUILD: "1" }, stdio: ["ignore", "ignore", "pipe"] },
  );
  const { code, err } = await ended(limited);
  expect(code).toBe(1);
  expect(err).toMatch(/cannot write checkpoint\.safetensors of .*EFBIG.*stablemoe resume/);
  expect(readdirSync(join(folder, "full")).filter((file) => file.startsWith("."))).toEqual([]);
  const end = await ended(resume("full"));
  expect(end.code, end.err).toBe(0);
  expect(modelHash("full")).toBe(modelHash("whole"));
}, 120_000);

test("a checkpoint cut short is refused by name, or passed over for the one kept before it", async () => {
  await trainAndKill("cut", 80, "--keep-last", "2");
  const checkpoint = join(folder, "cut", "checkpoint.safetensors");
  const newest = readFileSync(checkpoint);
  rmSync(checkpoint); // the kept name is a second name of the same file
  writeFileSync(checkpoint, newest.subarray(0, newest.length / 2));
  const kept = (): number => readdirSync(join(folder, "cut")).filter((file) => /^checkpoint-\d+/.test(file)).length;
  // Three where the kill came between the new name and the removal of the oldest.
  expect([2, 3]).toContain(kept());
  const end = await ended(resume("cut"));
  expect(end.code, end.err).toBe(0);
  expect(kept()).toBe(2);
  expect(end.err).toMatch(/cut off; going on from checkpoint-\d+\.safetensors/);
  expect(modelHash("cut")).toBe(modelHash("whole"));

  await trainAndKill("alone", 40);
  const only = join(folder, "alone", "checkpoint.safetensors");
  truncateSync(only, statSync(only).size / 2);
  const refused = await ended(resume("alone"));
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/checkpoint\.safetensors cannot be read: .*cut off; there is no older checkpoint/);
}, 120_000);
