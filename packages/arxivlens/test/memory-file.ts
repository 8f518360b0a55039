import type { CorpusFile } from "../src/sources/corpus-file.ts";

/** A file in memory, read in pieces, that counts how often it was opened. */
export interface MemoryFile extends CorpusFile {
  readonly opened: () => number;
}

export function memoryFile(name: string, content: string | Uint8Array, pieceBytes = 1_000): MemoryFile {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  let opened = 0;
  return {
    name,
    sizeBytes: bytes.length,
    modifiedAtMs: 0,
    opened: () => opened,
    async *open(onRead) {
      opened += 1;
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        onRead(at);
        yield bytes.subarray(at, at + pieceBytes);
      }
    },
  };
}
