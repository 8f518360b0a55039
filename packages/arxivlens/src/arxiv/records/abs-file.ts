/** arXiv's own record files: a header of fields, the abstract below it. */

import { splitDois } from "../doi.ts";
import { ArxivLensError } from "../errors.ts";
import { tidy } from "../xml-tree.ts";
import { utcTime } from "./dates.ts";
import { canonicalId } from "./dublin-core.ts";
import { isWithdrawn } from "./withdrawal.ts";
import type { RecordFacts } from "./record-facts.ts";

export interface AbsVersion {
  readonly version: number;
  readonly date: string | null;
  readonly size: string;
  /** Letters after the size, for example `I` for a withdrawn version. */
  readonly flags: string;
}

export interface AbsRecord extends RecordFacts {
  readonly id: string;
  readonly submitter: string | null;
  readonly versions: readonly AbsVersion[];
  readonly authorsText: string | null;
  readonly mscClass: string | null;
  readonly acmClass: string | null;
  readonly withdrawn: boolean;
  readonly proxy: string | null;
}

/** Code `bad-abs`: the file has no header that can be read. */
export class AbsError extends ArxivLensError {
  override readonly name = "AbsError";
}

const separator = /^\\\\\s*$/mu;
const versionLine = /^Date(?: \(revised v(\d+)\))?:\s*(.*?)\s*\((\d+\s*[kKmM]?b)(?:,([A-Za-z]*))?\)\s*$/u;

/** @throws {AbsError} `bad-abs` */
export function parseAbsFile(text: string): AbsRecord {
  const [, header, ...rest] = text.replaceAll("\r\n", "\n").split(separator);
  if (header === undefined || rest.length === 0)
    throw new AbsError("bad-abs", 'the file has no header between lines of "\\\\"; give a whole .abs file');
  const lines = unfolded(header);
  const field = (name: string): string | null =>
    tidy(lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1));
  const id = canonicalId(/^arXiv:(\S+)/mu.exec(header)?.[1] ?? "");
  if (id === null) throw new AbsError("bad-abs", 'the header has no line such as "arXiv:0704.0001"');
  const versions = lines.flatMap((line) => {
    const match = versionLine.exec(line);
    if (match === null) return [];
    const [, number = "1", date, size = "", flags = ""] = match;
    return { version: Number(number), date: utcTime(date), size, flags };
  });
  const comments = field("Comments");
  const latest = versions.at(-1);
  return {
    id,
    submitter: tidy(field("From")?.replace(/<[^<>]*>\s*$/u, "")),
    versions,
    title: field("Title"),
    authorsText: field("Authors"),
    categories: field("Categories")?.split(" ") ?? [],
    comments,
    journalRef: field("Journal-ref"),
    reportNo: field("Report-no"),
    doi: splitDois(field("DOI") ?? ""),
    mscClass: field("MSC-class"),
    acmClass: field("ACM-class"),
    license: field("License"),
    abstract: tidy(rest[0]),
    withdrawn: latest !== undefined && isWithdrawn({ size: latest.size, sourceType: latest.flags }, comments),
    proxy: field("Proxy"),
  };
}

/** Lines of the header; those that begin with blanks go on with the one before. */
function unfolded(header: string): readonly string[] {
  return header
    .replaceAll(/\n[ \t]+(?=\S)/gu, " ")
    .split("\n")
    .map((line) => line.trimEnd());
}
