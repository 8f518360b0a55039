import { existsSync } from "node:fs";
import { open, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunFiles } from "../lab/run-files.ts";

/** Largest piece of a metrics file read in one look. */
const chunkBytes = 8_000_000;

/** Run folders on this machine's disk. */
export function runFolder(folder: string): RunFiles {
  return {
    async names() {
      if (!existsSync(folder)) return [];
      const entries = await readdir(folder, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted();
    },
    async read(run, file) {
      return readFile(join(folder, run, file), "utf8").catch(() => null);
    },
    async linesFrom(run, file, offset) {
      const handle = await open(join(folder, run, file)).catch(() => null);
      if (handle === null) return null;
      try {
        const { size } = await handle.stat();
        if (size < offset) return { lines: [], nextOffset: 0, restarted: true };
        const buffer = Buffer.alloc(Math.min(size - offset, chunkBytes));
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, offset);
        // What stands after the last line end is still being written.
        const end = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1;
        const lines = buffer
          .toString("utf8", 0, end)
          .split("\n")
          .filter((line) => line.trim() !== "");
        return { lines, nextOffset: offset + end, restarted: false };
      } finally {
        await handle.close();
      }
    },
    processAlive(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        // A process of another user is alive all the same.
        return error instanceof Error && "code" in error && error.code === "EPERM";
      }
    },
  };
}
