import type { Point, RunSummary } from "./run-summary.ts";

/** What runs had reached after equally many updates, and after equally long training. */
export interface EqualTerms {
  /** Updates of the shortest run. */
  readonly steps: number;
  /** Training time of the run that ended first; null while none has ended. */
  readonly seconds: number | null;
  /** In the order of the runs. */
  readonly runs: readonly EqualTermsOfRun[];
}

export interface EqualTermsOfRun {
  readonly name: string;
  /** Of the whole training; null while it goes on. */
  readonly seconds: number | null;
  /** Between probes interpolated; null where there was none yet. */
  readonly lossAtSteps: number | null;
  readonly lossAtTime: number | null;
  /** Updates done by then. */
  readonly stepAtTime: number | null;
}

/** Probe losses of several runs on equal terms. */
export function equalTerms(runs: readonly RunSummary[]): EqualTerms {
  const steps = Math.min(...runs.map((run) => run.steps));
  const ended = runs.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  const seconds = ended.length === 0 ? null : Math.min(...ended);
  return {
    steps,
    seconds,
    runs: runs.map((run) => {
      const lossesByTime = run.validationByTime;
      const stepsByTime = lossesByTime.map(([at], i): Point => [at, run.validation[i]![0]]);
      const step = seconds === null ? null : valueAt(stepsByTime, seconds);
      return {
        name: run.name,
        seconds: run.seconds,
        lossAtSteps: valueAt(run.validation, steps),
        lossAtTime: seconds === null ? null : valueAt(lossesByTime, seconds),
        stepAtTime: step === null ? null : Math.round(step),
      };
    }),
  };
}

/** Between two probes on the line that joins them; null before the first one. */
function valueAt(points: readonly Point[], x: number): number | null {
  const i = points.findLastIndex(([at]) => at <= x);
  const [from, to] = [points[i], points[i + 1]];
  if (from === undefined || to === undefined) return from?.[1] ?? null;
  return from[1] + ((x - from[0]) / (to[0] - from[0])) * (to[1] - from[1]);
}

/** Minutes, with more digits where they are few. */
export const minutesText = (seconds: number | null): string =>
  seconds === null ? "–" : (seconds / 60).toFixed(seconds < 600 ? 2 : 1);
