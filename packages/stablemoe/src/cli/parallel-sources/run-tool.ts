import { execFile } from "node:child_process";
import { StableMoeError } from "../../tokenizer/error.ts";

/** Runs a program to its end in a folder and gives back what it printed. */
export type RunTool = (program: string, args: readonly string[], folder: string) => Promise<string>;

/** Lines of errors: npm and apt begin with the cause and end with advice. */
const SHOWN = 5;

/**
 * Runs a program of the system.
 *
 * @throws {StableMoeError} `tool-missing` where there is no such program, `tool-failed` with the first lines of its errors
 */
export const runTool: RunTool = (program, args, folder) =>
  new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell can start; no argument here holds anything that a shell would read.
    const shell = process.platform === "win32";
    execFile(program, args, { cwd: folder, shell, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      if (error.code === "ENOENT") {
        return reject(new StableMoeError("tool-missing", `there is no program ${program} here`, { cause: error }));
      }
      const lines = stderr.split("\n").filter((line) => line.trim() !== "");
      const message = `${program} ${args.join(" ")} failed:\n  ${lines.slice(0, SHOWN).join("\n  ") || error.message}`;
      reject(new StableMoeError("tool-failed", message, { cause: error }));
    });
  });
