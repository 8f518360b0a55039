import { archives } from "./archives.ts";
import { StoreError } from "./errors.ts";

/** Bits of a key number that count papers inside one month: five digits, or archive and three digits. */
export const monthSize: number = 2 ** 20;
/** Months are counted from January of this year. */
export const firstYear = 1991;
/** April 2007, when archives went out of identifiers, in months since January of `firstYear`. */
export const firstNewMonth: number = (2007 - firstYear) * 12 + 3;
/** Works without an arXiv id are numbered from here, far above any month. */
export const firstWorkNumber: number = 2 ** 40;

/**
 * The integer key of an arXiv paper: month since 1991, then archive and number. It needs no sequence, is the same in
 * every engine, sorts by time and is an exact JavaScript number.
 *
 * @param arxivId canonical id, for example `2204.08396` or `hep-th/9901001`
 * @throws {StoreError} `bad-key` when the text is not a canonical id
 */
export function paperNumber(arxivId: string): number {
  const match = /^(?:([a-z-]+)\/)?(\d\d)(\d\d)(?:(\d{3})|\.(\d{4,5}))$/.exec(arxivId);
  if (match === null) throw new StoreError("bad-key", `"${arxivId}" is not a canonical arXiv id such as 2204.08396`);
  const [, archive, yearText = "", monthText = "", oldNumber, newNumber] = match;
  const month = monthNumber(yearText + monthText);
  if (archive === undefined) return month * monthSize + Number(newNumber);
  const position = archives.indexOf(archive);
  if (position < 0) throw new StoreError("bad-key", `"${archive}" in "${arxivId}" is not an arXiv archive`);
  return month * monthSize + position * 1024 + Number(oldNumber);
}

/**
 * Months since January 1991 of `YYMM` as in identifiers.
 *
 * @throws {StoreError} `bad-key` when it is no month
 */
export function monthNumber(text: string): number {
  const match = /^(\d\d)(0[1-9]|1[0-2])$/.exec(text);
  if (match === null) throw new StoreError("bad-key", `"${text}" is not a month such as 2204`);
  const twoDigits = Number(match[1]);
  // Identifiers began in 1991, so 91-99 can only mean the last century.
  return ((twoDigits >= 91 ? 1900 : 2000) + twoDigits - firstYear) * 12 + Number(match[2]) - 1;
}

/** `YYMM` of months since January 1991: the inverse of `monthNumber`. */
export function monthText(month: number): string {
  const year = firstYear + Math.floor(month / 12);
  return `${String(year % 100).padStart(2, "0")}${String((month % 12) + 1).padStart(2, "0")}`;
}

/**
 * First day, `YYYY-MM-DD`, of `YYMM` as in identifiers.
 *
 * @throws {StoreError} `bad-key` when it is no month
 */
export function firstDayOfMonth(text: string): string {
  return new Date(Date.UTC(firstYear, monthNumber(text))).toISOString().slice(0, 10);
}

/** The key number of an arXiv paper, or null for a work without an id there and for a malformed one. */
export function keyNumber(key: string): number | null {
  // An exception for each of a million works would take seconds.
  if (key.startsWith("work:")) return null;
  try {
    return paperNumber(key);
  } catch (error) {
    if (error instanceof StoreError) return null;
    throw error;
  }
}

/** The canonical arXiv id of a key number: the inverse of `paperNumber`. */
export function arxivKey(number: number): string {
  const month = Math.floor(number / monthSize);
  const rest = number % monthSize;
  const year = firstYear + Math.floor(month / 12);
  const yearAndMonth = monthText(month);
  // Dotted ids began in April 2007 with four digits and got a fifth in January 2015.
  if (month >= firstNewMonth) return `${yearAndMonth}.${String(rest).padStart(year >= 2015 ? 5 : 4, "0")}`;
  return `${archives[Math.floor(rest / 1024)] ?? "unknown"}/${yearAndMonth}${String(rest % 1024).padStart(3, "0")}`;
}
