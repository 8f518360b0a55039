import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../src/cli/main.ts";
import type { CommandIo } from "../src/cli/io.ts";
import type { LibraryStore } from "../src/store/library-store.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import { capturedIo, type CapturedIo } from "./captured-io.ts";

/** How a command ended, and what it wrote. */
export interface Called extends CapturedIo {
  readonly code: number;
}

/** Runs commands in a folder of their own. */
export interface SmallStore {
  /** Adds to the store before a command opens it. */
  readonly fill: (add: (store: LibraryStore) => Promise<void>) => Promise<void>;
  /** Runs a command over the store, with a starter set that is empty. */
  readonly call: (name: string, ...argv: readonly string[]) => Promise<Called>;
  /** The same in a process that differs. */
  readonly callWith: (differences: Partial<CommandIo>, name: string, ...argv: readonly string[]) => Promise<Called>;
}

/** A data folder below `cwd` for commands under test, without the works of the starter set. */
export function smallStore(cwd: string): SmallStore {
  const starter = join(cwd, "starter");
  mkdirSync(starter, { recursive: true });
  writeFileSync(join(starter, "papers.json"), '{"papers": []}');
  writeFileSync(join(starter, "citations.json"), '{"citations": []}');
  const data = join(cwd, "data");
  mkdirSync(data, { recursive: true });
  const callWith: SmallStore["callWith"] = async (differences, name, ...argv) => {
    const captured = capturedIo(cwd);
    const flags = ["--data-dir", data, ...(name === "backup" || name === "restore" ? [] : ["--starter", starter])];
    return { ...captured, code: await main([name, ...argv, ...flags], { ...captured.io, ...differences }) };
  };
  return {
    async fill(add) {
      const store = openSqliteStore(data, () => new Date(0));
      try {
        await add(store);
      } finally {
        await store.close();
      }
    },
    call: (name, ...argv) => callWith({}, name, ...argv),
    callWith,
  };
}
