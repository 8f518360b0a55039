import { resolve } from "node:path";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { openCorpus } from "./corpus-files.ts";
import { exitCodes, writeJson } from "./io.ts";
import { loadCorpus, openLibrary } from "./opened-library.ts";

/** `arxivlens import FOLDER`: loads a corpus into the store; an unchanged one is not loaded again. */
export const importCommand: Command = {
  name: "import",
  summary:
    "Load papers or citations: metadata snapshot, saved answers (OAI-PMH, Atom, RSS, .abs, OpenAlex, Semantic Scholar), Dublin Core lines, a corpus folder, a table citing,cited",
  usage: "FILE|FOLDER [--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag, ...starterFlag },
  operands: { least: 1, most: 1 },
  failure: "the folder cannot be read or the store cannot be written, or the import was stopped",
  async run(io, flags, [folder = ""]) {
    // Before the store, so that a name with a slip in it leaves no empty data folder behind.
    const corpus = await openCorpus(resolve(io.cwd, folder));
    await using opened = await openLibrary(io, flags);
    const { state, outcome } = await loadCorpus(io, opened, corpus);
    const { source, papers, citations, skipped, skippedLines } = state;
    if (flags.has("json")) writeJson(io, { source, outcome, papers, citations, skipped, skippedLines });
    return outcome === "stopped" ? exitCodes.failed : exitCodes.ok;
  },
};
