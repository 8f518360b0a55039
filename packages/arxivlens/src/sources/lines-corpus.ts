import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { Corpus, CorpusEntry } from "./corpus.ts";
import { fingerprintOf, type CorpusFile } from "./corpus-file.ts";
import { SourceError } from "./errors.ts";
import { mendedPaper, needsMending, type MendedPaper } from "./mended-paper.ts";
import { textLines } from "./text-lines.ts";

/** What a line is; null for one without content. `line` is 1-based. */
export type EntryReader = (text: string, file: string, line: number) => CorpusEntry | null;

/** A file and how its lines are read. */
export interface CorpusPart {
  readonly file: CorpusFile;
  readonly read: EntryReader;
}

/** Papers of lines, in their order; the error is a reason for people. */
export type PaperReader = (lines: readonly string[]) => Promise<readonly Result<Paper, string>[]>;

const checked = (paper: Paper, text: string): MendedPaper => (needsMending(text) ? mendedPaper(paper) : { paper });

/** Lines that are papers. */
export const paperEntry =
  (parse: (text: string) => Result<Paper, string>): EntryReader =>
  (text, file, line) => {
    if (text.trim() === "") return null;
    const paper = parse(text);
    return paper.ok
      ? { kind: "paper", file, line, ...checked(paper.value, text) }
      : { kind: "skipped", file, line, reason: paper.error };
  };

/**
 * A corpus whose entries are the lines of its files, in the order given.
 *
 * @param readMany reads lines elsewhere, where all of them are papers: meanwhile others are dealt with here
 */
export function linesCorpus(source: string, parts: readonly CorpusPart[], readMany: PaperReader | null = null): Corpus {
  let bytesBefore = 0;
  let bytesHere = 0;
  return {
    source,
    fingerprint: fingerprintOf(parts.map(({ file }) => file)),
    sizeBytes: parts.reduce((sum, { file }) => sum + file.sizeBytes, 0),
    bytesRead: () => bytesBefore + bytesHere,
    async *entries(cursor) {
      bytesBefore = 0;
      const finished = (file: CorpusFile): void => {
        bytesBefore += file.sizeBytes;
        bytesHere = 0;
      };
      const progress = (bytes: number): void => {
        bytesHere = bytes;
      };
      if (readMany !== null) {
        const files = parts.map(({ file }) => file);
        yield* aheadEntries(files, cursor, readMany, progress, finished);
        return;
      }
      for (const { file, read } of parts) {
        yield* fileEntries(file, cursor[file.name] ?? 0, read, progress);
        finished(file);
      }
    },
  };
}

/** Lines handed over together. */
const linesTogether = 500;
/**
 * Lines that are under way: two batches of an import, so that the reader has work while one of them is committed, when
 * nothing else is handed over.
 */
const linesAhead = 16_000;

/** Lines of one file, or why it ends early. */
type Lot =
  | { readonly file: CorpusFile; readonly first: number; readonly lines: readonly string[] }
  | { readonly file: CorpusFile; readonly line: number; readonly reason: string };

/** Entries of files whose lines are papers, read elsewhere, in their order. */
async function* aheadEntries(
  files: readonly CorpusFile[],
  cursor: Readonly<Record<string, number>>,
  readMany: PaperReader,
  progress: (bytes: number) => void,
  finished: (file: CorpusFile) => void,
): AsyncGenerator<CorpusEntry> {
  const underWay: { readonly lines: number; readonly entries: Promise<readonly CorpusEntry[]> }[] = [];
  let lines = 0;
  for (const file of files) {
    for await (const lot of lots(file, cursor[file.name] ?? 0, progress)) {
      const added = "lines" in lot ? lot.lines.length : 1;
      underWay.push({ lines: added, entries: lotEntries(lot, readMany) });
      lines += added;
      for (let [first] = underWay; first !== undefined && lines > linesAhead; [first] = underWay) {
        underWay.shift();
        lines -= first.lines;
        yield* await first.entries;
      }
    }
    finished(file);
  }
  for (const { entries } of underWay) yield* await entries;
}

async function lotEntries(lot: Lot, readMany: PaperReader): Promise<readonly CorpusEntry[]> {
  const file = lot.file.name;
  if ("reason" in lot) return [{ kind: "skipped", file, line: lot.line, reason: lot.reason, cut: true }];
  const results = await readMany(lot.lines);
  return results.flatMap((result, at): readonly CorpusEntry[] => {
    const line = lot.first + at;
    if (result.ok) return [{ kind: "paper", file, line, ...checked(result.value, lot.lines[at] ?? "") }];
    return result.error === emptyLine ? [] : [{ kind: "skipped", file, line, reason: result.error }];
  });
}

/** What a reader says of a line without content, which is no entry at all. */
export const emptyLine = "empty";

/** Lines of a file after the first `done`, many at a time; a file that ends early gives the reason last. */
async function* lots(file: CorpusFile, done: number, progress: (bytes: number) => void): AsyncGenerator<Lot> {
  let lines: string[] = [];
  let last = done;
  const lot = (): Lot => ({ file, first: last - lines.length + 1, lines });
  try {
    for await (const { text, number, bytesRead } of textLines(file)) {
      progress(bytesRead);
      last = number;
      if (number <= done) continue;
      lines.push(text);
      if (lines.length < linesTogether) continue;
      yield lot();
      lines = [];
    }
    if (lines.length > 0) yield lot();
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== "cut-file") throw error;
    if (lines.length > 0) yield lot();
    // What could be read is worth having; the rest is one more line that was skipped.
    yield { file, line: last + 1, reason: error.message };
  }
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
    yield { kind: "skipped", file: file.name, line: last + 1, reason: error.message, cut: true };
  }
}
