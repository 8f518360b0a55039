import { parseAbsFile } from "./records/abs-file.ts";
import { parseAtomAnswer } from "./records/atom-answer.ts";
import { parseOaiAnswer } from "./records/oai-answer.ts";
import { parseOpenAlexPage } from "./records/openalex-works.ts";
import { parseRssFeed } from "./records/rss-feed.ts";
import { parseScholarAnswer } from "./records/semantic-scholar.ts";
import { parseSnapshotLine } from "./records/snapshot-line.ts";

/** Reads a whole file of a format into neutral records: plain values, the same whoever wrote the file. */
export type RecordParser = (text: string) => object;

/** Every format that ArxivLens reads, by the name that `arxivlens parse --format` takes. */
export const recordFormats: Readonly<Record<string, RecordParser>> = {
  atom: parseAtomAnswer,
  oai: parseOaiAnswer,
  abs: parseAbsFile,
  snapshot: parseSnapshot,
  "semantic-scholar": parseScholarAnswer,
  openalex: parseOpenAlexPage,
  rss: parseRssFeed,
};

/** Records of the lines that can be read, in their order. */
function parseSnapshot(text: string): object {
  return text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    const record = parseSnapshotLine(line);
    return record.ok ? [record.value] : [];
  });
}
