import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { ArxivLensError } from "../arxiv/errors.ts";
import { recordFormats, type ReadRecords } from "../arxiv/record-formats.ts";
import { decodedText } from "../sources/text-encoding.ts";
import { isObject, listOf, textOf } from "../arxiv/records/json-value.ts";
import { nearest } from "../search/nearest.ts";
import type { Command } from "./command.ts";
import { exitCodes, writeJson, type CommandIo } from "./io.ts";

const formats = Object.keys(recordFormats);

/** What the same formats are called elsewhere. */
const otherNames: Readonly<Record<string, string>> = {
  arxiv: "oai",
  arxivraw: "oai",
  oai_dc: "oai",
  "oai-pmh": "oai",
  oaipmh: "oai",
  dc: "oai",
  kaggle: "snapshot",
  s2: "semantic-scholar",
  semanticscholar: "semantic-scholar",
  bib: "bibtex",
  tsv: "csv",
};

function meantFormat(format: string): string | null {
  const name = format.toLowerCase();
  return Object.hasOwn(otherNames, name) ? (otherNames[name] ?? null) : nearest(name, formats);
}

/** What is read at once; larger files are data sets, which `import` reads line by line. */
const largestFileBytes = 256 * 2 ** 20;

/** Code `unreadable-file`: there is no such file, or it is too large to be read at once. */
class FileError extends ArxivLensError {
  override readonly name = "FileError";
}

/** `arxivlens parse --format F FILE...`: what ArxivLens makes of a file of another program. */
export const parseCommand: Command = {
  name: "parse",
  summary: "Print the records in files of arXiv and others, without a store",
  usage: 'FILE... --format FORMAT [--json] ("-" reads standard input)',
  flags: { format: { type: "text", value: "FORMAT", summary: formats.join(", ") } },
  operands: { least: 1, most: Infinity },
  failure: "a file cannot be read or is not of that format",
  async run(io, flags, files) {
    const format = flags.text("format");
    const parser = format !== null && Object.hasOwn(recordFormats, format) ? recordFormats[format] : undefined;
    if (parser === undefined) {
      const hint = format === null ? "" : ` ${format}: did you mean ${meantFormat(format)}? It`;
      io.stderr.write(`--format${hint} must be one of ${formats.join(", ")}\n`);
      return exitCodes.usage;
    }
    let failed = 0;
    for (const file of files) {
      try {
        const { text, repaired } = decodedText(await bytesOfFile(io, file));
        if (repaired !== null) io.stderr.write(`${file}: ${repaired}\n`);
        const read = parser(text);
        for (const { record, reason } of read.unreadable) io.stderr.write(`${file}: ${record}: ${reason}\n`);
        for (const { record, reason } of read.repaired ?? []) io.stderr.write(`${file}: mended ${record}: ${reason}\n`);
        if (flags.has("json")) writeJson(io, files.length === 1 ? read.records : { file, records: read.records });
        else io.stdout.write(listing(read));
      } catch (error) {
        if (!(error instanceof ArxivLensError)) throw error;
        failed += 1;
        io.stderr.write(`${file}: ${error.message}\n`);
        if (flags.has("json")) writeJson(io, { file, error: { code: error.code, message: error.message } });
      }
    }
    return failed === 0 ? exitCodes.ok : exitCodes.failed;
  },
};

async function bytesOfFile(io: CommandIo, file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  try {
    // Opened before it is read, because an error of a stream that nobody awaits yet would end the process.
    const source = file === "-" ? io.stdin : (await open(resolve(io.cwd, file))).createReadStream();
    for await (const chunk of source) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      sizeBytes += bytes.length;
      if (sizeBytes > largestFileBytes)
        throw new FileError(
          "unreadable-file",
          `it is larger than ${largestFileBytes / 2 ** 20} MiB; cut it in parts, or load it with arxivlens import`,
        );
      chunks.push(bytes);
    }
  } catch (cause) {
    if (cause instanceof FileError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FileError("unreadable-file", `it cannot be read (${reason}); give another file`, { cause });
  }
  return Buffer.concat(chunks);
}

/** Members of an answer that list its records, or say why there are none. */
const lists = ["entries", "records", "papers", "works", "items", "errors"];

/** A line for each record: identifier and title, or whatever names it. */
function listing({ records }: ReadRecords): string {
  if (Array.isArray(records)) return listOf(records).filter(isObject).map(lineOf).join("");
  const answer = isObject(records) ? records : {};
  const error = textOf(answer["error"]);
  if (error !== null) return `error\t${error}\n`;
  const given = lists.filter((name) => Array.isArray(answer[name]));
  const list = given.length === 0 ? [answer] : given.flatMap((name) => listOf(answer[name]));
  return list.filter(isObject).map(lineOf).join("");
}

function lineOf(record: Readonly<Record<string, unknown>>): string {
  const names = ["id", "arxivId", "oaiIdentifier", "openAlexId", "paperId", "doi", "citing", "code"];
  const id = names.flatMap((name) => textOf(record[name]) ?? [])[0] ?? "";
  const text = record["title"] ?? record["cited"] ?? record["message"] ?? record["raw"];
  const shown = record["deleted"] === true ? "deleted" : (textOf(text) ?? "");
  return `${id}\t${shown.replaceAll(/\s+/gu, " ")}\n`;
}
