import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** One line of a report: a figure of ours, and where there is one the peer's in the same run. */
export interface BenchmarkResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** How many times better than the peer; above 1 is better whatever the unit's direction. */
  readonly ratio: number | null;
  /** Smallest ratio (or, without a peer, the bound of the value) that the project holds itself to. */
  readonly target: number | null;
  readonly pass: boolean | null;
  readonly runs: number;
  /** Smallest and largest of the runs. */
  readonly spread: readonly [number, number];
}

export interface Machine {
  readonly processor: string;
  readonly threads: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly platform: string;
  /** Load before the run; above 1 the figures are noisy. */
  readonly loadAverage: number;
}

export function machine(): Machine {
  return {
    processor: cpus()[0]?.model ?? "unknown",
    threads: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    loadAverage: Math.round(100 * (loadavg()[0] ?? 0)) / 100,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Nearest-rank percentile, for example 95. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]!;
}

export interface Comparison {
  readonly name: string;
  readonly unit: string;
  /** True when a larger figure is better (rates), false when a smaller one is (times, bytes). */
  readonly higherIsBetter: boolean;
  readonly target?: number;
  readonly rounds?: number;
  /** One measurement of ours, in the unit. */
  ours(): number | Promise<number>;
  readonly peer?: { readonly name: string; measure(): number | Promise<number> };
}

/** Interleaves ours and the peer's (A B A B ...) after one warm-up of each, and reports medians and the median ratio. */
export async function compare(comparison: Comparison): Promise<BenchmarkResult> {
  const { name, unit, higherIsBetter, target = null, rounds = 5, peer } = comparison;
  await comparison.ours();
  await peer?.measure();
  const mine: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const value = await comparison.ours();
    mine.push(value);
    if (peer === undefined) continue;
    const other = await peer.measure();
    theirs.push(other);
    ratios.push(higherIsBetter ? value / other : other / value);
  }
  const value = median(mine);
  const ratio = ratios.length > 0 ? median(ratios) : null;
  const reached = ratio ?? (higherIsBetter ? value : -value);
  const bound = target === null ? null : ratio === null && !higherIsBetter ? -target : target;
  return {
    name,
    value,
    unit,
    peer: peer?.name ?? null,
    peerValue: theirs.length > 0 ? median(theirs) : null,
    ratio,
    target,
    pass: bound === null ? null : reached >= bound,
    runs: rounds,
    spread: [Math.min(...mine), Math.max(...mine)],
  };
}

/** Seconds that a call takes. */
export function seconds(run: () => void): number {
  const from = performance.now();
  run();
  return (performance.now() - from) / 1000;
}
