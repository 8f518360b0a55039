import { isPaperFormat, paperFormats } from "../arxiv/formats/paper-formats.ts";
import { safeParseArxivId } from "../arxiv/identifier.ts";
import { dataDirFlag, starterFlag, type Command } from "./command.ts";
import { exitCodes } from "./io.ts";
import { openLibrary } from "./opened-library.ts";

const names = Object.keys(paperFormats);

/** `arxivlens export ID...`: papers for reference managers and spreadsheets. */
export const exportCommand: Command = {
  name: "export",
  summary: `Write papers as ${names.join(", ")}`,
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
    const keys = ids.map((id) => {
      const parsed = safeParseArxivId(id);
      return id.startsWith("work:") ? id : parsed.ok ? parsed.value.id : null;
    });
    await using opened = await openLibrary(io, given);
    const papers = await opened.library.store.papers.getMany(keys.flatMap((key) => key ?? []));
    const missing = ids.filter((_, at) => !papers.has(keys[at] ?? ""));
    for (const id of missing) io.stderr.write(`${id} is not in the store ${opened.dataDir}\n`);
    io.stdout.write(format.write([...papers.values()]));
    return missing.length === 0 ? exitCodes.ok : exitCodes.failed;
  },
};
