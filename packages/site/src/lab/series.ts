import type { LabMetric, LabRun } from "arxivlens/api";

import type { PlotPoint } from "../chart/plot.tsx";

export interface RunSeries {
  readonly trainLoss: readonly PlotPoint[];
  readonly validLoss: readonly PlotPoint[];
  readonly changeRate: readonly PlotPoint[];
  readonly studentAgreement: readonly PlotPoint[];
  /** Per step, share of tokens per expert. */
  readonly load: readonly { readonly step: number; readonly load: readonly number[] }[];
  /** Step at which the routing was frozen in fact, or the planned one; null where there is none. */
  readonly freezeStep: number | null;
  readonly lastStep: number;
  readonly tokensPerSecond: number | null;
}

/** Turns the lines of a run's metrics into what the charts draw. */
export function seriesOf(run: LabRun): RunSeries {
  const steps = run.metrics.filter((metric) => metric.type === "step");
  const probes = run.metrics.filter((metric) => metric.type === "probe");
  const frozen = run.metrics.find((metric) => metric.type === "freeze");
  return {
    trainLoss: thin(steps.map(({ step, loss }) => ({ x: step, y: loss }))),
    validLoss: probes.map(({ step, validLoss }) => ({ x: step, y: validLoss })),
    changeRate: probes.flatMap(({ step, changeRate }) => (changeRate === null ? [] : [{ x: step, y: changeRate }])),
    studentAgreement: probes.flatMap(({ step, studentAgreement }) =>
      studentAgreement === null ? [] : [{ x: step, y: studentAgreement }],
    ),
    load: thin(steps.filter(({ load }) => load.length > 0)).map(({ step, load }) => ({ step, load })),
    freezeStep: frozen?.step ?? run.freezeStep,
    lastStep: run.metrics.reduce((last, metric) => Math.max(last, metric.step), 0),
    tokensPerSecond: steps.at(-1)?.tokensPerSecond ?? null,
  };
}

/** The run with one more line; a line that is already there (after a reconnect) changes nothing. */
export function withMetric(run: LabRun, metric: LabMetric): LabRun {
  const known = run.metrics.some((old) => old.step === metric.step && old.type === metric.type);
  return known ? run : { ...run, metrics: [...run.metrics, metric] };
}

// More points than this cannot be told apart on a screen.
const mostPoints = 400;

/** Every n-th value, the last one always among them. */
function thin<T>(values: readonly T[]): readonly T[] {
  const stride = Math.ceil(values.length / mostPoints);
  return stride <= 1 ? values : values.filter((_, index) => index % stride === 0 || index === values.length - 1);
}
