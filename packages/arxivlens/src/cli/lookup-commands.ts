import { parseArxivId } from "../arxiv/identifier.ts";
import type { PaperView } from "../api/contract.ts";
import { paperView } from "../api/paper-view.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";
import { openLibrary } from "./opened-library.ts";
import type { ParsedFlags } from "./command.ts";

const flags = { ...dataDirFlag, ...starterFlag };

/** `arxivlens paper ID`: everything the page shows. */
export const paperCommand: Command = {
  name: "paper",
  summary: "Print a paper with its key terms, citations and similar papers",
  usage: "ID [--data-dir FOLDER] [--json]",
  flags,
  operands: { least: 1, most: 1 },
  failure: "the paper is not in the store",
  run: (io, given, [id = ""]) =>
    withPaper(io, given, id, (paper) => {
      if (given.has("json")) return writeJson(io, paper);
      const facts = [
        paper.plainTitle,
        paper.authors.join(", "),
        `${paper.key} ${paper.submittedAt ?? paper.year ?? ""}`,
      ];
      const counts = `cited by ${paper.citations.length}, ${paper.references.length} references, ${paper.similar.length} similar papers`;
      io.stdout.write(`${[...facts, counts, "", paper.summary?.text ?? paper.plainAbstract ?? ""].join("\n")}\n`);
    }),
};

async function withPaper(
  io: CommandIo,
  given: ParsedFlags,
  id: string,
  print: (paper: PaperView) => void,
): Promise<number> {
  const key = id.startsWith("work:") ? id : parseArxivId(id).id;
  await using opened = await openLibrary(io, given);
  const paper = await paperView(opened.library, key);
  if (paper === null) {
    io.stderr.write(`${key} is not in the store ${opened.dataDir}; load more with arxivlens import FOLDER\n`);
    if (given.has("json")) writeJson(io, { error: { code: "unknown-paper", message: `${key} is not in the store` } });
    return exitCodes.failed;
  }
  print(paper);
  return exitCodes.ok;
}
