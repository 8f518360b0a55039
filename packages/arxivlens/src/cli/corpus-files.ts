import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { createGunzip } from "node:zlib";
import type { Corpus } from "../sources/corpus.ts";
import type { CorpusFile } from "../sources/corpus-file.ts";
import { detectCorpus } from "../sources/corpus-folder.ts";
import { SourceError } from "../sources/errors.ts";

/**
 * The corpus in a folder.
 *
 * @throws {SourceError} `unsupported-corpus`, with what was expected and what was found
 */
export function openCorpusFolder(folder: string): Corpus {
  const path = resolve(folder);
  if (!existsSync(path))
    throw new SourceError("unsupported-corpus", `there is no folder ${path}; give an existing one`);
  if (!statSync(path).isDirectory())
    throw new SourceError(
      "unsupported-corpus",
      `${path} is a file; give the folder that holds papers.jsonl or papers.jsonl.gz`,
    );
  const corpus = detectCorpus(basename(path), folderFiles(path));
  if (!corpus.ok) throw corpus.error;
  return corpus.value;
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
  return { name, sizeBytes, modifiedAtMs, open: (onRead) => unpacked(path, onRead) };
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
