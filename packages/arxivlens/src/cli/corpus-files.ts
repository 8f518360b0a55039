import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createGunzip } from "node:zlib";
import type { Corpus } from "../sources/corpus.ts";
import type { CorpusFile } from "../sources/corpus-file.ts";
import { detectAnswerFiles } from "../sources/answer-files.ts";
import { detectCitationFiles } from "../sources/citation-files.ts";
import { detectCitationLists } from "../sources/citation-lists.ts";
import { detectCorpus } from "../sources/corpus-folder.ts";
import { SourceError } from "../sources/errors.ts";
import { detectPaperFiles } from "../sources/paper-files.ts";
import { createPaperReader } from "./paper-reader.ts";
import { zipContent } from "./zip-content.ts";

/** For those who name the source instead of a file: it asks for an account, so nobody else can fetch it. */
const kaggle =
  "download arxiv-metadata-oai-snapshot.json from the data set Cornell-University/arxiv of Kaggle, which asks for an account, and give that file (plain, .gz or .zip)";

/**
 * The corpus in a file or a folder, by what it holds.
 *
 * @throws {SourceError} `unsupported-corpus`, with what was expected and what was found
 */
export async function openCorpus(path: string): Promise<Corpus> {
  const whole = resolve(path);
  if (!existsSync(whole))
    throw new SourceError(
      "unsupported-corpus",
      `there is no file or folder ${whole}; ${basename(whole) === "kaggle" ? kaggle : "give an existing one"}`,
    );
  const name = basename(whole);
  const stats = statSync(whole);
  const files = stats.isDirectory() ? folderFiles(whole) : [fileOf(whole, name, stats.size, stats.mtimeMs)];
  const corpus = detectCorpus(name, files);
  if (corpus.ok && stats.isDirectory()) return corpus.value;
  const citations = corpus.ok ? null : await detectCitationFiles(name, files);
  if (citations !== null) return citations;
  const lists = corpus.ok ? null : await detectCitationLists(name, files);
  if (lists !== null) return lists;
  // A corpus folder inside of this one was meant rather than its single files.
  const nested = files.some((file) => /\/(?:papers\.jsonl|citations\.tsv)(?:\.gz)?$/.test(file.name));
  const answers = nested ? null : await detectAnswerFiles(name, files);
  if (answers !== null) return answers;
  const papers = nested ? corpus : await detectPaperFiles(name, files, createPaperReader() ?? undefined);
  if (papers.ok) return papers.value;
  throw !corpus.ok && !files.some((file) => /json/iu.test(file.name)) && stats.isDirectory()
    ? corpus.error
    : papers.error;
}

/** Files of a folder and of the folders directly in it, sorted by name. */
function folderFiles(folder: string): readonly CorpusFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      return readdirSync(join(folder, entry.name), { withFileTypes: true })
        .filter((inner) => inner.isFile())
        .map((inner) => `${entry.name}/${inner.name}`);
    })
    .toSorted()
    .flatMap((name) => {
      const path = join(folder, name);
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats?.isFile() === true ? [fileOf(path, name, stats.size, stats.mtimeMs)] : [];
    });
}

function fileOf(path: string, name: string, sizeBytes: number, modifiedAtMs: number): CorpusFile {
  return {
    name,
    sizeBytes,
    modifiedAtMs,
    open: (onRead) => (name.toLowerCase().endsWith(".zip") ? zipContent(path, onRead) : unpacked(path, onRead)),
  };
}

async function* unpacked(path: string, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  // `pipe` leaves a failure of the source to us; without it the reader below would wait for ever.
  const content: AsyncIterable<Uint8Array> = path.endsWith(".gz")
    ? file.on("error", (error) => gunzip.destroy(error)).pipe(gunzip)
    : file;
  for await (const chunk of content) {
    onRead(file.bytesRead);
    yield chunk;
  }
}
