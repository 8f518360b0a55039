import { paperView } from "../api/paper-view.ts";
import { foundKey, unknownPaper } from "./asked-paper.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";

/** `arxivlens paper ID`: everything the page shows. */
export const paperCommand: Command = {
  name: "paper",
  summary: "Print a paper with its key terms, citations and similar papers",
  usage: "ID [--data-dir FOLDER] [--json]",
  flags: { ...dataDirFlag, ...starterFlag },
  operands: { least: 1, most: 1 },
  failure: "the paper is not in the store",
  async run(io, given, [id = ""]) {
    await using opened = await openLibrary(io, given);
    const key = await foundKey(opened.library.store.papers, id);
    await opened.library.readGraph();
    const paper = await paperView(opened.library, key);
    if (paper === null) return unknownPaper(io, given, opened, key);
    if (given.has("json")) {
      writeJson(io, paper);
      return exitCodes.ok;
    }
    const facts = [paper.plainTitle, paper.authors.join(", "), `${paper.key} ${paper.submittedAt ?? paper.year ?? ""}`];
    const counts = `cited by ${paper.citationCount}, ${paper.referenceCount} references, ${paper.similar.length} similar papers`;
    io.stdout.write(`${[...facts, counts, "", paper.summary?.text ?? paper.plainAbstract ?? ""].join("\n")}\n`);
    return exitCodes.ok;
  },
};
