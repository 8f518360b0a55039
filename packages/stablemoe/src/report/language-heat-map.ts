import { languageInformation, languageShares } from "../analysis/language-load.ts";
import { escapeHtml } from "./svg-chart.ts";
import type { LanguageLoad } from "./translation-evaluation.ts";

/** Sixteen experts fit into half of a wide page. */
const CELL = { width: 26, height: 26 };
/** Room for the expert numbers. */
const TOP = 24;
const LETTER = 8.2;
/** Of the fullest cell: ink on it keeps a contrast above 4.5 in both colour schemes. */
const MOST_OPAQUE = 0.5;

/**
 * Languages × experts as SVG. A cell says its share of the language's tokens in per cent and by its shade; a frame marks
 * the expert that a language uses most. Pointing at a cell shows the figures in full.
 */
export function languageHeatMap({ name, languages, counts }: LanguageLoad, run: string): string {
  const shares = languageShares(counts);
  const numExperts = counts[0]?.length ?? 0;
  const totals = counts.map((row) => row.reduce((sum, n) => sum + n, 0).toLocaleString("en"));
  const room = (words: readonly string[]): number => Math.max(...words.map(({ length }) => length)) * LETTER + 10;
  const left = room(languages);
  const width = Math.ceil(left + numExperts * CELL.width + room(["tokens", ...totals]));
  const height = TOP + languages.length * CELL.height + 4;
  const highest = Math.max(...shares.flat(), 1e-12);
  const x = (expert: number): number => Math.round(left) + expert * CELL.width;
  const text = (content: string, at: number, row: number, kind: string): string =>
    `<text class="${kind}" x="${at}" y="${TOP + row * CELL.height + 18}">${escapeHtml(content)}</text>`;
  const numbers = Array.from({ length: numExperts }, (_, expert) =>
    text(`${expert}`, x(expert) + CELL.width / 2, -1, "tick middle"),
  );
  const rows = languages.map((language, row) => {
    const own = shares[row]!;
    const most = own.indexOf(Math.max(...own));
    const cells = own.map((share, expert) => {
      const place = `x="${x(expert) + 1}" y="${TOP + row * CELL.height + 1}" width="${CELL.width - 2}" height="${CELL.height - 2}"`;
      const opacity = ((MOST_OPAQUE * share) / highest).toFixed(3);
      const frame = expert === most && share > 0 ? ' class="most"' : "";
      const words = `${language}, expert ${expert}: ${(100 * share).toFixed(1)} % (${counts[row]![expert]!.toLocaleString("en")} tokens)`;
      return (
        `<g><title>${escapeHtml(words)}</title><rect${frame} ${place} fill="var(--heat)" fill-opacity="${opacity}"/>` +
        `${text(percent(share), x(expert) + CELL.width / 2, row, "value middle")}</g>`
      );
    });
    const label = text(language, 0, row, "value");
    return `${label}${cells.join("")}${text(totals[row]!, width - 2, row, "tick end")}`;
  });
  const { bits, most } = languageInformation(counts);
  const title = `${run}, ${name}`;
  const caption =
    `${title}: the expert tells ${bits.toFixed(2)} bits about the language` +
    (most > 0 ? `, at most ${most.toFixed(2)}` : "");
  return (
    `<figure><figcaption>${escapeHtml(caption)}</figcaption><div class="wide" tabindex="0">` +
    `<svg class="heat" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" ` +
    `aria-label="${escapeHtml(`${title}: share of each language's tokens by expert, in per cent`)}">` +
    `${text("tokens", width - 2, -1, "tick end")}${numbers.join("")}${rows.join("")}</svg></div></figure>`
  );
}

/** Whole per cent; a dot below a half. */
export const percent = (share: number): string => (share < 0.005 ? "·" : (100 * share).toFixed(0));
