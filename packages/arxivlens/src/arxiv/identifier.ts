/** arXiv identifiers in every form people paste them, reduced to one. */

import { addressedPaper } from "./identifier-address.ts";
import { archives, archivesWithClasses } from "./archives.ts";
import { ArxivLensError, type Result } from "./errors.ts";

export interface ArxivId {
  /** Canonical and without version: `2204.08396` or `hep-th/9901001`. */
  readonly id: string;
  /** The version asked for; null when none is named. */
  readonly version: number | null;
}

/**
 * Codes: `empty`, `control-character`, `scheme`, `foreign-address`, `no-paper-address`, `foreign-doi`, `no-identifier`,
 * `month`, `digits`, `number`, `version`, `archive`, `subject-class`, `date`.
 */
export interface ArxivIdIssue {
  readonly code: string;
  readonly message: string;
}

/** Thrown by `parseArxivId`; `code` is the issue's. */
export class ArxivIdError extends ArxivLensError {
  override readonly name = "ArxivIdError";
}

/** What a reader may type, by example. */
export const acceptedIdForms: readonly string[] = [
  "2204.08396",
  "2204.08396v1",
  "hep-th/9901001",
  "math.GT/0309136",
  "arXiv:2204.08396",
  "https://arxiv.org/abs/2204.08396",
  "https://arxiv.org/pdf/2204.08396v1.pdf",
  "10.48550/arXiv.2204.08396",
  "oai:arXiv.org:2204.08396",
];

/** For harvests and pages, where a malformed identifier is ordinary. */
export function safeParseArxivId(text: string): Result<ArxivId, ArxivIdIssue> {
  const trimmed = text.trim();
  if (trimmed === "") return issue("empty", "the identifier is empty");
  if (trimmed.length > 500) return issue("no-identifier", "the text is far too long for an identifier");
  if (/\p{Cc}/u.test(trimmed)) return issue("control-character", "the identifier holds a control character");
  const bare = trimmed.replace(/^[\s"'`“‘«(<[{]+/u, "").replace(/[\s"'`”’»)>\]}.,;:!?]+$/u, "");
  if (bare === "") return issue("empty", "the identifier is empty");
  const address = addressedPaper(bare);
  if (!address.ok) return address;
  const { kind, rest } = address.value;
  if (kind === "paper") return parseCore(rest.replace(/^arxiv:\s*/iu, ""), text);
  return parsePrefixed(kind === "doi" ? `doi:${rest}` : rest, text);
}

/** @throws {ArxivIdError} with the issue's code; the message lists accepted forms */
export function parseArxivId(text: string): ArxivId {
  const result = safeParseArxivId(text);
  if (result.ok) return result.value;
  const forms = acceptedIdForms.slice(0, 4).join(", ");
  throw new ArxivIdError(result.error.code, `"${text}": ${result.error.message}; accepted are for example ${forms}`);
}

/**
 * A number that sorts identifiers by month, then by number within the month; the two-digit years 91 to 99 of the old
 * form are of the last century. 0 for text that is no identifier.
 */
export function arxivIdSortKey(id: string): number {
  const old = /\/(\d{2})(\d{2})(\d{3})$/u.exec(id);
  const parts = old ?? /^(\d{2})(\d{2})\.(\d{4,5})$/u.exec(id);
  if (parts === null) return 0;
  const year = Number(parts[1]);
  const century = old !== null && year >= 91 ? 1900 : 2000;
  return ((century + year) * 100 + Number(parts[2])) * 100_000 + Number(parts[3]);
}

/** First and last day of the month that an identifier names; null for text that is none. */
export function arxivIdMonth(id: string | null): { readonly first: string; readonly last: string } | null {
  const month = Math.floor(arxivIdSortKey(id ?? "") / 100_000);
  if (month === 0) return null;
  const dayOf = (monthIndex: number, day: number): string =>
    new Date(Date.UTC(Math.floor(month / 100), monthIndex, day)).toISOString().slice(0, 10);
  return { first: dayOf((month % 100) - 1, 1), last: dayOf(month % 100, 0) };
}

function parsePrefixed(text: string, input: string): Result<ArxivId, ArxivIdIssue> {
  const doi = /^(?:doi:\s*)?(10\.\d{4,}\/.*)$/iu.exec(text)?.[1];
  if (doi !== undefined) {
    const own = /^10\.48550\/arxiv\.(.+)$/iu.exec(doi)?.[1];
    if (own !== undefined) return parseCore(own, input);
    return issue("foreign-doi", `${doi} is not a DOI of arXiv, which begin with 10.48550/arXiv.`);
  }
  const oai = /^oai:arxiv\.org:(.*)$/iu.exec(text)?.[1];
  if (oai !== undefined) return parseCore(oai, input);
  const labelled = /^arxiv:\s*(.*)$/iu.exec(text)?.[1];
  if (labelled === undefined) return parseCore(text, input);
  // As printed on a first page: "arXiv:2204.08396v1 [cs.LG] 18 Apr 2022"; the last bracket may be trimmed already.
  const stamp = /^([^\s[]+)\s*\[[a-z-]+(?:\.[a-z-]+)?(?:\](?:\s+\d{1,2}\s+[a-z]{3}\s+\d{4})?)?$/iu.exec(labelled);
  return parseCore(stamp?.[1] ?? labelled, input);
}

function parseCore(text: string, input: string): Result<ArxivId, ArxivIdIssue> {
  const name = text.replace(/\.pdf$/iu, "");
  const parts = /^(.*?)(?:v([^/]*))?$/isu.exec(name.includes("/") ? name.slice(name.lastIndexOf("/")) : name);
  const tail = parts?.[1] ?? "";
  const versionText = parts?.[2];
  if (versionText !== undefined && /^\/?[\d.]+$/u.test(tail) && !/^[1-9]\d{0,8}$/u.test(versionText)) {
    return issue("version", `"${input}": a version is v1, v2, and so on`);
  }
  const version = versionText === undefined ? null : Number(versionText);
  const id = versionText === undefined ? name : name.slice(0, name.length - versionText.length - 1);
  const canonical = id.includes("/") ? canonicalOldForm(id) : canonicalNewForm(id);
  return canonical.ok ? { ok: true, value: { id: canonical.value, version } } : canonical;
}

function canonicalNewForm(id: string): Result<string, ArxivIdIssue> {
  const parts = /^([0-9]{2})([0-9]{2})\.([0-9]{4,5})$/u.exec(id);
  if (parts === null) return issue("no-identifier", `"${id}" is not of the form YYMM.NNNNN or archive/YYMMNNN`);
  const [, year = "", month = "", number = ""] = parts;
  if (!isMonth(month)) return issue("month", `"${id}": ${month} is no month`);
  const date = Number(year + month);
  if (date < 704) return issue("date", `"${id}": this form began in April 2007 (0704)`);
  const digits = date <= 1412 ? 4 : 5;
  if (number.length !== digits) return issue("digits", `"${id}": ${digits} digits follow the dot in ${year}${month}`);
  if (Number(number) === 0) return issue("number", `"${id}": numbers begin at 1`);
  return { ok: true, value: id };
}

function canonicalOldForm(id: string): Result<string, ArxivIdIssue> {
  const parts = /^([a-z-]+)(?:\.([a-z]{2,}(?:-[a-z]+)*))?\/([0-9]{2})([0-9]{2})([0-9]{3})$/iu.exec(id);
  if (parts === null) return issue("no-identifier", `"${id}" is not of the form archive/YYMMNNN or YYMM.NNNNN`);
  const [, archiveText = "", subjectClass, year = "", month = "", number = ""] = parts;
  const archive = archiveText.toLowerCase();
  if (!archives.has(archive)) return issue("archive", `"${id}": arXiv has no archive ${archive}`);
  if (subjectClass !== undefined && !archivesWithClasses.has(archive)) {
    return issue("subject-class", `"${id}": the archive ${archive} has no subject classes`);
  }
  if (!isMonth(month)) return issue("month", `"${id}": ${month} is no month`);
  const date = (Number(year) >= 91 ? 190_000 : 200_000) + Number(year + month);
  if (date < 199_107 || date > 200_703) return issue("date", `"${id}": this form ran from July 1991 to March 2007`);
  if (Number(number) === 0) return issue("number", `"${id}": numbers begin at 1`);
  return { ok: true, value: `${archive}/${year}${month}${number}` };
}

function isMonth(month: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12;
}

function issue(code: string, message: string): Result<never, ArxivIdIssue> {
  return { ok: false, error: { code, message } };
}
