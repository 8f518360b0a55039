import { paceOf } from "../pipeline/pace.ts";
import { resolve } from "node:path";
import { backUpStore, restoreStore } from "../store/sqlite/backup.ts";
import { verifyStoreFile, type VerifiedStore } from "../store/sqlite/verification.ts";
import { dataDirFlag, type Command, type ParsedFlags } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { counted } from "../pipeline/counted.ts";
import { createProgressLine } from "./progress-line.ts";

const dataDirOf = (io: CommandIo, given: ParsedFlags): string =>
  resolve(io.cwd, given.text("data-dir") ?? ".arxivlens");

function report(io: CommandIo, given: ParsedFlags, file: string, did: string, found: VerifiedStore): number {
  if (given.has("json")) writeJson(io, { file, ...found });
  else
    io.stdout.write(
      `${file} ${did}: ${counted(found.papers, "work")}, ${counted(found.citations, "citation")}, every page and count verified\n`,
    );
  return exitCodes.ok;
}

/** `arxivlens backup FILE`: a verified copy of the store while it is in use; or a check of one. */
export const backupCommand: Command = {
  name: "backup",
  summary: "Copy the store into one file while it is in use, and verify the copy; --verify only checks a file",
  usage: "FILE [--verify] [--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag, verify: { type: "switch", summary: "check FILE, copy nothing" } },
  operands: { least: 1, most: 1 },
  failure: "the copy could not be made, or a file is damaged",
  async run(io, given, [name = ""]) {
    const file = resolve(io.cwd, name);
    if (given.has("verify")) return report(io, given, file, "is whole", verifyStoreFile(file));
    const line = createProgressLine(io);
    const begunAt = io.nowMs();
    const found = await backUpStore(dataDirOf(io, given), file, (copied, pages) => {
      const share = pages === 0 ? 1 : copied / pages;
      line.show({
        name: "backup",
        share,
        counts: [counted(copied, "page")],
        ...paceOf(io.nowMs() - begunAt, copied, share),
      });
    });
    line.end();
    return report(io, given, file, "written", found);
  },
};

/** `arxivlens restore FILE`: a backup becomes the store of a new data folder. */
export const restoreCommand: Command = {
  name: "restore",
  summary: "Verify a backup and make it the store of a data folder that has none; the index is built when it is opened",
  usage: "FILE [--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag },
  operands: { least: 1, most: 1 },
  failure: "the file is damaged, or the folder holds a store already",
  run: async (io, given, [name = ""]) => {
    const file = resolve(io.cwd, name);
    return report(io, given, file, "restored", restoreStore(file, dataDirOf(io, given)));
  },
};
