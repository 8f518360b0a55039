import type { Result } from "../arxiv/errors.ts";
import type { Corpus } from "./corpus.ts";
import type { CorpusFile } from "./corpus-file.ts";
import { parseCorpusPaper } from "./corpus-records.ts";
import { SourceError } from "./errors.ts";
import { linesCorpus, paperEntry } from "./lines-corpus.ts";
import { paperLineFormat, paperOfDublinCoreLine, paperOfSnapshotLine } from "./record-lines.ts";
import { textLines } from "./text-lines.ts";

const paperFile = /\.(?:json|jsonl|ndjson)(?:\.gz|\.zip)?$|\.zip$/iu;
const readers = {
  snapshot: paperOfSnapshotLine,
  "dublin-core": paperOfDublinCoreLine,
  corpus: parseCorpusPaper,
} as const;

/**
 * A corpus of files whose lines are papers: the public metadata snapshot, or Dublin Core harvested before. Which of
 * them, the first line tells.
 *
 * @param name of the file or folder; becomes part of the source's name
 */
export async function detectPaperFiles(
  name: string,
  files: readonly CorpusFile[],
): Promise<Result<Corpus, SourceError>> {
  const chosen = files.filter((file) => paperFile.test(file.name));
  const first = await firstLine(chosen);
  const format = first === null ? null : paperLineFormat(first.text);
  if (format !== null) {
    const source = `${format}:${name}`;
    const read = paperEntry((text) => readers[format](text, source));
    return {
      ok: true,
      value: linesCorpus(
        source,
        chosen.map((file) => ({ file, read })),
      ),
    };
  }
  const seen =
    first === null
      ? "it holds no .json or .jsonl file with a line in it"
      : `${first.file} begins with ${JSON.stringify(first.text.slice(0, 60))}`;
  return {
    ok: false,
    error: new SourceError(
      "unsupported-corpus",
      `"${name}" is nothing that can be imported: ${seen}; expected are the arXiv metadata snapshot ({"id": …, "title": …, "categories": …} a line; plain, .gz or .zip), Dublin Core (["0704.0001", {"title": […]}] a line) or a folder with papers.jsonl and citations.tsv`,
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
