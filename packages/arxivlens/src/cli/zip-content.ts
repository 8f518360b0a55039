import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { open, type Entry, type ZipFile } from "yauzl";
import { SourceError } from "../sources/errors.ts";

/**
 * The content of the largest file in a zip archive, unpacked as it is read.
 *
 * @param onRead told how many bytes of the archive the content so far stands for
 * @throws {SourceError} `unsupported-corpus` when there is no file in it
 */
export async function* zipContent(path: string, onRead: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const archive = await openArchive(path);
  try {
    const entry = await largestEntry(archive, path);
    const stream = await openEntry(archive, entry);
    let unpacked = 0;
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      unpacked += chunk.length;
      onRead((unpacked / Math.max(1, entry.uncompressedSize)) * entry.compressedSize);
      yield chunk;
    }
  } finally {
    archive.close();
  }
}

const openArchive = (path: string): Promise<ZipFile> =>
  promisify<string, { lazyEntries: boolean; autoClose: boolean }, ZipFile>(open)(path, {
    lazyEntries: true,
    autoClose: false,
  });

function largestEntry(archive: ZipFile, path: string): Promise<Entry> {
  return new Promise((resolve, reject) => {
    let largest: Entry | null = null;
    archive.on("entry", (entry: Entry) => {
      if (entry.uncompressedSize > (largest?.uncompressedSize ?? 0)) largest = entry;
      archive.readEntry();
    });
    archive.on("error", reject);
    archive.on("end", () => {
      if (largest === null) reject(new SourceError("unsupported-corpus", `${path} holds no file`));
      else resolve(largest);
    });
    archive.readEntry();
  });
}

function openEntry(archive: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
}
