import type { PairedMean } from "../report/comparison.ts";

/** Columns of equal width, the first to the left and the others to the right. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** A dash where there is no value. */
export const decimal = (value: number | null | undefined, digits: number): string =>
  value === null || value === undefined ? "–" : value.toFixed(digits);

export const signedDecimal = (value: number, digits: number): string =>
  `${value >= 0 ? "+" : "-"}${Math.abs(value).toFixed(digits)}`;

/** A paired difference and half of its 95 % interval. */
export function pairedText(paired: PairedMean | null, digits: number): string {
  if (paired === null) return "–";
  return `${signedDecimal(paired.mean, digits)}${paired.halfWidth === null ? " (one seed: no error known)" : ` ± ${paired.halfWidth.toFixed(digits)}`}`;
}
