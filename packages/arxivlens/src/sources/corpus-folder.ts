import type { Result } from "../arxiv/errors.ts";
import type { Corpus } from "./corpus.ts";
import type { CorpusFile } from "./corpus-file.ts";
import { parseCorpusCitation, parseCorpusPaper } from "./corpus-records.ts";
import { SourceError } from "./errors.ts";
import { linesCorpus, paperEntry, type EntryReader } from "./lines-corpus.ts";

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
  const source = `corpus:${folderName}`;
  const parts = [{ file: papers, read: paperEntry((text) => parseCorpusPaper(text, source)) }];
  if (citations !== undefined) parts.push({ file: citations, read: citationEntry });
  return { ok: true, value: linesCorpus(source, parts) };
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

const citationEntry: EntryReader = (text, file, line) => {
  if (text.trim() === "" || (line === 1 && text.startsWith("citing\t"))) return null;
  const citation = parseCorpusCitation(text);
  return citation.ok
    ? { kind: "citation", file, line, citation: citation.value }
    : { kind: "skipped", file, line, reason: citation.error };
};
