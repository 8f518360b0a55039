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
  writevSync,
} from "node:fs";
import { join } from "node:path";
import type { IndexDirectory } from "../search/segments/index-directory.ts";
import { takeExclusiveLock } from "../store/sqlite/exclusive-lock.ts";

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
    list: async () => readdirSync(folder).filter((name) => !name.startsWith(lockName)),
  };
}

function writeWhole(file: number, part: Uint8Array): void {
  for (let written = 0; written < part.length;) written += writevSync(file, [part.subarray(written)]);
}

const lockName = "writer.sqlite";

/** Takes the right to write an index folder, or gives null where somebody else has it. */
export function lockIndexFolder(folder: string): Disposable | null {
  mkdirSync(folder, { recursive: true });
  return takeExclusiveLock(join(folder, lockName));
}
