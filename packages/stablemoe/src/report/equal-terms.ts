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
  /** Loss of the last probe by then; null where there was none yet. */
  readonly lossAtSteps: number | null;
  readonly lossAtTime: number | null;
  /** Update of the probe that `lossAtTime` is of. */
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
      const atTime = seconds === null ? -1 : run.validationByTime.findLastIndex(([at]) => at <= seconds);
      return {
        name: run.name,
        seconds: run.seconds,
        lossAtSteps: valueBy(run.validation, steps),
        lossAtTime: run.validationByTime[atTime]?.[1] ?? null,
        stepAtTime: run.validation[atTime]?.[0] ?? null,
      };
    }),
  };
}

const valueBy = (points: readonly Point[], step: number): number | null =>
  points.findLast(([at]) => at <= step)?.[1] ?? null;

/** Minutes, with more digits where they are few. */
export const minutesText = (seconds: number | null): string =>
  seconds === null ? "–" : (seconds / 60).toFixed(seconds < 600 ? 2 : 1);
