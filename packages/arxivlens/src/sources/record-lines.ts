import type { Result } from "../arxiv/errors.ts";
import type { Paper } from "../arxiv/paper.ts";
import { dublinCoreRecord } from "../arxiv/records/dublin-core.ts";
import { isObject, listOf, textOf } from "../arxiv/records/json-value.ts";
import { paperOfOaiRecord, paperOfSnapshot } from "../arxiv/records/paper-of-record.ts";
import { parseSnapshotLine } from "../arxiv/records/snapshot-line.ts";

/** What the lines of a file of papers are. */
export type PaperLineFormat = "corpus" | "snapshot" | "dublin-core";

/** The format of a file's first line, or null when it is none of these. */
export function paperLineFormat(line: string): PaperLineFormat | null {
  const value = jsonOrNull(line);
  if (Array.isArray(value) && typeof value[0] === "string" && isObject(value[1])) return "dublin-core";
  if (!isObject(value) || !("id" in value) || !("title" in value)) return null;
  return typeof value["categories"] === "string" ? "snapshot" : "corpus";
}

/** One line of the public metadata snapshot; the error is a reason for people. */
export function paperOfSnapshotLine(line: string): Result<Paper, string> {
  const record = parseSnapshotLine(line);
  if (!record.ok) return record;
  const paper = paperOfSnapshot(record.value);
  return paper === null ? { ok: false, error: `${record.value.id} has no title` } : { ok: true, value: paper };
}

/** One line `["id", {title: [...], creator: [...], ...}]` of Dublin Core harvested before. */
export function paperOfDublinCoreLine(line: string): Result<Paper, string> {
  const value = jsonOrNull(line);
  const [id, fields] = Array.isArray(value) ? value : [];
  if (typeof id !== "string" || !isObject(fields))
    return { ok: false, error: 'expected a line such as ["0704.0001", {"title": [...], ...}]' };
  const texts = (name: string): readonly string[] => listOf(fields[name]).flatMap((each) => textOf(each) ?? []);
  const header = { oaiIdentifier: `oai:arXiv.org:${id}`, datestamp: "", sets: [] };
  const record = dublinCoreRecord(header, {
    title: texts("title"),
    creator: texts("creator"),
    subject: texts("subject"),
    description: texts("description"),
    date: texts("date"),
    identifier: texts("identifier"),
  });
  // A file of any age: its name keeps it from speaking before what is harvested now.
  const paper = paperOfOaiRecord(record, "arxiv-dublin-core");
  if (paper !== null) return { ok: true, value: paper };
  return { ok: false, error: record.id === null ? `"${id}" is not an arXiv id` : `${record.id} has no title` };
}

function jsonOrNull(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
