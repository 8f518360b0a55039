import { summarySentences } from "../search/summary.ts";
import { withAskedPaper } from "./asked-paper.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { wholeFlag } from "./whole-flag.ts";

/** `arxivlens summary ID`: the sentences of an abstract that say most. */
export const summaryCommand: Command = {
  name: "summary",
  summary: "Print the one or three sentences of the abstract that say most, each with its place",
  usage: "ID [--sentences N] [--data-dir FOLDER] [--json]",
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    sentences: { type: "text", value: "N", summary: "how many (default: 1)" },
  },
  operands: { least: 1, most: 1 },
  failure: "the paper is not in the store or has no abstract",
  async run(io, given, [id = ""]) {
    const count = wholeFlag(io, given, "sentences", 1, 1);
    if (count === null) return exitCodes.usage;
    return withAskedPaper(io, given, id, async ({ library }, { key, title, abstract }) => {
      if (abstract === null) {
        io.stderr.write(`${key} has no abstract here\n`);
        return exitCodes.failed;
      }
      const summary = summarySentences(title, abstract, library.termStatistics, count);
      if (given.has("json")) writeJson(io, { key, method: "extractive", summary });
      else
        for (const { text, sentence, sentences } of summary)
          io.stdout.write(`${text}  [sentence ${sentence} of ${sentences}]\n`);
      return exitCodes.ok;
    });
  },
};
