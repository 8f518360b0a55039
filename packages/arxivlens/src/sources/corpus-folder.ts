import type { Result } from "../arxiv/errors.ts";
import type { Corpus, CorpusEntry } from "./corpus.ts";
import { fingerprintOf, type CorpusFile } from "./corpus-file.ts";
import { parseCorpusCitation, parseCorpusPaper } from "./corpus-records.ts";
import { SourceError } from "./errors.ts";
import { textLines } from "./text-lines.ts";

const paperNames = ["papers.jsonl.gz", "papers.jsonl"];
const citationNames = ["citations.tsv.gz", "citations.tsv"];

/**
 * Recognises a corpus folder: `papers.jsonl[.gz]`, one JSON object a line, and optionally `citations.tsv[.gz]` with
 * `citing<TAB>cited<TAB>match`.
 *
 * @param folderName last part of the folder's path; becomes the name of the source
 */
export function detectCorpus(folderName: string, files: readonly CorpusFile[]): Result<Corpus, SourceError> {
  const find = (names: readonly string[]): CorpusFile | undefined =>
    names.map((name) => files.find((file) => file.name === name)).find((file) => file !== undefined);
  const papers = find(paperNames);
  if (papers === undefined) return { ok: false, error: unsupported(folderName, files) };
  const citations = find(citationNames);
  return { ok: true, value: corpusOf(`corpus:${folderName}`, papers, citations) };
}

function unsupported(folderName: string, files: readonly CorpusFile[]): SourceError {
  const seen =
    files.length === 0
      ? "it is empty"
      : `it holds ${files
          .slice(0, 5)
          .map((file) => file.name)
          .join(", ")}${files.length > 5 ? ", …" : ""}`;
  const nested = files.find((file) => [...paperNames, ...citationNames].some((name) => file.name.endsWith(`/${name}`)));
  const hint =
    nested === undefined ? "" : `; did you mean its folder ${nested.name.slice(0, nested.name.lastIndexOf("/"))}?`;
  return new SourceError(
    "unsupported-corpus",
    `"${folderName}" is no corpus that can be read: ${seen}, expected papers.jsonl or papers.jsonl.gz (one JSON object a line with id, title, abstract, authors, categories) and, if there are citations, citations.tsv or citations.tsv.gz (citing, cited, match)${hint}`,
  );
}

function corpusOf(source: string, papers: CorpusFile, citations: CorpusFile | undefined): Corpus {
  const files = citations === undefined ? [papers] : [papers, citations];
  let bytesBefore = 0;
  let bytesHere = 0;
  return {
    source,
    fingerprint: fingerprintOf(files),
    sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    bytesRead: () => bytesBefore + bytesHere,
    async *entries(cursor) {
      bytesBefore = 0;
      for (const file of files) {
        bytesHere = 0;
        const read = file === papers ? paperEntry(source) : citationEntry;
        yield* fileEntries(file, cursor[file.name] ?? 0, read, (bytes) => {
          bytesHere = bytes;
        });
        bytesBefore += file.sizeBytes;
      }
      bytesHere = 0;
    },
  };
}

type EntryReader = (text: string, file: string, line: number) => CorpusEntry | null;

const paperEntry =
  (source: string): EntryReader =>
  (text, file, line) => {
    if (text.trim() === "") return null;
    const paper = parseCorpusPaper(text, source);
    return paper.ok
      ? { kind: "paper", file, line, paper: paper.value }
      : { kind: "skipped", file, line, reason: paper.error };
  };

const citationEntry: EntryReader = (text, file, line) => {
  if (text.trim() === "" || (line === 1 && text.startsWith("citing\t"))) return null;
  const citation = parseCorpusCitation(text);
  return citation.ok
    ? { kind: "citation", file, line, citation: citation.value }
    : { kind: "skipped", file, line, reason: citation.error };
};

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
