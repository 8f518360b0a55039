/** Days of a range, both included; null where it is open. */
export interface DayRange {
  readonly from: string | null;
  readonly to: string | null;
}

/** `2016`, `2016-05`, `2016-05-17`, or the same without dashes, with arXiv's hours and minutes ignored. */
const datePattern = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2})(?:\d{4})?)?)?$/;

const lastDayOfMonth = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** First and last day that a date of any precision means, or null when it is none. */
function days(text: string): { first: string; last: string } | null {
  const match = datePattern.exec(text.trim());
  if (match === null) return null;
  const [, year = "", month, day] = match;
  if (month === undefined) return { first: `${year}-01-01`, last: `${year}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) return null;
  const longest = lastDayOfMonth(Number(year), Number(month));
  if (day === undefined) return { first: `${year}-${month}-01`, last: `${year}-${month}-${longest}` };
  if (Number(day) < 1 || Number(day) > longest) return null;
  return { first: `${year}-${month}-${day}`, last: `${year}-${month}-${day}` };
}

/**
 * Reads `2019`, `2016..2019`, `2016-05..`, `..2018`, `>=2016`, `<2016` and arXiv's `[201601010000 TO 201612312359]`
 * (without the brackets); null when it is none of these or ends before it begins.
 */
export function parseDayRange(text: string): DayRange | null {
  const compared = /^(>=|<=|>|<)(.+)$/.exec(text.trim());
  if (compared !== null) {
    const [, operator, date = ""] = compared;
    const found = days(date);
    if (found === null) return null;
    if (operator === ">=") return { from: found.first, to: null };
    if (operator === "<=") return { from: null, to: found.last };
    return operator === ">" ? { from: shifted(found.last, 1), to: null } : { from: null, to: shifted(found.first, -1) };
  }
  const parts = text.split(/\.\.|\s+TO\s+/);
  const [first = "", last = first] = parts;
  if (parts.length > 2) return null;
  const open = (part: string): boolean => part.trim() === "" || part.trim() === "*";
  if (open(first) && open(last)) return null;
  const begin = open(first) ? null : days(first);
  const end = open(last) ? null : days(last);
  if ((begin === null && !open(first)) || (end === null && !open(last))) return null;
  const range = { from: begin?.first ?? null, to: end?.last ?? null };
  return range.from !== null && range.to !== null && range.from > range.to ? null : range;
}

function shifted(day: string, by: number): string {
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}
