import type { Point } from "./run-summary.ts";

export interface Curve {
  readonly label: string;
  readonly points: readonly Point[];
}

export interface TerminalChartOptions {
  readonly width?: number;
  readonly height?: number;
}

/** The letter that marks a curve: told apart without colour. */
export const curveLetter = (index: number): string => String.fromCharCode(97 + (index % 26));

/** Curves as letters on a grid, with the ends of both axes; a later curve is drawn over an earlier one. */
export function terminalChart(
  curves: readonly Curve[],
  { width = 72, height = 16 }: TerminalChartOptions = {},
): string {
  const points = curves.flatMap((curve) => curve.points);
  if (points.length === 0) return "no points yet\n";
  const [left, right] = extent(points.map(([step]) => step));
  const [low, high] = extent(points.map(([, value]) => value));
  const column = (step: number): number => Math.round(((step - left) / Math.max(right - left, 1e-12)) * (width - 1));
  const row = (value: number): number =>
    height - 1 - Math.round(((value - low) / Math.max(high - low, 1e-12)) * (height - 1));
  const grid = Array.from({ length: height }, () => Array.from({ length: width }, () => " "));
  for (const [index, curve] of curves.entries()) {
    for (const [i, [step, value]] of curve.points.entries()) {
      const [from, fromRow] = i === 0 ? [column(step), row(value)] : place(curve.points[i - 1]!, column, row);
      const [to, toRow] = place([step, value], column, row);
      for (let x = from; x <= to; x++) {
        const y = to === from ? toRow : Math.round(fromRow + ((toRow - fromRow) * (x - from)) / (to - from));
        grid[y]![x] = curveLetter(index);
      }
    }
  }
  const label = (text: string): string => text.padStart(8);
  const lines = grid.map((cells, y) => {
    const mark = y === 0 ? high.toPrecision(4) : y === height - 1 ? low.toPrecision(4) : "";
    return `${label(mark)} │${cells.join("").trimEnd()}`;
  });
  const steps = `${left}`.padEnd(width - `${right}`.length) + `${right}`;
  return `${lines.join("\n")}\n${label("")} └${"─".repeat(width)}\n${label("step")}  ${steps}\n`;
}

const place = (
  [step, value]: Point,
  column: (step: number) => number,
  row: (value: number) => number,
): readonly [number, number] => [column(step), row(value)];

function extent(values: readonly number[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
