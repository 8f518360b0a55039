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

/**
 * A corpus of files whose lines are papers: the public metadata snapshot, or Dublin Core harvested before. Which of
 * them, the first line tells.
 *
 * @param name of the file or folder; becomes part of the source's name
 * @param elsewhere reads lines in another thread
 */
export async function detectPaperFiles(
  name: string,
  files: readonly CorpusFile[],
  elsewhere?: (format: PaperLineFormat, source: string) => PaperReader,
): Promise<Result<Corpus, SourceError>> {
  const chosen = files.filter((file) => paperFile.test(file.name));
  const first = await firstLine(chosen);
  const format = first === null ? null : paperLineFormat(first.text);
  if (format !== null) {
    const source = `${format}:${name}`;
    const read = paperEntry((text) => paperLineReaders[format](text, source));
    const parts = chosen.map((file) => ({ file, read }));
    return { ok: true, value: linesCorpus(source, parts, elsewhere?.(format, source) ?? null) };
  }
  const seen =
    first === null
      ? "it holds no .json or .jsonl file with a line in it"
      : `${first.file} begins with ${JSON.stringify(first.text.slice(0, 60))}`;
  return {
    ok: false,
    error: new SourceError(
      "unsupported-corpus",
      `"${name}" is nothing that can be imported: ${seen}; expected are the arXiv metadata snapshot ({"id": …, "title": …, "categories": …} a line; plain, .gz or .zip), Dublin Core (["0704.0001", {"title": […]}] a line) a folder with papers.jsonl and citations.tsv, or a table of citations (.csv or .tsv: citing, cited)`,
    ),
  };
}

/** The first line with anything in it. */
async function firstLine(
  files: readonly CorpusFile[],
): Promise<{ readonly file: string; readonly text: string } | null> {
  for (const file of files)
    for await (const { text } of textLines(file)) if (text.trim() !== "") return { file: file.name, text };
  return null;
}
