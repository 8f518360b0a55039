import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { dataDirFlag, starterFlag, type Command, type ParsedFlags } from "./command.ts";
import { openCorpus } from "./corpus-files.ts";
import { exitCodes, writeJson } from "./io.ts";
import { loadCorpus, openLibrary } from "./opened-library.ts";
import { oaiFlag, syncCommand } from "./sync-command.ts";

/** The flags of `sync` that stand for a harvest alone. */
const onlyHarvest = (given: ParsedFlags): ParsedFlags => ({
  ...given,
  text: (name) => (name === "stages" ? "harvest" : given.text(name)),
});

/** `arxivlens import FOLDER`: loads a corpus into the store; an unchanged one is not loaded again. */
export const importCommand: Command = {
  name: "import",
  summary:
    "Load papers or citations (oai harvests arXiv, as sync does): metadata snapshot, saved answers (OAI-PMH, Atom, RSS, .abs, OpenAlex, Semantic Scholar), Dublin Core lines, a corpus folder, citations as a table or JSON",
  usage: "FILE|FOLDER|oai [--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag, ...starterFlag, oai: oaiFlag },
  operands: { least: 1, most: 1 },
  failure: "the folder cannot be read or the store cannot be written, or the import was stopped",
  async run(io, flags, [folder = ""]) {
    // The name of a source; a file of that name is meant where there is one.
    if (folder === "oai" && !existsSync(resolve(io.cwd, folder))) return syncCommand.run(io, onlyHarvest(flags), []);
    // Before the store, so that a name with a slip in it leaves no empty data folder behind.
    const corpus = await openCorpus(resolve(io.cwd, folder));
    await using opened = await openLibrary(io, flags);
    const { state, outcome } = await loadCorpus(io, opened, corpus);
    const { source, papers, citations, skipped, skippedLines, repaired = 0, repairedLines = [] } = state;
    const counts = { papers, citations, skipped, repaired };
    if (flags.has("json")) writeJson(io, { source, outcome, ...counts, skippedLines, repairedLines });
    return outcome === "stopped" ? exitCodes.failed : exitCodes.ok;
  },
};
