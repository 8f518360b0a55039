/** A file of a corpus folder, whoever keeps it. */
export interface CorpusFile {
  /** Name inside its folder. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
  /**
   * The file's content from its beginning, unpacked when the name ends in `.gz`. Rejects where the data are damaged.
   *
   * @param onRead told, as reading goes on, how many bytes of the file itself have been read
   */
  open(onRead: (bytes: number) => void): AsyncIterable<Uint8Array>;
}

/** Changes when a file is added, removed, rewritten or touched. */
export function fingerprintOf(files: readonly CorpusFile[]): string {
  return files
    .map((file) => `${file.name}:${file.sizeBytes}:${Math.floor(file.modifiedAtMs)}`)
    .toSorted()
    .join("|");
}
