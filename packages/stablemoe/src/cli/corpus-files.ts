import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";

import { type CorpusIssue, jsonLineParser, type LineParser, tsvParser } from "../data/corpus-records.ts";
import { linesOf } from "../data/lines.ts";
import { plainTextDocuments } from "../data/plain-text.ts";
import type { TextDocument } from "../data/text-document.ts";
import { StableMoeError } from "../tokenizer/error.ts";
import { STORE_FILE, readArxivLensStore } from "./arxivlens-store.ts";

const FORMATS = ".txt, .jsonl or .tsv, each plain or .gz, or an ArxivLens store (.sqlite)";

/** What is told about lines that could not be used. */
export interface ReadCorpusOptions {
  readonly onIssue?: (issue: CorpusIssue) => void;
}

/**
 * Documents of a file (.txt, .jsonl, .tsv, each plain or .gz) or of all such files under a folder, in path order, or the
 * papers of an ArxivLens store, given as its file or its data folder. A line that cannot be used is reported and skipped.
 *
 * @throws {StableMoeError} `corpus-not-found`, `corpus-format` for a file of another kind, `corpus-unreadable` (a broken
 *   .gz for instance), `empty-corpus` when nothing usable was found
 */
export async function* readCorpus(
  path: string,
  { onIssue }: ReadCorpusOptions = {},
): AsyncGenerator<TextDocument, void, undefined> {
  let documents = 0;
  let issues = 0;
  const report = (issue: CorpusIssue): void => {
    issues++;
    onIssue?.(issue);
  };
  const store = await storeFile(path);
  const sources =
    store === null
      ? (await listFiles(path)).map((file) => readFile(file.path, file.name, report))
      : [readArxivLensStore(store)];
  for (const source of sources) {
    for await (const document of source) {
      documents++;
      yield document;
    }
  }
  if (documents === 0) {
    const skipped = issues > 0 ? `, ${issues} lines were skipped` : "";
    throw new StableMoeError("empty-corpus", `${path} holds no text${skipped}; give files of ${FORMATS}`);
  }
}

/** The ArxivLens store that a path stands for. */
async function storeFile(path: string): Promise<string | null> {
  const candidate = path.endsWith(".sqlite") ? path : join(path, STORE_FILE);
  const status = await stat(candidate).catch(() => null);
  return status?.isFile() === true ? candidate : null;
}

interface CorpusFile {
  readonly path: string;
  /** Path from the corpus folder with forward slashes: part of document ids, so equal on every machine. */
  readonly name: string;
}

async function listFiles(path: string): Promise<readonly CorpusFile[]> {
  const status = await stat(path).catch((cause: unknown) => {
    throw new StableMoeError("corpus-not-found", `there is no corpus at ${path}`, { cause });
  });
  if (!status.isDirectory()) {
    if (formatOf(path) !== undefined) return [{ path, name: basename(path) }];
    throw new StableMoeError("corpus-format", `${path} is of an unknown kind; a corpus file is ${FORMATS}`);
  }
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && formatOf(entry.name) !== undefined)
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      return { path: full, name: relative(path, full).replaceAll("\\", "/") };
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

type Format = "txt" | "jsonl" | "tsv";

function formatOf(name: string): Format | undefined {
  const match = /\.(txt|jsonl|tsv)(\.gz)?$/i.exec(name);
  return match?.[1]?.toLowerCase() as Format | undefined;
}

async function* readFile(
  path: string,
  name: string,
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<TextDocument, void, undefined> {
  const domain = basename(name).replace(/\.(txt|jsonl|tsv)(\.gz)?$/i, "");
  try {
    const lines = linesOf(textChunks(path));
    const format = formatOf(name);
    if (format === "txt") yield* plainTextDocuments(lines, name, domain);
    else yield* readLines(lines, (format === "tsv" ? tsvParser : jsonLineParser)(name, domain), name, report);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StableMoeError("corpus-unreadable", `${path} cannot be read to its end: ${reason}`, {
      cause,
    });
  }
}

async function* readLines(
  lines: AsyncIterable<string>,
  parse: LineParser,
  file: string,
  report: (issue: CorpusIssue) => void,
): AsyncGenerator<TextDocument, void, undefined> {
  let line = 0;
  for await (const text of lines) {
    const outcome = parse(text, ++line);
    if (outcome.kind === "document") yield outcome.document;
    else if (outcome.kind === "issue") report({ file, line, reason: outcome.reason });
  }
}

/** The text of a file, plain or .gz, in pieces. */
export async function* textChunks(path: string): AsyncGenerator<string, void, undefined> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  let stream: Readable = file;
  if (path.toLowerCase().endsWith(".gz")) {
    const gunzip = createGunzip({ chunkSize: 1 << 18 });
    file.on("error", (error) => gunzip.destroy(error)); // pipe does not pass errors on
    stream = file.pipe(gunzip);
  }
  try {
    for await (const chunk of stream.setEncoding("utf8")) yield String(chunk);
  } finally {
    file.destroy();
  }
}
