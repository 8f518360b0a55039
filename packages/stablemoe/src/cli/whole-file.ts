import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Of `writeWholeFile`: what it writes, and the process that does. */
const UNFINISHED = /^\.[\w-]+\.(?:json|jsonl|safetensors)\.(\d+)$/;

/** Writes a file that appears whole or not at all; a failure leaves no rest behind, and what was there before. */
export function writeWholeFile(path: string, content: string | Uint8Array): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}`);
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw cause;
  }
}

/** Removes what writers left that were killed. */
export function removeUnfinishedFiles(folder: string): void {
  for (const file of readdirSync(folder)) {
    const writer = UNFINISHED.exec(file)?.[1];
    if (writer === undefined || isAnotherAlive(Number(writer))) continue;
    try {
      rmSync(join(folder, file), { force: true });
    } catch {
      // It takes up space and nothing else.
    }
  }
}

function isAnotherAlive(pid: number): boolean {
  if (pid === process.pid) return false; // a container gives the same number again
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}
