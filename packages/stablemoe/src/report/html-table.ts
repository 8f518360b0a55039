import type { PairedMean } from "./comparison.ts";
import { escapeHtml } from "./svg-chart.ts";

/** A cell: text, or text with a smaller line below it. */
export type Cell = string | { readonly text: string; readonly below: string; readonly best: boolean };

export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const header = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(cellHtml).join("")}</tr>`).join("");
  return `<div class="wide" tabindex="0"><table><thead><tr>${header}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function cellHtml(cell: Cell, column: number): string {
  const [open, close] = column === 0 ? ['<th scope="row">', "</th>"] : ["<td>", "</td>"];
  if (typeof cell === "string") return `${open}${escapeHtml(cell)}${close}`;
  const text = cell.best ? `<strong>${escapeHtml(cell.text)}</strong>` : escapeHtml(cell.text);
  return `${open}${text}<br><small>${escapeHtml(cell.below)}</small>${close}`;
}

export const figure = (value: number | null, digits: number, unit = ""): string =>
  value === null ? "–" : `${value.toFixed(digits)}${unit}`;

export const share = (value: number | null): string => (value === null ? "–" : `${(100 * value).toFixed(1)} %`);

export const signed = (value: number, digits: number): string =>
  `${value >= 0 ? "+" : "−"}${Math.abs(value).toFixed(digits)}`;

/** A paired difference and half of its 95 % interval. */
export function difference(paired: PairedMean | null, digits: number): string {
  if (paired === null) return "–";
  const { mean, halfWidth } = paired;
  return signed(mean, digits) + (halfWidth === null ? " (one seed)" : ` ± ${halfWidth.toFixed(digits)}`);
}
