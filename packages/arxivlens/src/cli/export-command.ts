import { foundKey } from "../api/asked-paper.ts";
import { isPaperFormat, paperFormats } from "../arxiv/formats/paper-formats.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes } from "./io.ts";
import { openLibrary } from "./opened-library.ts";

const names = Object.keys(paperFormats);

/** `arxivlens export ID...`: papers for reference managers and spreadsheets. */
export const exportCommand: Command = {
  name: "export",
  summary: `Write papers, named by arXiv id, DOI or work:<slug>, as ${names.join(", ")}`,
  usage: `ID... [--format ${names.join("|")}] [--data-dir FOLDER]`,
  flags: {
    ...dataDirFlag,
    ...starterFlag,
    format: { type: "text", value: "FORMAT", summary: `${names.join(", ")} (default: bibtex)` },
  },
  operands: { least: 1, most: Infinity },
  failure: "at least one paper is not in the store; the others are written",
  async run(io, given, ids) {
    const name = given.text("format") ?? "bibtex";
    const format = isPaperFormat(name) ? paperFormats[name] : undefined;
    if (format === undefined) {
      io.stderr.write(`--format ${name}: choose ${names.join(", ")}\n`);
      return exitCodes.usage;
    }
    await using opened = await openLibrary(io, given);
    const { library, dataDir } = opened;
    const keys = await Promise.all(ids.map((id) => foundKey(library, id)));
    const papers = await library.store.papers.getMany(keys.flatMap((key) => (key.ok ? [key.value] : [])));
    const missing = ids.flatMap((id, at) => {
      const key = keys[at];
      if (key === undefined || (key.ok && papers.has(key.value))) return [];
      return key.ok ? `${id} is not in the store ${dataDir}` : `${id}: ${key.error}`;
    });
    for (const reason of missing) io.stderr.write(`${reason}\n`);
    io.stdout.write(format.write([...papers.values()]));
    return missing.length === 0 ? exitCodes.ok : exitCodes.failed;
  },
};
