import { parseBbl } from "./references/bbl-references.ts";
import { parseBibtex, type ReferenceList } from "./references/bibtex-references.ts";
import { parseCitationJson, parseCitationRows, type CitationPairs } from "./references/citation-pairs.ts";
import { parseAbsFile } from "./records/abs-file.ts";
import { parseAtomAnswer } from "./records/atom-answer.ts";
import { parseCrossrefAnswer } from "./records/crossref-work.ts";
import { parseOaiAnswer } from "./records/oai-answer.ts";
import { parseOpenAlexPage } from "./records/openalex-works.ts";
import { parseRssFeed } from "./records/rss-feed.ts";
import { parseScholarAnswer } from "./records/semantic-scholar.ts";
import { parseSnapshotLine, type SnapshotRecord } from "./records/snapshot-line.ts";
import type { UnreadableRecord } from "./records/unreadable.ts";

/** The records of a file as plain values, the same whoever wrote the file, and those that could not be read. */
export interface ReadRecords {
  readonly records: unknown;
  readonly unreadable: readonly UnreadableRecord[];
  /** Records that had to be mended to be read. */
  readonly repaired?: readonly UnreadableRecord[];
}

/** Reads a whole file of a format. */
export type RecordParser = (text: string) => ReadRecords;

/** Every format that ArxivLens reads, by the name that `arxivlens parse --format` takes. */
export const recordFormats: Readonly<Record<string, RecordParser>> = {
  atom: (text) => apart(parseAtomAnswer(text)),
  oai: (text) => apart(parseOaiAnswer(text)),
  abs: (text) => ({ records: parseAbsFile(text), unreadable: [] }),
  snapshot: readSnapshot,
  "semantic-scholar": (text) => apart(parseScholarAnswer(text)),
  openalex: (text) => apart(parseOpenAlexPage(text)),
  crossref: (text) => apart(parseCrossrefAnswer(text)),
  rss: (text) => apart(parseRssFeed(text)),
  bibtex: (text) => listed(parseBibtex(text)),
  bbl: (text) => listed(parseBbl(text)),
  csv: (text) => paired(parseCitationRows(text)),
  json: (text) => paired(parseCitationJson(text)),
};

const listed = ({ entries, unreadable }: ReferenceList): ReadRecords => ({ records: entries, unreadable });
const paired = ({ pairs, unreadable }: CitationPairs): ReadRecords => ({ records: pairs, unreadable });

function apart({ unreadable, repaired = [], ...records }: Omit<ReadRecords, "records">): ReadRecords {
  return { records, unreadable, repaired };
}

function readSnapshot(text: string): ReadRecords {
  const records: Omit<SnapshotRecord, "authorsText">[] = [];
  const unreadable: UnreadableRecord[] = [];
  text.split("\n").forEach((line, at) => {
    if (line.trim() === "") return;
    const read = parseSnapshotLine(line);
    if (read.ok) {
      const { authorsText: _, ...record } = read.value;
      records.push(record);
    } else unreadable.push({ record: `line ${at + 1}`, reason: read.error });
  });
  return { records, unreadable };
}
