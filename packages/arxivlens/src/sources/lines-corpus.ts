import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { Corpus, CorpusEntry } from "./corpus.ts";
import { fingerprintOf, type CorpusFile } from "./corpus-file.ts";
import { SourceError } from "./errors.ts";
import { textLines } from "./text-lines.ts";

/** What a line is; null for one without content. `line` is 1-based. */
export type EntryReader = (text: string, file: string, line: number) => CorpusEntry | null;

/** A file and how its lines are read. */
export interface CorpusPart {
  readonly file: CorpusFile;
  readonly read: EntryReader;
}

/** Lines that are papers. */
export const paperEntry =
  (parse: (text: string) => Result<Paper, string>): EntryReader =>
  (text, file, line) => {
    if (text.trim() === "") return null;
    const paper = parse(text);
    return paper.ok
      ? { kind: "paper", file, line, paper: paper.value }
      : { kind: "skipped", file, line, reason: paper.error };
  };

/** A corpus whose entries are the lines of its files, in the order given. */
export function linesCorpus(source: string, parts: readonly CorpusPart[]): Corpus {
  let bytesBefore = 0;
  let bytesHere = 0;
  return {
    source,
    fingerprint: fingerprintOf(parts.map(({ file }) => file)),
    sizeBytes: parts.reduce((sum, { file }) => sum + file.sizeBytes, 0),
    bytesRead: () => bytesBefore + bytesHere,
    async *entries(cursor) {
      bytesBefore = 0;
      for (const { file, read } of parts) {
        bytesHere = 0;
        yield* fileEntries(file, cursor[file.name] ?? 0, read, (bytes) => {
          bytesHere = bytes;
        });
        bytesBefore += file.sizeBytes;
      }
      bytesHere = 0;
    },
  };
}

async function* fileEntries(
  file: CorpusFile,
  done: number,
  read: EntryReader,
  progress: (bytes: number) => void,
): AsyncGenerator<CorpusEntry> {
  let last = done;
  try {
    for await (const { text, number, bytesRead } of textLines(file)) {
      progress(bytesRead);
      last = number;
      if (number <= done) continue;
      const entry = read(text, file.name, number);
      if (entry !== null) yield entry;
    }
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== "cut-file") throw error;
    // What could be read is worth having; the rest is one more line that was skipped.
    yield { kind: "skipped", file: file.name, line: last + 1, reason: error.message };
  }
}
