import { randomUUID } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writevSync,
} from "node:fs";
import { join } from "node:path";
import type { IndexDirectory } from "../search/segments/index-directory.ts";

/** An index directory on disk: files are written beside, flushed, and renamed into place. */
export function indexFolder(folder: string): IndexDirectory {
  mkdirSync(folder, { recursive: true });
  return {
    read: async (name) => {
      const path = join(folder, name);
      return existsSync(path) ? readFileSync(path) : null;
    },
    write: async (name, parts) => {
      const temporary = join(folder, `${name}.${randomUUID()}.part`);
      const file = openSync(temporary, "wx");
      try {
        for (const part of parts) writeWhole(file, part);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, join(folder, name));
    },
    remove: async (name) => rmSync(join(folder, name), { force: true }),
    list: async () => readdirSync(folder).filter((name) => name !== lockName),
  };
}

function writeWhole(file: number, part: Uint8Array): void {
  for (let written = 0; written < part.length;) written += writevSync(file, [part.subarray(written)]);
}

const lockName = "writer.lock";

/**
 * Takes the right to write an index folder, or gives null where another living process has it. A lock whose process is
 * gone is taken over.
 *
 * @returns gives the right back
 */
export function lockIndexFolder(folder: string): (() => void) | null {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, lockName);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const owner = Number(readOrNull(path));
      if (owner !== process.pid && isAlive(owner)) return null;
      rmSync(path, { force: true });
    }
  }
  return null;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it lives.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
