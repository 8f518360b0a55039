import { ArxivLensError } from "../arxiv/errors.ts";
import { answerFormat, answerPapers, type AnswerFormat, type PaperOfAnswer } from "../arxiv/record-papers.ts";
import { fingerprintOf, type CorpusFile } from "./corpus-file.ts";
import type { Corpus, CorpusEntry } from "./corpus.ts";
import { SourceError } from "./errors.ts";
import { textHead, textLines } from "./text-lines.ts";

/** Names that saved answers go by in a folder, where other files may lie beside them. */
const answerFile = /\.(?:xml|rss|atom|abs|json|jsonl|ndjson)(?:\.gz|\.zip)?$/iu;

/** Characters of one answer; what is longer is no page that a service has sent. */
const longestAnswer = 256_000_000;

/**
 * A corpus of saved answers, each file for itself: pages of OAI-PMH in any of arXiv's formats, Atom of the query API,
 * RSS, record files, and works of OpenAlex or Semantic Scholar. Null when no file is one of these.
 *
 * @param name of the file or folder; becomes part of the source's name
 */
export async function detectAnswerFiles(name: string, files: readonly CorpusFile[]): Promise<Corpus | null> {
  const chosen = files.length === 1 ? files : files.filter((file) => answerFile.test(file.name));
  for (const file of chosen)
    if (answerFormat(await textHead(file)) !== null) return answersCorpus(`answers:${name}`, chosen);
  return null;
}

/** Entries count records of a file, not lines: an answer may be one long line. */
function answersCorpus(source: string, files: readonly CorpusFile[]): Corpus {
  let bytesRead = 0;
  return {
    source,
    fingerprint: fingerprintOf(files),
    sizeBytes: files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    bytesRead: () => bytesRead,
    async *entries(cursor) {
      // Files are read one after the other, so those before the last that was begun are finished.
      const begun = Math.max(
        0,
        files.findLastIndex((file) => file.name in cursor),
      );
      bytesRead = 0;
      for (const [at, file] of files.entries()) {
        if (at >= begun) yield* fileEntries(file, cursor[file.name] ?? 0);
        bytesRead += file.sizeBytes;
      }
    },
  };
}

async function* fileEntries(file: CorpusFile, done: number): AsyncGenerator<CorpusEntry> {
  let line = 0;
  for await (const record of fileRecords(file)) {
    line += 1;
    if (line <= done) continue;
    yield record.ok
      ? { kind: "paper", file: file.name, line, paper: record.value }
      : { kind: "skipped", file: file.name, line, reason: record.error };
  }
}

async function* fileRecords(file: CorpusFile): AsyncGenerator<PaperOfAnswer> {
  try {
    const format = answerFormat(await textHead(file));
    if (format === null) {
      yield {
        ok: false,
        error: "neither an answer of OAI-PMH, Atom, RSS, OpenAlex or Semantic Scholar nor an .abs file",
      };
      return;
    }
    for await (const answer of answersIn(file, format)) yield* recordsOf(answer, format);
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== "cut-file") throw error;
    yield { ok: false, error: error.message };
  }
}

function recordsOf(answer: string, format: AnswerFormat): readonly PaperOfAnswer[] {
  if (answer.length > longestAnswer)
    return [{ ok: false, error: `the answer is longer than ${longestAnswer / 1e6} million characters` }];
  try {
    return answerPapers[format](answer);
  } catch (error) {
    if (!(error instanceof ArxivLensError)) throw error;
    return [{ ok: false, error: error.message }];
  }
}

/** The whole file; where its first line is a JSON text of its own, each line. */
async function* answersIn(file: CorpusFile, format: AnswerFormat): AsyncGenerator<string> {
  const json = format === "openalex" || format === "semantic-scholar";
  let eachLine: boolean | null = json ? null : false;
  const lines: string[] = [];
  let length = 0;
  for await (const { text } of textLines(file, longestAnswer)) {
    if (text.trim() !== "") eachLine ??= isJson(text);
    if (eachLine === true) {
      if (text.trim() !== "") yield text;
    } else if (length <= longestAnswer) {
      lines.push(text);
      length += text.length + 1;
    }
  }
  if (lines.length > 0 && eachLine !== true) yield lines.join("\n");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
