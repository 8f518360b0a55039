import type { Curve } from "./terminal-chart.ts";

const SIZE = { width: 640, height: 320, left: 56, top: 14, bottom: 34 };
/** Room for the names at the ends of the curves: bold digits of 13 pixels are the widest common case. */
const LETTER = 8.2;
const NAME_ROOM = { least: 90, most: 280 };
/** Colour-blind safe (Okabe and Ito 2008); each curve has a dash pattern of its own beside it. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8a6d00", "#7a7a7a"];
const DASHES = ["", "7 3", "2 3", "9 3 2 3", "12 4", "1 4", "5 5", "8 2 2 2 2 2"];

export const curveStyle = (index: number): { readonly colour: string; readonly dash: string } => ({
  colour: COLOURS[index % COLOURS.length]!,
  dash: DASHES[index % DASHES.length]!,
});

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** Round values between two borders, about five. */
export function ticks(low: number, high: number): readonly number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const rough = span / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

export interface SvgChartOptions {
  readonly title: string;
  readonly unit: string;
  /** Lower border of the values; default: the smallest. */
  readonly floor?: number;
  /** What the horizontal axis counts; default: updates. */
  readonly along?: string;
}

/** Line chart as SVG: every curve is named at its end, in its own colour and dash pattern. */
export function svgChart(curves: readonly Curve[], { title, unit, floor, along = "update" }: SvgChartOptions): string {
  const points = curves.flatMap((curve) => curve.points);
  if (points.length === 0) return `<p class="empty">${escapeHtml(title)}: no points.</p>`;
  const steps = points.map(([step]) => step);
  const values = points.map(([, value]) => value);
  const [left, right] = [Math.min(...steps), Math.max(...steps)];
  const [low, high] = [floor ?? Math.min(...values), Math.max(...values)];
  const { width, height } = SIZE;
  const longest = Math.max(...curves.map(({ label, points: own }) => (own.length === 0 ? 0 : label.length)));
  const nameRoom = Math.min(NAME_ROOM.most, Math.max(NAME_ROOM.least, longest * LETTER + 12));
  const x = (step: number): number =>
    SIZE.left + ((step - left) / Math.max(right - left, 1e-12)) * (width - SIZE.left - nameRoom);
  const y = (value: number): number =>
    height - SIZE.bottom - ((value - low) / Math.max(high - low, 1e-12)) * (height - SIZE.top - SIZE.bottom);
  const round = (value: number): string => value.toFixed(1);
  const grid = ticks(low, high).map(
    (value) =>
      `<line class="grid" x1="${SIZE.left}" x2="${width - nameRoom}" y1="${round(y(value))}" y2="${round(y(value))}"/>` +
      `<text class="tick" text-anchor="end" x="${SIZE.left - 6}" y="${round(y(value) + 4)}">${value}</text>`,
  );
  const below = ticks(left, right).map(
    (step) =>
      `<text class="tick" text-anchor="middle" x="${round(x(step))}" y="${height - SIZE.bottom + 18}">${step}</text>`,
  );
  const drawn = curves.flatMap((curve, index) => (curve.points.length > 0 ? [{ curve, index }] : []));
  const ends = spread(
    drawn.map(({ curve }) => y(curve.points.at(-1)![1])),
    15,
    height - SIZE.bottom,
  );
  const lines = drawn.map(({ curve, index }, i) => {
    const { colour, dash } = curveStyle(index);
    const path = curve.points.map(([step, value]) => `${round(x(step))},${round(y(value))}`).join(" ");
    return (
      `<polyline fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}" points="${path}"/>` +
      `<text fill="${colour}" class="name" x="${width - nameRoom + 6}" y="${round(ends[i]! + 4)}">${escapeHtml(curve.label)}</text>`
    );
  });
  const name = escapeHtml(`${title}, ${unit}, by ${along}`);
  return (
    `<figure><figcaption>${name}</figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${name}">` +
    `${grid.join("")}${below.join("")}${lines.join("")}</svg></figure>`
  );
}

/** Moves places apart until neighbours are `gap` away from each other, in their order, none of them beyond `bottom`. */
function spread(places: readonly number[], gap: number, bottom: number): readonly number[] {
  const order = [...places.keys()].sort((a, b) => places[a]! - places[b]!);
  const result = [...places];
  let above = -Infinity;
  for (const index of order) above = result[index] = Math.max(result[index]!, above + gap);
  let below = bottom + gap;
  for (const index of order.toReversed()) below = result[index] = Math.min(result[index]!, below - gap);
  return result;
}
