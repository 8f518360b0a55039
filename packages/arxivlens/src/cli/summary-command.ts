import { parseArxivId } from "../arxiv/identifier.ts";
import { summarySentences } from "../search/summary.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes, writeJson } from "./io.ts";
import { openLibrary } from "./opened-library.ts";

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
    const count = Number(given.text("sentences") ?? 1);
    if (!Number.isSafeInteger(count) || count < 1) {
      io.stderr.write("--sentences is a whole number from 1\n");
      return exitCodes.usage;
    }
    const key = id.startsWith("work:") ? id : parseArxivId(id).id;
    await using opened = await openLibrary(io, given);
    const { store, termStatistics } = opened.library;
    const paper = await store.papers.get(key);
    if (paper === null || paper.abstract === null) {
      const missing = paper === null ? `is not in the store ${opened.dataDir}` : "has no abstract here";
      io.stderr.write(`${key} ${missing}\n`);
      return exitCodes.failed;
    }
    const summary = summarySentences(paper.title, paper.abstract, termStatistics, count);
    if (given.has("json")) writeJson(io, { key, method: "extractive", summary });
    else
      for (const { text, sentence, sentences } of summary)
        io.stdout.write(`${text}  [sentence ${sentence} of ${sentences}]\n`);
    return exitCodes.ok;
  },
};
