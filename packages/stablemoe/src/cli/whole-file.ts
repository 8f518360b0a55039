import { readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const UNFINISHED = /^\..+\.\d+$/;

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

/** Removes what writers left that were killed. Only where the caller alone writes into the folder. */
export function removeUnfinishedFiles(folder: string): void {
  for (const file of readdirSync(folder)) if (UNFINISHED.test(file)) rmSync(join(folder, file), { force: true });
}
