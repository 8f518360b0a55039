import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { ArxivLensError } from "../arxiv/errors.ts";
import { recordFormats } from "../arxiv/record-formats.ts";
import type { Command } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";

const names = Object.keys(recordFormats);

/** `arxivlens parse --format F FILE...`: what a file of a known format says, as neutral records. */
export const parseCommand: Command = {
  name: "parse",
  summary: "Read answers of arXiv, OpenAlex or Semantic Scholar into neutral records",
  usage: `--format ${names.join("|")} FILE... [--json]   (- is standard input)`,
  flags: { format: { type: "text", value: "FORMAT", summary: names.join(", ") } },
  operands: { least: 1, most: Infinity },
  failure: "at least one file cannot be read",
  async run(io, flags, files) {
    const format = flags.text("format") ?? "";
    const parse = Object.hasOwn(recordFormats, format) ? recordFormats[format] : undefined;
    if (parse === undefined) {
      io.stderr.write(`--format ${format}: choose ${names.join(", ")}\n`);
      return exitCodes.usage;
    }
    let failed = 0;
    for (const file of files) {
      try {
        const records = parse(await contentOf(io, file));
        if (flags.has("json")) writeJson(io, files.length === 1 ? records : { file, records });
        else io.stdout.write(`${JSON.stringify(records, null, 2)}\n`);
      } catch (error) {
        if (!(error instanceof ArxivLensError) && !isFileError(error)) throw error;
        failed += 1;
        io.stderr.write(`${file}: ${error.message}\n`);
        if (flags.has("json")) writeJson(io, { file, error: { message: error.message } });
      }
    }
    return failed === 0 ? exitCodes.ok : exitCodes.failed;
  },
};

const contentOf = async (io: CommandIo, file: string): Promise<string> =>
  file === "-" ? text(io.stdin) : readFileSync(resolve(io.cwd, file), "utf8");

const isFileError = (error: unknown): error is Error => error instanceof Error && "code" in error;
