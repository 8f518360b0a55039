import { ArxivLensError } from "../arxiv/errors.ts";
import { namedEnd, parseCitationJson } from "../arxiv/references/citation-pairs.ts";
import type { Corpus, CorpusEntry } from "./corpus.ts";
import { fingerprintOf, type CorpusFile } from "./corpus-file.ts";
import { SourceError } from "./errors.ts";
import { jsonEntries } from "./json-entries.ts";
import { textChunks, textHead } from "./text-lines.ts";

const jsonFile = /\.json(?:\.gz|\.zip)?$/iu;
const firstKey = /^\uFEFF?\s*\{\s*"([^"]{1,60})"\s*:\s*\[/u;
const firstPair = /^\uFEFF?\s*\[\s*\{\s*"(?:citing|cited)"\s*:/u;

/**
 * JSON of citations as a corpus, `{"citing id": ["cited id", ...], ...}` or `[{"citing": id, "cited": id}, ...]`, each
 * file read entry by entry, because the reference lists of all of arXiv are one text of more than a hundred megabytes;
 * null when a file is of another form.
 *
 * @param name of the file or folder; becomes part of the source's name
 */
export async function detectCitationLists(name: string, files: readonly CorpusFile[]): Promise<Corpus | null> {
  if (files.length === 0 || !files.every((file) => jsonFile.test(file.name))) return null;
  for (const file of files) if (!listsCitations(await textHead(file))) return null;
  return citationLists(`citations:${name}`, files);
}

function listsCitations(head: string): boolean {
  const key = firstKey.exec(head)?.[1];
  return key === undefined ? firstPair.test(head) : namedEnd(key).ok;
}

function citationLists(source: string, files: readonly CorpusFile[]): Corpus {
  let bytesBefore = 0;
  let bytesHere = 0;
  return {
    source,
    fingerprint: fingerprintOf(files),
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    bytesRead: () => bytesBefore + bytesHere,
    async *entries(cursor) {
      bytesBefore = 0;
      for (const file of files) {
        const chunks = textChunks(file, {
          onRead(bytes) {
            bytesHere = bytes;
          },
        });
        yield* fileEntries(file.name, chunks, cursor[file.name] ?? 0, source);
        bytesBefore += file.sizeBytes;
        bytesHere = 0;
      }
    },
  };
}

/** Lines are counted by citation: one entry of the text lists many. */
async function* fileEntries(
  file: string,
  chunks: AsyncIterable<string>,
  done: number,
  source: string,
): AsyncGenerator<CorpusEntry> {
  let line = 0;
  const skipped = (reason: string): CorpusEntry => ({ kind: "skipped", file, line, reason });
  try {
    for await (const entry of jsonEntries(chunks)) {
      const { pairs, reasons } = citationsOf(entry);
      for (const pair of pairs) {
        line += 1;
        if (line > done) yield { kind: "citation", file, line, citation: { ...pair, source } };
      }
      for (const reason of reasons) {
        line += 1;
        if (line > done) yield skipped(reason);
      }
    }
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== "cut-file") throw error;
    // What could be read is worth having; the rest is one more citation that was skipped.
    line += 1;
    if (line > done) yield skipped(`${file}: ${error.message}`);
  }
}

function citationsOf(entry: string): {
  readonly pairs: ReturnType<typeof parseCitationJson>["pairs"];
  readonly reasons: readonly string[];
} {
  try {
    const { pairs, unreadable } = parseCitationJson(entry.startsWith('"') ? `{${entry}}` : `[${entry}]`, namedEnd);
    return { pairs, reasons: unreadable.map(({ record, reason }) => `${record}: ${reason}`) };
  } catch (error) {
    if (!(error instanceof ArxivLensError)) throw error;
    return { pairs: [], reasons: [`"${entry.slice(0, 60)}": ${error.message}`] };
  }
}
