const whole = new Intl.NumberFormat("en-GB");
const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** 52238 as "52,238". */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** "1 paper", "2 papers". */
export function countOf(value: number, one: string, many: string): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/** ISO date or date-time as "18 April 2022"; anything else comes back as it is. No time zone is involved. */
export function formatDate(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  const month = monthNames[Number(match?.[2]) - 1];
  return match === null || month === undefined ? iso : `${Number(match[3])} ${month} ${match[1]}`;
}

/** 0.3432 as ".343": the form of the field for numbers below one. */
export function formatScore(value: number): string {
  return value.toFixed(3).replace(/^0\./, ".");
}

/** Three significant digits, without an exponent where people would not write one. */
export function formatShort(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  return Math.abs(value) >= 1000 ? formatCount(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A share of one as "13.2%"; what is not nothing never reads as nothing. */
export function formatPercent(share: number): string {
  if (share === 0) return "0%";
  const percent = 100 * share;
  return percent < 0.01 ? "<0.01%" : `${Number(percent.toPrecision(percent >= 10 ? 3 : 2))}%`;
}

/** ISO date or date-time as "18 Apr 2022", for tables. */
export function formatDay(iso: string): string {
  return formatDate(iso).replace(/([A-Z][a-z]{2})[a-z]*/, "$1");
}
