import { join, resolve } from "node:path";
import { clearIndex } from "../search/segments/clear-index.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { indexFolder, lockIndexFolder } from "./index-folder.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import { counted } from "../pipeline/counted.ts";

/** `arxivlens index`: brings the full-text index up to the store, or makes it anew. */
export const indexCommand: Command = {
  name: "index",
  summary: "Bring the full-text index up to the store and say what it consists of; --rebuild makes it anew",
  usage: "[--rebuild] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    rebuild: { type: "switch", summary: "throw the index away first; it is computed from the store" },
  },
  operands: { least: 0, most: 0 },
  failure: "another process is writing the index",
  async run(io, given) {
    if (given.has("rebuild")) {
      const folder = join(resolve(io.cwd, given.text("data-dir") ?? ".arxivlens"), "index");
      using lock = lockIndexFolder(folder);
      if (lock === null) {
        io.stderr.write(`another process is writing ${folder}; wait for it, or stop it\n`);
        return exitCodes.failed;
      }
      await clearIndex(indexFolder(folder));
    }
    await using opened = await openLibrary(io, given);
    const { index, store } = opened.library;
    const behind = (await store.papers.lastChange()) - index.position;
    const state = { documents: index.documents, position: index.position, behind, segments: opened.segments() };
    if (given.has("json")) writeJson(io, state);
    else {
      for (const { name, documents, deleted } of state.segments)
        io.stdout.write(`${name}\t${counted(documents, "paper")}\t${deleted} replaced\n`);
      io.stdout.write(`${counted(state.documents, "paper")}, ${counted(behind, "change")} behind the store\n`);
    }
    return exitCodes.ok;
  },
};
