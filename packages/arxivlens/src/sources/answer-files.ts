import { ArxivLensError } from "../arxiv/errors.ts";
import {
  answerFormat,
  answerRecords,
  openAlexIdsIn,
  type AnswerFormat,
  type OpenAlexIds,
  type RecordOfAnswer,
} from "../arxiv/record-papers.ts";
import { fingerprintOf, type CorpusFile } from "./corpus-file.ts";
import type { Corpus, CorpusEntry } from "./corpus.ts";
import { SourceError } from "./errors.ts";
import { mendedPaper, needsMending } from "./mended-paper.ts";
import { textHead, textLines } from "./text-lines.ts";

/** Names that saved answers go by in a folder, where other files may lie beside them. */
const answerFile = /\.(?:xml|rss|atom|abs|json|jsonl|ndjson)(?:\.gz|\.zip)?$/iu;

const jsonFile = /\.(?:json|jsonl|ndjson)(?:\.gz|\.zip)?$/iu;

/** Characters of one answer; what is longer is no page that a service has sent. */
const longestAnswer = 256_000_000;

/**
 * A corpus of saved answers, each file for itself: pages of OAI-PMH in any of arXiv's formats, Atom of the query API,
 * RSS, record files, and works of OpenAlex or Semantic Scholar with the citations between papers of arXiv that they tell.
 * Null when no file is one of these.
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
      const openAlexIds = await openAlexIdsOf(files);
      for (const [at, file] of files.entries()) {
        if (at >= begun) yield* fileEntries(file, cursor[file.name] ?? 0, openAlexIds);
        bytesRead += file.sizeBytes;
      }
    },
  };
}

/** A work of OpenAlex names what it cites by ids of OpenAlex, so all its answers are read before any is taken over. */
async function openAlexIdsOf(files: readonly CorpusFile[]): Promise<OpenAlexIds> {
  const found = new Map<string, string>();
  for (const file of files.length === 1 ? files : files.filter(({ name }) => jsonFile.test(name)))
    try {
      if (answerFormat(await textHead(file)) !== "openalex") continue;
      for await (const answer of answersIn(file, "openalex"))
        for (const [openAlexId, arxivId] of openAlexIdsIn(answer)) found.set(openAlexId, arxivId);
    } catch (error) {
      // What cannot be read is told when its turn comes.
      if (!(error instanceof ArxivLensError)) throw error;
    }
  return found;
}

async function* fileEntries(file: CorpusFile, done: number, openAlexIds: OpenAlexIds): AsyncGenerator<CorpusEntry> {
  let line = 0;
  for await (const record of fileRecords(file, openAlexIds)) {
    line += 1;
    if (line > done) yield { ...record, file: file.name, line };
  }
}

async function* fileRecords(file: CorpusFile, openAlexIds: OpenAlexIds): AsyncGenerator<RecordOfAnswer> {
  try {
    const format = answerFormat(await textHead(file));
    if (format === null) {
      yield skipped("neither an answer of OAI-PMH, Atom, RSS, OpenAlex or Semantic Scholar nor an .abs file");
      return;
    }
    for await (const answer of answersIn(file, format)) yield* recordsOf(answer, format, openAlexIds);
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== "cut-file") throw error;
    yield skipped(error.message);
  }
}

function recordsOf(answer: string, format: AnswerFormat, openAlexIds: OpenAlexIds): readonly RecordOfAnswer[] {
  if (answer.length > longestAnswer)
    return [skipped(`the answer is longer than ${longestAnswer / 1e6} million characters`)];
  try {
    const records = answerRecords[format](answer, openAlexIds);
    if (!needsMending(answer)) return records;
    return records.map((record) => {
      if (record.kind !== "paper") return record;
      const { paper, repaired } = mendedPaper(record.paper);
      const reasons = [record.repaired, repaired].filter((reason) => reason !== undefined);
      return { ...record, paper, ...(reasons.length === 0 ? {} : { repaired: reasons.join("; ") }) };
    });
  } catch (error) {
    if (!(error instanceof ArxivLensError)) throw error;
    return [skipped(error.message)];
  }
}

const skipped = (reason: string): RecordOfAnswer => ({ kind: "skipped", reason });

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
