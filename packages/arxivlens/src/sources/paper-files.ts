import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import type { Corpus } from "./corpus.ts";
import type { CorpusFile } from "./corpus-file.ts";
import { parseCorpusPaper } from "./corpus-records.ts";
import { SourceError } from "./errors.ts";
import { linesCorpus, paperEntry, type PaperReader } from "./lines-corpus.ts";
import { paperLineFormat, type PaperLineFormat, paperOfDublinCoreLine, paperOfSnapshotLine } from "./record-lines.ts";
import { textLines } from "./text-lines.ts";

const paperFile = /\.(?:json|jsonl|ndjson)(?:\.gz|\.zip)?$|\.zip$/iu;
/** How a line of each format is read. */
export const paperLineReaders: Readonly<
  Record<PaperLineFormat, (line: string, source: string) => Result<Paper, string>>
> = {
  snapshot: paperOfSnapshotLine,
  "dublin-core": paperOfDublinCoreLine,
  corpus: parseCorpusPaper,
};

/** Whether a source's name is that of the public metadata snapshot. */
export const isSnapshot = (source: string): boolean => source.startsWith("snapshot:");

/**
 * A corpus of files whose lines are papers: the public metadata snapshot, or Dublin Core harvested before. Which of
 * them, the first readable line tells.
 *
 * @param name of the file or folder; becomes part of the source's name
 * @param elsewhere reads lines in another thread
 */
export async function detectPaperFiles(
  name: string,
  files: readonly CorpusFile[],
  elsewhere?: (format: PaperLineFormat, source: string) => PaperReader,
): Promise<Result<Corpus, SourceError>> {
  // A file that was named is meant, whatever it is called.
  const chosen = files.length === 1 ? files : files.filter((file) => paperFile.test(file.name));
  const begin = await beginning(chosen);
  if (begin !== null && begin.format !== null) {
    const { format } = begin;
    const source = `${format}:${name}`;
    const read = paperEntry((text) => paperLineReaders[format](text, source));
    const parts = chosen.map((file) => ({ file, read }));
    return { ok: true, value: linesCorpus(source, parts, elsewhere?.(format, source) ?? null) };
  }
  return {
    ok: false,
    error: new SourceError(
      "unsupported-corpus",
      `"${name}" is nothing that can be imported: ${seenIn(files, begin)}; expected are the arXiv metadata snapshot ({"id": …, "title": …, "categories": …} a line; plain, .gz or .zip), Dublin Core (["0704.0001", {"title": […]}] a line), saved answers (OAI-PMH, Atom, RSS, .abs files, JSON of OpenAlex or Semantic Scholar), a folder with papers.jsonl and citations.tsv, a table of citations (.csv or .tsv: citing, cited), or JSON of citations ({"citing id": ["cited id"]})`,
    ),
  };
}

/** How files begin. */
interface Beginning {
  readonly file: string;
  /** The first line with anything in it. */
  readonly text: string;
  /** That of the first line that has one. */
  readonly format: PaperLineFormat | null;
}

/** Lines that may be damaged before one shows the format. */
const damagedLines = 1_000;

/** Null when there is no line at all. A damaged first line does not hide what the others are. */
async function beginning(files: readonly CorpusFile[]): Promise<Beginning | null> {
  let first: Beginning | null = null;
  let damaged = 0;
  for (const file of files)
    for await (const { text } of textLines(file)) {
      if (text.trim() === "") continue;
      const format = paperLineFormat(text);
      first ??= { file: file.name, text: text.slice(0, 60), format };
      if (format !== null) return { ...first, format };
      damaged += 1;
      if (damaged >= damagedLines) return first;
    }
  return first;
}

function seenIn(files: readonly CorpusFile[], begin: Beginning | null): string {
  if (begin === null) return files.length === 1 ? "it is empty" : "it holds no .json or .jsonl file with a line in it";
  // oxlint-disable-next-line no-control-regex -- those are what tells binary data from text
  return /[\u0000-\u0008\u000E-\u001F\uFFFD]/u.test(begin.text)
    ? `${begin.file} is a binary file, not text`
    : `${begin.file} begins with ${JSON.stringify(begin.text)}`;
}
