import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { RunLauncher } from "../lab/run-files.ts";

export interface ToolkitLauncher extends RunLauncher {
  /** Asks the runs of this launcher to end, and ends those that do not within a moment. */
  stop(): Promise<void>;
}

/** After this long a child that was asked to end is ended. */
const graceMs = 600;

/**
 * Starts the tiny run of the toolkit in a child process.
 *
 * @param program path of the toolkit's program
 * @param runsFolder folder that gets one folder per run
 * @param report told how a run ended, where it ended badly
 */
export function createToolkitLauncher(
  program: string,
  runsFolder: string,
  now: () => Date,
  report: (message: string) => void,
): ToolkitLauncher {
  let stopping = false;
  let current: { readonly run: string; readonly child: ChildProcess } | null = null;
  return {
    running: () => current?.run ?? null,
    async start() {
      mkdirSync(runsFolder, { recursive: true });
      const run = `tiny-${now().toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-")}`;
      const folder = join(runsFolder, run);
      const args = [program, "train", "--preset", "tiny", "--run-dir", folder, "--json"];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
      let lastWords = "";
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        lastWords = (lastWords + text).slice(-400);
      });
      const started = await new Promise<string | null>((resolve) => {
        child.once("spawn", () => resolve(null)).once("error", (error) => resolve(error.message));
      });
      if (started !== null) return { ok: false, message: `${program} could not be started (${started})` };
      current = { run, child };
      child.once("exit", (code, signal) => {
        current = null;
        if (code !== 0 && signal === null && !stopping)
          report(`run ${run} ended with code ${code}: ${lastWords.trim().split("\n").at(-1) ?? ""}`);
      });
      return { ok: true, run };
    },
    async stop() {
      stopping = true;
      const child = current?.child;
      if (child === undefined || child.exitCode !== null) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => child.kill("SIGKILL"), graceMs);
        child.once("exit", () => {
          clearTimeout(timer);
          resolve();
        });
        child.kill("SIGTERM");
      });
    },
  };
}
