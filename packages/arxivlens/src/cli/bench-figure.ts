/** One line of the target table. */
export interface BenchFigure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** Median, where `value` is a 95th percentile. */
  readonly median?: number;
  /** The same asked of FTS5, 95th percentile. */
  readonly fts5?: number;
  /** The same asked of scikit-learn's nearest neighbours, 95th percentile. */
  readonly sklearn?: number;
  readonly target: number;
  readonly met: boolean;
}

/** A figure that is better the smaller it is. */
export const atMost = (
  name: string,
  unit: string,
  value: number,
  target: number,
  more: Partial<BenchFigure> = {},
): BenchFigure => ({ name, unit, value, target, met: value <= target, ...more });

/** A figure that is better the larger it is. */
export const atLeast = (name: string, unit: string, value: number, target: number): BenchFigure => ({
  name,
  unit,
  value,
  target,
  met: value >= target,
});

/** The figure for people. */
export const figureLine = ({ name, unit, value, median, fts5, sklearn, target, met }: BenchFigure): string =>
  [
    name.padEnd(34),
    `${value.toLocaleString("en-US", { maximumFractionDigits: 2 }).padStart(10)} ${unit}`.padEnd(24),
    `target ${target.toLocaleString("en-US")}`.padEnd(16),
    met ? "met   " : "MISSED",
    median === undefined ? "" : `median ${median.toFixed(2)}`,
    fts5 === undefined ? "" : `FTS5 ${fts5.toFixed(1)}`,
    sklearn === undefined ? "" : `scikit-learn ${sklearn.toFixed(1)}`,
  ].join(" ");
